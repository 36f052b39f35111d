import { describe, expect, it } from 'vitest';
import { Host, Process, SECOND, Sim, sleep } from '../sim/index.ts';
import { TraceRecorder, effectsOf, lastStartedBy, packetsAt, salience, spansOn, startOf, why } from './index.ts';

const WATCH = {
  form: 'item',
  verb: 'ADDED',
  resource: 'pods',
  namespace: 'default',
  name: 'web',
  revision: 9,
} as const;

/** A request at 0–10, the commit it makes at 12, and the watch event that tells of it at 12–20. */
function story() {
  const trace = new TraceRecorder();
  const request = trace.hopSent(0, 'kubectl@user', 'kube-apiserver@cp', { form: 'request', verb: 'create' }, 0, 10);
  trace.hopEnded(request, 'delivered', 10);
  const span = trace.spanStarted(request, 'kube-apiserver@cp', 'create', 'pods/web', 10);
  const commit = trace.committed(span, 'etcd@cp', 9, 'create', '/registry/pods/default/web', 12);
  const watch = trace.hopSent(commit, 'kube-apiserver@cp', 'kube-scheduler@cp', WATCH, 12, 20);
  trace.spanEnded(span, 15, 'ok', { code: 201 });
  return { trace, request, span, commit, watch };
}

describe('the questions', () => {
  it('why: the chain of causes back to the root', () => {
    const { trace, watch, commit, span, request } = story();
    expect(why(trace, watch).map((record) => record.id)).toEqual([watch, commit, span, request]);
  });

  it('effectsOf: everything that a record led to, and nothing else', () => {
    const { trace, commit, watch } = story();
    trace.spanStarted(0, 'kubelet@w', 'syncPod', 'other', 13);
    expect(effectsOf(trace, commit).map((record) => record.id)).toEqual([commit, watch]);
  });

  it('packetsAt: what is on the wires at a moment', () => {
    const { trace, request, watch } = story();
    const at = (moment: number) => packetsAt(trace, moment).map((hop) => hop.id);
    expect([at(0), at(9), at(10), at(12), at(19), at(20)]).toEqual([[request], [request], [], [watch], [watch], []]);
  });

  it('spansOn: what a process is doing at a moment', () => {
    const { trace, span } = story();
    const at = (moment: number) => spansOn(trace, 'kube-apiserver@cp', moment).map((s) => s.id);
    expect([at(9), at(10), at(14), at(15)]).toEqual([[], [span], [span], []]);
  });

  it('lastStartedBy: the newest record that had begun', () => {
    const { trace, request, span, watch } = story();
    expect([lastStartedBy(trace, 5), lastStartedBy(trace, 11), lastStartedBy(trace, 99)]).toEqual([
      request,
      span,
      watch,
    ]);
  });
});

describe('the recorder', () => {
  it('drains each record once, and again when it has ended since', () => {
    const { trace, span } = story();
    const later = trace.spanStarted(0, 'a@b', 'x', 'k', 30);
    expect(trace.drain()).toHaveLength(5);
    expect(trace.drain()).toEqual([]);
    trace.spanEnded(later, 40, 'ok', undefined);
    expect(trace.drain().map((record) => record.id)).toEqual([later]);
    expect(span).toBeLessThan(later);
  });

  it('keeps the newest records and forgets the oldest, in whole chunks', () => {
    const trace = new TraceRecorder(5000);
    for (let i = 0; i < 20_000; i++) trace.spanStarted(0, 'a@b', 'x', String(i), i);
    expect(trace.get(1)).toBeUndefined();
    expect(trace.next - trace.first).toBeGreaterThanOrEqual(5000);
    expect(trace.next - trace.first).toBeLessThanOrEqual(5000 + 2 * 4096);
    expect(trace.get(20_000)).toMatchObject({ key: '19999' });
    expect(startOf(trace.get(trace.first)!)).toBe(trace.first - 1);
  });

  it('has the same hash for the same history, and another for another', () => {
    expect(story().trace.hash.digest()).toBe(story().trace.hash.digest());
    const { trace } = story();
    const before = trace.hash.digest();
    trace.hopEnded(4, 'lost', 20);
    expect(trace.hash.digest()).not.toBe(before);
  });

  it('is written by the process runner with causes that point backwards', () => {
    const trace = new TraceRecorder();
    const sim = new Sim({ seed: 1, recorder: trace });
    const process = new Process(sim, 'kubelet', new Host('w'));
    process.go(
      'pod',
      (function* () {
        const outer = process.begin('syncPod', 'a');
        yield* sleep(sim, SECOND);
        const inner = process.begin('PullImage', 'nginx');
        inner.end('error', { message: 'not found' });
        outer.end();
        process.note('after', 'a');
      })(),
    );
    sim.runUntil(2 * SECOND);
    expect([1, 2, 3].map((id) => trace.get(id)!.cause)).toEqual([0, 1, 0]);
    expect(trace.get(1)).toMatchObject({ start: 0, end: SECOND, outcome: 'ok' });
    expect(trace.get(2)).toMatchObject({ outcome: 'error', detail: { message: 'not found' } });
  });
});

describe('salience', () => {
  it('tells the hum of a healthy cluster from a step of a story', () => {
    const { trace, watch, commit } = story();
    const lease = {
      form: 'request',
      verb: 'update',
      resource: 'leases.coordination.k8s.io',
      name: 'worker-1',
    } as const;
    const heartbeat = trace.hopSent(0, 'kubelet@w', 'kube-apiserver@cp', lease, 30, 31);
    const renewed = trace.committed(heartbeat, 'etcd@cp', 10, 'update', '/registry/leases/kube-node-lease/w', 31);
    const list = trace.hopSent(0, 'kubelet@w', 'kube-apiserver@cp', { form: 'request', verb: 'list' }, 32, 33);
    const act = trace.spanStarted(0, 'hand@user', 'node-down', 'w', 34);
    const level = (id: number) => salience(trace.get(id)!);
    expect([watch, commit, heartbeat, renewed, list, act].map(level)).toEqual([2, 2, 0, 0, 0, 2]);
  });
});
