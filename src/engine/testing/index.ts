/**
 * testing: seeded whole-cluster simulation. One seed drives people, faults and the cluster; checkers watch every commit;
 * then everything is healed and the world must come to rest. A seed that found something stays in `seeds.ts`.
 */
export { checkCauses, checkOwners, checkStreams, standardCheckers, Violation, type Checker } from './checkers.ts';
export { determinismScenario, runDeterminismScenario, type ScenarioResult } from './determinism-scenario.ts';
export { unsettled } from './convergence.ts';
export { vopr, type VoprOptions, type VoprResult } from './vopr.ts';
