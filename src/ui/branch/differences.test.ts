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

  it('compares again only the kind in which something has changed since', () => {
    const differences = new Differences();
    let asked = 0;
    const first = Object.defineProperty({ ...pod('a', 'Running') }, 'status', {
      get: () => (asked++, { phase: 'Running' }),
      enumerable: true,
    });
    const left = world({ pods: [first] });
    const lists: Record<string, readonly ApiObject[]> = { pods: [pod('a', 'Pending')], events: [] };
    expect(differences.between(left, world(lists), ALL)).toHaveLength(1);
    const before = asked;
    lists['events'] = [pod('e', '')];
    expect(differences.between(left, world(lists), ALL)).toHaveLength(2);
    expect(before).toBeGreaterThan(0);
    expect(asked).toBe(before);
  });
});
