import { describe, expect, it } from 'vitest';
import { diffObjects, shortText, tellingChanges } from './diff.ts';

const paths = (before: unknown, after: unknown): string[] => diffObjects(before, after).map(({ path }) => path);

describe('the fields between two versions', () => {
  it('are named by their paths, with what they were and are', () => {
    expect(diffObjects({ spec: { replicas: 3, paused: true } }, { spec: { replicas: 4 } })).toEqual([
      { path: 'spec.replicas', before: 3, after: 4 },
      { path: 'spec.paused', before: true, after: undefined },
    ]);
  });

  it('of a list are matched by name, so that a new first item changes nothing but itself', () => {
    const a = { type: 'Ready', status: 'True' };
    const b = { type: 'PodScheduled', status: 'True' };
    expect(paths({ conditions: [a] }, { conditions: [b, a] })).toEqual(['conditions[PodScheduled]']);
    expect(paths({ conditions: [a, b] }, { conditions: [b, { ...a, status: 'False' }] })).toEqual([
      'conditions[Ready].status',
    ]);
  });

  it('keep taints of one key and two effects apart', () => {
    const taint = (effect: string) => ({ key: 'unreachable', effect });
    expect(paths({ taints: [taint('NoSchedule')] }, { taints: [taint('NoSchedule'), taint('NoExecute')] })).toEqual([
      'taints[unreachable:NoExecute]',
    ]);
  });

  it('of a plain list are counted', () =>
    expect(paths({ args: ['a', 'b'] }, { args: ['a', 'c'] })).toEqual(['args[1]']));

  it('leave out what changes with every write', () => {
    const version = (resourceVersion: string) => ({ metadata: { resourceVersion, name: 'web' } });
    expect(diffObjects(version('1'), version('2'))).toEqual([]);
  });

  it('are told without clocks, and a new condition by its status', () => {
    const condition = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' };
    const before = { status: { startTime: 'x' } };
    const after = { status: { startTime: 'y', conditions: [condition] } };
    expect(tellingChanges(diffObjects(before, after), 3)).toEqual([
      { path: 'status.conditions[Ready]', before: undefined, after: 'True' },
    ]);
  });

  it('are shortened to one line', () => expect(shortText('x'.repeat(200)).length).toBe(120));
});
