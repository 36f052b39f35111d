import { describe, expect, it } from 'vitest';
import type { Lease } from '../../api/lease/types.ts';
import type { Node, NodeCondition } from '../../api/node/types.ts';
import { SECOND } from '../../sim/index.ts';
import { DEFAULTS } from '../config.ts';
import { CidrSet } from '../nodeipam/cidr-set.ts';
import { tolerationTime } from '../tainteviction/tolerations.ts';
import { observe, withUnknownConditions } from './health.ts';
import { addTaints, conditionTaintChange, removeTaints } from './taints.ts';
import { computeZoneState, evictionRate } from './zones.ts';

function node(status: string, heartbeat = '2026-01-01T00:00:00Z', spec = {}): Node {
  const ready = { type: 'Ready', status, lastHeartbeatTime: heartbeat, lastTransitionTime: '2026-01-01T00:00:00Z' };
  const metadata = { name: 'n1', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { metadata, spec, status: { conditions: [ready] } } as unknown as Node;
}

const lease = (renewTime: string): Lease => ({ spec: { renewTime } }) as unknown as Lease;

describe('signs of life', () => {
  const first = observe(undefined, node('True'), lease('2026-01-01T00:00:00.000000Z'), 1000);

  it('are a renewed lease or a new heartbeat, timed by the moment they were noticed', () => {
    const still = observe(first, node('True'), lease('2026-01-01T00:00:00.000000Z'), 2000);
    expect(still.probeTimestamp).toBe(1000);
    expect(observe(still, node('True'), lease('2026-01-01T00:00:10.000000Z'), 3000).probeTimestamp).toBe(3000);
    expect(observe(still, node('True', '2026-01-01T00:05:00Z'), undefined, 4000).probeTimestamp).toBe(4000);
  });

  it('are not an older lease', () => {
    const after = observe(first, node('True'), lease('2025-12-31T00:00:00.000000Z'), 2000);
    expect(after.probeTimestamp).toBe(1000);
  });

  it('missing, leave every condition unknown, and say whether it was ever known', () => {
    const { conditions } = withUnknownConditions(node('True'), 60 * SECOND).status;
    expect(conditions?.map(({ type, status, reason }) => `${type}=${status} ${reason}`)).toEqual([
      'Ready=Unknown NodeStatusUnknown',
      'MemoryPressure=Unknown NodeStatusNeverUpdated',
      'DiskPressure=Unknown NodeStatusNeverUpdated',
      'PIDPressure=Unknown NodeStatusNeverUpdated',
    ]);
  });
});

describe('a zone', () => {
  const ready = (yes: number, no: number): NodeCondition[] =>
    [...Array<string>(yes).fill('True'), ...Array<string>(no).fill('Unknown')].map(
      (status) => ({ type: 'Ready', status }) as NodeCondition,
    );

  it('is disrupted in part from three and 55 % on, and fully when nobody is left', () => {
    expect(computeZoneState(ready(1, 2), 0.55)).toBe('Normal');
    expect(computeZoneState(ready(2, 3), 0.55)).toBe('PartialDisruption');
    expect(computeZoneState(ready(3, 3), 0.55)).toBe('Normal');
    expect(computeZoneState(ready(0, 1), 0.55)).toBe('FullDisruption');
  });

  it('evicts one node in 10 s, in partial disruption one in 100 s if large and none if small', () => {
    expect(evictionRate('Normal', 5, DEFAULTS)).toBe(0.1);
    expect(evictionRate('PartialDisruption', 51, DEFAULTS)).toBe(0.01);
    expect(evictionRate('PartialDisruption', 50, DEFAULTS)).toBe(0);
    expect(evictionRate('FullDisruption', 5, DEFAULTS)).toBe(0.1);
  });
});

describe('taints', () => {
  const keys = (taints: readonly { key: string }[]): string[] =>
    taints.map(({ key }) => key.replace('node.kubernetes.io/', ''));

  it('follow the conditions, and cordoning', () => {
    const taints = [
      { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
      { key: 'mine', effect: 'NoSchedule' },
    ];
    const change = conditionTaintChange(node('Unknown', undefined, { taints, unschedulable: true }));
    expect([keys(change.add), keys(change.remove)]).toEqual([['unreachable', 'unschedulable'], ['not-ready']]);
  });

  it('are stamped when they are added, and the same list is kept when nothing changes', () => {
    const taints = [{ key: 'a', effect: 'NoExecute' as const }];
    expect(addTaints(taints, [{ key: 'a', effect: 'NoExecute' }], 0)).toBe(taints);
    expect(addTaints(taints, [{ key: 'b', effect: 'NoExecute' }], 0)[1]).toEqual({
      key: 'b',
      effect: 'NoExecute',
      timeAdded: '1970-01-01T00:00:00Z',
    });
    expect(removeTaints(taints, [{ key: 'b', effect: 'NoExecute' }])).toBe(taints);
  });
});

describe('how long a pod may stay on a tainted node', () => {
  const unreachable = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' as const };
  const other = { key: 'other', value: 'x', effect: 'NoExecute' as const };
  const exists = { key: unreachable.key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 } as const;

  it('not at all without a toleration, 300 s with the default one, for ever with one without a limit', () => {
    expect(tolerationTime([unreachable], [])).toBe(0);
    expect(tolerationTime([unreachable], [exists])).toBe(300 * SECOND);
    expect(tolerationTime([unreachable], [{ operator: 'Exists' }])).toBe(Infinity);
  });

  it('every taint needs a toleration, and the shortest limit wins', () => {
    expect(tolerationTime([unreachable, other], [exists])).toBe(0);
    const equal = { key: 'other', operator: 'Equal', value: 'x', tolerationSeconds: 10 } as const;
    expect(tolerationTime([unreachable, other], [exists, equal])).toBe(10 * SECOND);
    expect(tolerationTime([other], [{ ...equal, value: 'y' }])).toBe(0);
    expect(tolerationTime([other], [{ ...equal, tolerationSeconds: -1 }])).toBe(0);
  });
});

describe('the pod network', () => {
  it('is handed out in parts, and a part that is free again comes round', () => {
    const cidrs = new CidrSet('10.244.0.0/23', 24);
    cidrs.occupy('10.244.0.0/24');
    expect([cidrs.allocateNext(), cidrs.allocateNext()]).toEqual(['10.244.1.0/24', undefined]);
    cidrs.release('10.244.0.0/24');
    expect(cidrs.allocateNext()).toBe('10.244.0.0/24');
  });
});
