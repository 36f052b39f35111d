import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hop, Span, TraceRecord } from '../../../engine/trace/index.ts';
import { contains, overlaps } from '../board/geometry.ts';
import { statesAt } from './cycle.tsx';
import { layoutPlane, PlaneWays } from './layout.ts';
import { isToldRequest, requestAt, STATIONS, storedBy } from './requests.ts';
import { shortPath, shortUser } from './requests-panel.tsx';
import { RecordLog, sweep } from './span-log.ts';

const API = 'kube-apiserver@control-plane-1';

function span(id: number, from: Partial<Span>): Span {
  const base = { type: 'span', id, cause: 0, process: API, operation: 'POST', key: '/api/v1/namespaces/default/pods' };
  return { ...base, start: 100, end: 200, outcome: 'ok', detail: undefined, ...from } as Span;
}

const authn = { name: 'authentication', user: 'system:serviceaccount:kube-system:replicaset-controller' };
const allowed = { name: 'authorization', decision: 'allow', reason: '' };
const mutated = { name: 'mutating admission', changedBy: ['ServiceAccount'] };
const created = span(1, {
  detail: { code: 201, stages: [authn, allowed, { name: 'decode' }, mutated, { name: 'validation' }] },
});
const asked: Hop = {
  type: 'hop',
  id: 2,
  cause: 1,
  from: API,
  to: 'etcd@control-plane-1',
  label: { form: 'request', verb: 'Txn' },
  sent: 150,
  arrives: 151,
  outcome: 'delivered',
};

describe('a request on its way', () => {
  it('has passed every station when it was written', () => {
    const { marks, code, user, note } = requestAt(created, asked, 200);
    expect(Object.values(marks)).toEqual(STATIONS.map(() => 'passed'));
    expect([code, note]).toEqual([201, 'ServiceAccount']);
    expect(shortUser(user)).toBe('replicaset-controller');
  });

  it('stands at one station at a time, always further on, and with etcd as soon as that is asked', () => {
    let last = -1;
    for (let time = 100; time < 200; time++) {
      const { marks, code } = requestAt(created, asked, time);
      const here = STATIONS.filter((station) => marks[station] === 'here');
      expect(here).toHaveLength(1);
      const at = STATIONS.indexOf(here[0]!);
      expect(at).toBeGreaterThanOrEqual(last);
      expect(at === STATIONS.length - 1).toBe(time >= 150);
      expect(code).toBeUndefined();
      last = at;
    }
  });

  it('ends at the station that refused it', () => {
    const denied = { name: 'authorization', decision: 'deny', reason: 'RBAC' };
    const forbidden = requestAt(span(1, { detail: { code: 403, stages: [authn, denied] } }), undefined, 300).marks;
    expect([forbidden.authentication, forbidden.authorization, forbidden.storage]).toEqual([
      'passed',
      'refused',
      'skipped',
    ]);
    const refused = { name: 'mutating admission', refusedBy: 'NamespaceLifecycle' };
    const admission = requestAt(span(1, { detail: { code: 404, stages: [authn, allowed, refused] } }), undefined, 300);
    expect(admission.marks.mutating).toBe('refused');
    expect(admission.note).toContain('NamespaceLifecycle');
    const invalid = { name: 'validation', errors: 2 };
    const stages = [authn, allowed, mutated, invalid];
    expect(requestAt(span(1, { detail: { code: 422, stages } }), undefined, 300).marks).toMatchObject({
      validation: 'refused',
      storage: 'skipped',
    });
  });

  it('is told, but for signs of life and watches; its question to etcd is the one it caused', () => {
    expect(isToldRequest(created)).toBe(true);
    expect(isToldRequest(span(1, { operation: 'WATCH' }))).toBe(false);
    expect(isToldRequest(span(1, { key: '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/w' }))).toBe(
      false,
    );
    const other = { ...asked, id: 2, cause: 9 };
    const records: TraceRecord[] = [created, other, { ...asked, id: 3 }];
    expect(storedBy((id) => records[id - 1], created)?.id).toBe(3);
    expect(shortPath('/apis/apps/v1/namespaces/shop/deployments/web/status')).toBe('deployments/web/status shop');
    expect(shortPath('/api/v1/nodes/worker-1')).toBe('nodes/worker-1');
  });
});

describe('a log that is swept', () => {
  it('keeps everything in its row until something newer takes that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 60 }), (rows, count) => {
        const all = Array.from({ length: count + 1 }, (_, i) => i);
        const shown = (n: number) => sweep(Math.max(0, n - rows), all.slice(Math.max(0, n - rows), n), rows);
        const before = shown(count);
        const after = shown(count + 1);
        const moved = before.filter((one, i) => one !== undefined && after[i] !== one && after.includes(one));
        expect(moved).toEqual([]);
        expect(after.filter((one, i) => one !== before[i])).toEqual([count]);
      }),
    );
  });

  it('finds what had begun by a moment, and starts over with a new history', () => {
    let records: TraceRecord[] = [1, 2, 3].map((id) => span(id, { start: id * 10, end: id * 10 + 1 }));
    const log = new RecordLog(
      {
        get next() {
          return records.length + 1;
        },
        get: (id) => records[id - 1],
      },
      (record) => (record.type === 'span' ? record.operation : undefined),
    );
    expect(log.lastSpan('POST', 25)?.id).toBe(2);
    expect(log.last('POST', 100, 2)).toMatchObject({ first: 1, records: [{ id: 2 }, { id: 3 }] });
    records = [];
    expect(log.lastSpan('POST', 100)).toBeUndefined();
  });
});

describe('a scheduling cycle', () => {
  const cycle = span(1, { operation: 'Scheduling', start: 0, end: 90 });
  const binding = span(2, { operation: 'Binding', start: 90, end: 120 });

  it('goes step by step, and ends where nothing fits', () => {
    expect(statesAt(cycle, undefined, 10, true)).toMatchObject({ filter: 'here', score: 'ahead' });
    expect(statesAt(cycle, undefined, 40, true)).toMatchObject({ filter: 'passed', score: 'here' });
    expect(statesAt(cycle, binding, 100, true)).toMatchObject({ reserve: 'passed', bind: 'here' });
    expect(statesAt(cycle, binding, 120, true)).toMatchObject({ bind: 'passed' });
    expect(statesAt(cycle, undefined, 100, false)).toEqual({
      filter: 'refused',
      score: 'ahead',
      reserve: 'ahead',
      bind: 'ahead',
    });
  });
});

describe('the plate of a control plane', () => {
  it('keeps its parts apart and inside, in any window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 1800 }), (width, height) => {
        const { machine, user, fleet, ...rest } = layoutPlane({ width, height });
        const parts = [rest.etcd, rest.requests, rest.caches, rest.scheduler, rest.controllers];
        for (const part of parts) expect(contains(machine, part)).toBe(true);
        const all = [...parts, user, fleet];
        for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
      }),
    );
  });

  it('leads every message of the API server, and no other', () => {
    const ways = new PlaneWays(layoutPlane({ width: 1400, height: 650 }), 'control-plane-1');
    for (const other of ['kubectl@user', 'etcd@control-plane-1', 'kubelet@worker-3', 'default/web@worker-1']) {
      const there = ways.pathOf(other, API)!;
      expect(ways.pathOf(API, other)!.at(0)).toEqual(there.at(1));
    }
    expect(ways.pathOf('kubelet@worker-1', 'containerd@worker-1')).toBeUndefined();
    expect(ways.pathOf('etcd@control-plane-2', API)).toBeUndefined();
  });
});
