import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PodLife } from './pod-lives.ts';
import { rowsOf, type RowsAsked } from './rows.ts';

const PROCESSES = ['kubelet@worker-1', 'kube-apiserver@control-plane-1', 'kubelet@worker-2', 'kubectl@user'];
const life = (name: string, node: string, owner = 'Deployment web'): PodLife => ({
  key: `default/${name}`,
  namespace: 'default',
  name,
  node,
  owner,
});
const ALL: RowsAsked = { by: 'node', turned: new Set(), opened: new Set(), search: '' };
const none = (): readonly string[] => [];

describe('rows of the tracks', () => {
  it('stand person and control plane first, then each node with its kubelet before its pods', () => {
    const { rows } = rowsOf(PROCESSES, [life('b', 'worker-2'), life('a', 'worker-1')], none, ALL);
    expect(rows.map(({ id }) => id)).toEqual([
      'plane ',
      'kubectl@user',
      'kube-apiserver@control-plane-1',
      'node worker-1',
      'kubelet@worker-1',
      'pod default/a',
      'node worker-2',
      'kubelet@worker-2',
      'pod default/b',
    ]);
  });

  it('point a process of a folded group at the group, so that its messages still have an end', () => {
    const { rows, ofProcess } = rowsOf(PROCESSES, [], none, { ...ALL, turned: new Set(['node worker-1']) });
    expect(rows[ofProcess.get('kubelet@worker-1')!]).toMatchObject({ id: 'node worker-1', folded: true });
  });

  it('find by name in folded groups too, and leave out what has none', () => {
    const many = Array.from({ length: 20 }, (_, i) => life(`p${i}`, `worker-${i}`));
    const { rows } = rowsOf(PROCESSES, many, none, { ...ALL, search: 'P7' });
    expect(rows.map(({ id }) => id)).toEqual(['node worker-7', 'pod default/p7']);
  });

  it('show the containers of an opened pod beneath it', () => {
    const asked = { ...ALL, opened: new Set(['default/a']) };
    const { rows } = rowsOf([], [life('a', 'worker-1')], () => ['init', 'main'], asked);
    expect(rows.map(({ id }) => id)).toEqual([
      'node worker-1',
      'pod default/a',
      'pod default/a init',
      'pod default/a main',
    ]);
  });

  it('keep the order of all that stood when another pod comes', () => {
    const names = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.constantFrom('node', 'owner'), (numbers, by) => {
        const lives = numbers.map((n) => life(`p${n}`, `worker-${n % 4}`, `Job ${n % 3}`));
        const asked = { ...ALL, by, opened: new Set(lives.map(({ key }) => key)) };
        const ids = (some: readonly PodLife[]) =>
          rowsOf(PROCESSES, some, () => ['main'], asked).rows.map(({ id }) => id);
        const before = ids(lives.slice(0, -1));
        const after = ids(lives);
        expect(after.filter((id) => before.includes(id))).toEqual(before);
        expect(new Set(after).size).toBe(after.length);
      }),
    );
  });
});
