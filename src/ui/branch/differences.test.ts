import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { Differences, type Looked } from './differences.ts';

const pod = (name: string, phase: string, resourceVersion = '1'): ApiObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'default', name, resourceVersion, creationTimestamp: resourceVersion },
    status: { phase },
  }) as ApiObject;

const world = (lists: Readonly<Record<string, readonly ApiObject[]>>): Looked => ({
  list: (resource) => lists[resource] ?? [],
});

const ALL = ['events', 'pods', 'leases.coordination.k8s.io'];

describe('Differences', () => {
  it('tells what is only here, what is only there, and which fields differ', () => {
    const left = world({ pods: [pod('a', 'Running'), pod('b', 'Pending')] });
    const right = world({ pods: [pod('b', 'Running', '7'), pod('c', 'Pending')] });
    const [pods] = new Differences().between(left, right, ALL);
    expect(pods?.differences.map(({ ref, where }) => [ref.name, where])).toEqual([
      ['a', 'left'],
      ['b', 'both'],
      ['c', 'right'],
    ]);
    expect(pods?.differences[1]?.changes).toEqual([{ path: 'status.phase', before: 'Pending', after: 'Running' }]);
  });

  it('finds nothing where only clocks, versions and heartbeats differ', () => {
    const left = world({ pods: [pod('a', 'Running', '1')], 'leases.coordination.k8s.io': [pod('x', 'a')] });
    const right = world({ pods: [pod('a', 'Running', '2')], 'leases.coordination.k8s.io': [pod('x', 'b')] });
    expect(new Differences().between(left, right, ALL)).toEqual([]);
  });

  it('puts events last, whatever came first', () => {
    const right = world({ pods: [pod('a', 'Running')], events: [pod('e', '')] });
    const kinds = new Differences().between(world({}), right, ALL);
    expect(kinds.map(({ resource }) => resource)).toEqual(['pods', 'events']);
  });

  it('answers the same object for a kind in which nothing has changed since', () => {
    const differences = new Differences();
    const left = world({ pods: [pod('a', 'Running')] });
    const lists: Record<string, readonly ApiObject[]> = { pods: [], events: [] };
    const before = differences.between(left, world(lists), ALL);
    lists['events'] = [pod('e', '')];
    const after = differences.between(left, world(lists), ALL);
    expect(after).toHaveLength(2);
    expect(after[0]?.differences).not.toBe(undefined);
  });
});
