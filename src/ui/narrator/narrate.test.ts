import { describe, expect, it } from 'vitest';
import type { Hop, Span, TraceRecord } from '../../engine/trace/index.ts';
import { translate, type Language, type MessageId, type Params } from '../../i18n/index.ts';
import { Script } from '../kit/fixture/script.ts';
import { birth } from '../kit/fixture/stories.ts';
import { TraceStore } from '../store/index.ts';
import { narrate } from './narrate.ts';
import { sentence } from './sentence.ts';
import { ToldQueue } from './told-queue.ts';

const API = 'kube-apiserver@control-plane-1';

function hop(from: string, to: string, label: Hop['label'], cause = 0): Hop {
  return { type: 'hop', id: 9, cause, from, to, label, sent: 0, arrives: 1, outcome: 'in-flight' };
}

function span(process: string, operation: string, key: string, detail?: Span['detail']): Span {
  const outcome = detail === undefined ? 'open' : 'ok';
  return { type: 'span', id: 3, cause: 0, process, operation, key, start: 0, end: 1, outcome, detail };
}

function told(record: TraceRecord, language: Language = 'en', causes: readonly TraceRecord[] = []): string {
  const t = (id: MessageId, params?: Params): string => translate(language, id, params);
  return sentence(
    t,
    narrate(record, (id) => causes.find((cause) => cause.id === id)),
  );
}

describe('the narrator', () => {
  const pod = { resource: 'pods', namespace: 'default', name: 'web' };

  it('says who asks whom for what', () => {
    const asked = hop('kubectl@user', API, { form: 'request', verb: 'create', ...pod });
    expect(told(asked)).toBe('kubectl asks kube-apiserver to create the pod web.');
    expect(told(asked, 'ko')).toBe('kubectl이 kube-apiserver에 파드 web을 만들어 달라고 합니다.');
  });

  it('needs no name for what has none yet', () => {
    const unnamed = hop('kubectl@user', API, { form: 'request', verb: 'create', resource: 'pods' });
    expect(told(unnamed)).toBe('kubectl asks kube-apiserver to create a pod.');
    expect(told(unnamed, 'ko')).toBe('kubectl이 kube-apiserver에 파드를 만들어 달라고 합니다.');
  });

  it('names the controller that acts, by the span it acts in', () => {
    const sync = span('kube-controller-manager@control-plane-1', 'sync replicaset', 'default/kubia');
    const label = { form: 'request', verb: 'create', resource: 'pods' } as const;
    const create = hop('kube-controller-manager@control-plane-1', API, label, 3);
    expect(told(create, 'en', [sync])).toBe('The replicaset controller asks for a new pod.');
    expect(told(create, 'ko', [sync])).toBe('replicaset 컨트롤러가 새 파드를 요청합니다.');
    expect(told(create)).toBe('kube-controller-manager asks for a new pod.');
  });

  it('gives the scheduler its reasons', () => {
    const scheduler = 'kube-scheduler@control-plane-1';
    const chosen = span(scheduler, 'Scheduling', 'default/web', { node: 'worker-2', feasible: 3, evaluated: 4 });
    expect(told(chosen)).toBe('kube-scheduler chooses worker-2: 3 of 4 nodes would do, it scores best.');
    expect(told(chosen, 'ko')).toContain('worker-2를 고릅니다');
    const failed = span(scheduler, 'Scheduling', 'default/web', { message: '0/3 nodes are available.' });
    expect(told(failed)).toBe('kube-scheduler finds no node for the pod web: 0/3 nodes are available.');
  });

  it('tells what got lost, and what was refused', () => {
    const label = { form: 'request', verb: 'update', resource: 'leases' } as const;
    expect(told({ ...hop('kubelet@worker-1', API, label), outcome: 'lost' })).toContain('is lost');
    expect(told(hop(API, 'kubectl@user', { form: 'response', verb: 'create', code: 403 }))).toBe(
      'kube-apiserver refuses kubectl: 403.',
    );
  });

  it('has a whole sentence for every record of a birth, in both languages', () => {
    const script = new Script({ now: 0, nextId: 1, revision: 1 });
    birth(script, 'web', 'worker-2');
    expect(script.records.length).toBeGreaterThan(40);
    for (const record of script.records) {
      expect(told(record, 'en', script.records)).toMatch(/^[A-Za-z][^{}]*[^ {}][.]$/);
      expect(told(record, 'ko', script.records)).toMatch(/^[^{}]*[^ {}][.]$/);
    }
  });
});

describe('the queue of sentences', () => {
  const story = (): TraceStore => {
    const script = new Script({ now: 0, nextId: 1, revision: 1 });
    birth(script, 'web', 'worker-2');
    const trace = new TraceStore();
    trace.add(script.records);
    return trace;
  };
  const drain = (queue: ToldQueue): number[] => {
    const ids: number[] = [];
    for (let record = queue.next(); record; record = queue.next()) ids.push(record.id);
    return ids;
  };

  it('tells things that begin together one after the other, each once', () => {
    const trace = story();
    const queue = new ToldQueue(trace, () => 1);
    const ids: number[] = [];
    for (let time = 0; time < 20_000; time += 50) {
      queue.follow(time);
      ids.push(...drain(queue));
    }
    expect(ids.length).toBeGreaterThan(8);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('leaves out the least telling when it falls behind', () => {
    const trace = story();
    const queue = new ToldQueue(trace, ({ type }) => (type === 'span' ? 9 : 1));
    queue.follow(0);
    for (let time = 0; time < 20_000; time += 50) queue.follow(time);
    expect(queue.length).toBeLessThanOrEqual(4);
    const told = drain(queue).map((id) => trace.get(id)?.type);
    expect(told).toContain('span');
  });

  it('begins anew where the playhead is put back', () => {
    const trace = story();
    const queue = new ToldQueue(trace, () => 1);
    queue.follow(5_000_000);
    drain(queue);
    expect(queue.follow(9_000)).toBe(true);
    expect(drain(queue)).toEqual([trace.lastSalient(9_000)?.id]);
  });
});
