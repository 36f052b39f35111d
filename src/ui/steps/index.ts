/**
 * steps: how time is gone through piece by piece. A step goes to the next thing of a chosen sort, or the last before the playhead:
 * something telling, any record, a message, a reconcile, an event, an act, a change of what is selected. "Run until" goes on until
 * a condition holds.
 *
 * Promises: a step lands on the moment of a record or a version, never between; back and forth are each other's inverse; where
 * nothing is known ahead, the cluster runs on until something is, or for an hour of its time.
 */
export { StepButton, StepKeys, StepMode } from './step-mode.tsx';
export { nextMoment, STEPS, type StepKind } from './moments.ts';
export { foundAt, type Condition } from './until.ts';
