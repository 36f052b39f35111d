import { expect, it } from 'vitest';
import type { TraceRecord } from '../../../engine/trace/index.ts';
import { perfettoJson, type TraceEvent } from './perfetto.ts';

const API = 'kube-apiserver@control-plane-1';
const KUBELET = 'kubelet@worker-1';
const span = (id: number, process: string, start: number, end: number | undefined): TraceRecord => ({
  type: 'span',
  id,
  cause: 0,
  process,
  operation: 'syncPod',
  key: 'default/web',
  start,
  end,
  outcome: end === undefined ? 'open' : 'ok',
  detail: undefined,
});
const hop = (id: number, outcome: 'delivered' | 'lost'): TraceRecord => ({
  type: 'hop',
  id,
  cause: 1,
  from: KUBELET,
  to: API,
  label: { form: 'request', verb: 'patch', resource: 'pods', namespace: 'default', name: 'web' },
  sent: 100,
  arrives: 550,
  outcome,
});

function eventsOf(records: readonly TraceRecord[], until = 10_000): readonly TraceEvent[] {
  return (JSON.parse(perfettoJson(records, until)) as { traceEvents: readonly TraceEvent[] }).traceEvents;
}

it('puts what overlaps in one process into lanes in which slices never cross', () => {
  const events = eventsOf([span(1, KUBELET, 0, 500), span(2, KUBELET, 100, 600), span(3, KUBELET, 700, 800)]);
  const slices = events.filter(({ ph }) => ph === 'X');
  expect(new Set(slices.map(({ tid }) => tid)).size).toBe(2);
  for (const a of slices)
    for (const b of slices)
      if (a !== b && a.tid === b.tid) expect(a.ts! + a.dur! <= b.ts! || b.ts! + b.dur! <= a.ts!).toBe(true);
});

it('draws an arrow from where a message left to where it arrived, and none for one that was lost', () => {
  const events = eventsOf([hop(7, 'delivered'), hop(8, 'lost')]);
  const [start] = events.filter(({ ph }) => ph === 's');
  const [finish] = events.filter(({ ph }) => ph === 'f');
  expect([start?.id, start?.ts, finish?.id, finish?.ts]).toEqual([7, 100, 7, 550]);
  expect(events.filter(({ ph }) => ph === 's')).toHaveLength(1);
  // Each end lies in a slice of its own thread, or nothing would be drawn.
  for (const end of [start!, finish!])
    expect(
      events.some(({ ph, tid, ts, dur }) => ph === 'X' && tid === end.tid && ts! <= end.ts! && end.ts! <= ts! + dur!),
    ).toBe(true);
});

it('names machines and processes, ends what is still open at the moment, and leaves out what comes later', () => {
  const events = eventsOf([span(1, KUBELET, 0, undefined), span(2, API, 20_000, 20_001)], 5_000);
  const names = events.filter(({ ph }) => ph === 'M').map(({ args }) => args?.['name']);
  expect(names).toEqual(['worker-1', 'kubelet']);
  expect(events.find(({ ph }) => ph === 'X')).toMatchObject({ ts: 0, dur: 5_000, name: 'syncPod default/web' });
});

it('counts etcd’s revisions', () => {
  const commit: TraceRecord = {
    type: 'commit',
    id: 1,
    cause: 0,
    process: 'etcd@control-plane-1',
    revision: 42,
    operation: 'create',
    key: '/registry/pods/default/web',
    at: 9,
  };
  expect(eventsOf([commit]).find(({ ph }) => ph === 'C')).toMatchObject({ ts: 9, args: { revision: 42 } });
});
