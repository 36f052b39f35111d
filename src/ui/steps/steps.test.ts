import { describe, expect, it } from 'vitest';
import type { Hop, Span, TraceRecord } from '../../engine/trace/index.ts';
import type { Observation } from '../../protocol/index.ts';
import { Mirror, TraceStore, type Selection } from '../store/index.ts';
import { nextMoment, type Known, type StepKind } from './moments.ts';
import { foundAt, holdsAt } from './until.ts';

let revision = 0;
const seen = (resource: string, name: string, at: number, rest: object | undefined): Observation => ({
  resource,
  namespace: 'default',
  name,
  revision: ++revision,
  at,
  object: rest && { apiVersion: 'v1', kind: 'X', metadata: { namespace: 'default', name }, ...rest },
});
const hop = (id: number, sent: number, verb: string, resource: string, name: string, from = 'kubectl@user'): Hop => ({
  type: 'hop',
  id,
  cause: 0,
  from,
  to: 'kube-apiserver@control-plane-1',
  label: { form: 'request', verb, resource, namespace: 'default', name },
  sent,
  arrives: sent + 100,
  outcome: 'delivered',
});
const span = (id: number, start: number, operation: string, key: string): Span => ({
  type: 'span',
  id,
  cause: 0,
  process: 'kube-controller-manager@control-plane-1',
  operation,
  key,
  start,
  end: start + 10,
  outcome: 'ok',
  detail: undefined,
});

const RECORDS: readonly TraceRecord[] = [
  hop(1, 100, 'create', 'pods', 'a'),
  span(2, 200, 'sync replicaset', 'default/web'),
  span(3, 200, 'watch', 'x'),
  hop(4, 300, 'update', 'leases.coordination.k8s.io', 'node', 'kubelet@worker-1'),
  hop(5, 400, 'delete', 'pods', 'b'),
  span(6, 500, 'syncPod', 'default/b'),
];

function known(): Known {
  const trace = new TraceStore();
  trace.add(RECORDS);
  const mirror = new Mirror();
  const ready = (status: string) => ({ status: { conditions: [{ type: 'Ready', status }] } });
  mirror.add([
    seen('pods', 'b', 110, ready('False')),
    seen('pods', 'b', 210, ready('True')),
    seen('events', 'e1', 220, { reason: 'Killing' }),
    seen('pods', 'b', 310, ready('True')),
    seen('events', 'e2', 320, { reason: 'BackOff' }),
    seen('pods', 'b', 410, undefined),
  ]);
  return { trace, mirror };
}

const POD: Selection = { type: 'object', ref: { resource: 'pods', namespace: 'default', name: 'b' } };
const walk = (kind: Exclude<StepKind, 'telling'>, selection?: Selection): number[] => {
  const moments: number[] = [];
  for (let at: number | undefined = 0; moments.length < 20;) {
    const next = nextMoment(known(), kind, at, true, selection);
    if (!next) break;
    moments.push((at = next.at));
  }
  return moments;
};

describe('steps', () => {
  it('go by what was asked: messages without heartbeats, reconciles, events, acts, changes of the selected', () => {
    expect(walk('hop')).toEqual([135, 435]);
    expect(walk('reconcile')).toEqual([200, 500]);
    expect(walk('event')).toEqual([220, 320]);
    expect(walk('act')).toEqual([135, 435]);
    expect(walk('object', POD)).toEqual([110, 210, 310, 410]);
    expect(walk('object')).toEqual([]);
  });

  it('keep to what is selected', () => {
    expect(walk('hop', POD)).toEqual([435]);
    expect(walk('reconcile', POD)).toEqual([500]);
  });

  it('go through records of one moment one by one, forwards and back', () => {
    const at = (id: number): Selection => ({ type: 'record', id });
    expect(nextMoment(known(), 'record', 200, true, at(2))?.record?.id).toBe(3);
    expect(nextMoment(known(), 'record', 200, false, at(3))?.record?.id).toBe(2);
    expect(nextMoment(known(), 'record', 200, true, undefined)?.record?.id).toBe(4);
  });

  it('come back to where they were when they go back', () => {
    for (const [kind, selection] of [
      ['event', undefined],
      ['object', POD],
      ['reconcile', undefined],
    ] as const) {
      const there = walk(kind, selection);
      for (let i = 1; i < there.length; i++)
        expect(nextMoment(known(), kind, there[i]!, false, selection)?.at).toBe(there[i - 1]);
    }
  });
});

describe('run until', () => {
  const { mirror } = known();
  const ref = POD.type === 'object' ? POD.ref : undefined!;

  it('finds when something becomes ready, and not that it still is', () => {
    expect(foundAt(mirror, { type: 'ready', ref }, 0)).toBe(210);
    expect(foundAt(mirror, { type: 'ready', ref }, 210)).toBeUndefined();
    expect([0, 210, 410].map((at) => holdsAt(mirror, { type: 'ready', ref }, at))).toEqual([false, true, false]);
  });

  it('finds when it changes in what matters, and when it is gone', () => {
    expect(foundAt(mirror, { type: 'changed', ref }, 210)).toBe(410);
    expect(foundAt(mirror, { type: 'gone', ref }, 0)).toBe(410);
  });

  it('finds an event by its reason, however it is written', () => {
    expect(foundAt(mirror, { type: 'event', reason: 'backoff' }, 0)).toBe(320);
    expect(foundAt(mirror, { type: 'event', reason: 'backoff' }, 320)).toBeUndefined();
  });
});
