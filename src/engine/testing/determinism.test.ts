import { describe, expect, it } from 'vitest';
import { runDeterminismScenario } from './determinism-scenario.ts';

describe('the same seed and inputs', () => {
  it('give the same trace, to the last record, twice; another seed gives another', () => {
    const first = runDeterminismScenario();
    expect(first.records).toBeGreaterThan(10_000);
    expect(runDeterminismScenario()).toEqual(first);
    expect(runDeterminismScenario(1).hash).not.toBe(first.hash);
  });
});
