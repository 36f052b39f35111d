import { describe, expect, it } from 'vitest';
import { rowsOf, sorted, unnamed } from './schedule-rows.ts';
import type { Scheduling } from './scheduling.ts';

const scheduling: Scheduling = {
  node: 'worker-10',
  feasible: 2,
  evaluated: 120,
  attempts: 1,
  message: '',
  preemption: '',
  nodes: ['worker-10', 'worker-2'],
  plugins: [
    { name: 'NodeResourcesFit', weight: 1, values: [90, 80] },
    { name: 'TaintToleration', weight: 3, values: [0, 100] },
  ],
  totals: [90, 380],
  filtered: [
    { reason: 'Insufficient cpu', plugin: 'NodeResourcesFit', count: 117, nodes: ['worker-3', 'worker-4'] },
    { reason: 'Insufficient memory', plugin: 'NodeResourcesFit', count: 1, nodes: ['worker-3'] },
  ],
};

describe('the table of the scheduler', () => {
  it('has a row for every node that is named, with all its reasons', () => {
    const rows = rowsOf(scheduling);
    expect(rows.map(({ node }) => node)).toEqual(['worker-10', 'worker-2', 'worker-3', 'worker-4']);
    expect(rows[1]).toMatchObject({ weighted: [80, 300], total: 380, verdict: undefined });
    expect(rows[2]?.verdict?.reason).toBe('Insufficient cpu, Insufficient memory');
    expect(unnamed(scheduling)).toBe(115);
  });

  it('sorts by any column; what was turned down stays below, and names count as people count', () => {
    const rows = rowsOf(scheduling);
    expect(sorted(rows, 'total', true).map(({ node }) => node)).toEqual([
      'worker-2',
      'worker-10',
      'worker-3',
      'worker-4',
    ]);
    expect(sorted(rows, 0, false).map(({ node }) => node)).toEqual(['worker-2', 'worker-10', 'worker-3', 'worker-4']);
    expect(sorted(rows, 'node', false).map(({ node }) => node)).toEqual([
      'worker-2',
      'worker-3',
      'worker-4',
      'worker-10',
    ]);
  });
});
