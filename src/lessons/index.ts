/**
 * lessons: scenarios as data. A lesson acts by the ways that are open to its learner (apply, delete, a hand on a machine), waits
 * for what really happens, and then hands over. Nothing in it is staged: where the cluster does not do it, the lesson stands
 * still.
 *
 * Promise: a lesson's goal is false before it and true after it, which a test finds out by playing each against the engine.
 */
import { podIsBorn } from './first-steps/pod-is-born/index.ts';
import { rollingUpdate } from './first-steps/rolling-update/index.ts';
import { selfHealing } from './first-steps/self-healing/index.ts';
import type { Lesson } from './schema.ts';

export { holds, podsOf } from './holds.ts';
export type { Act, Condition, Lesson, LessonWorld, Step } from './schema.ts';

/** In the order in which they are offered. */
export const lessons: readonly Lesson[] = [podIsBorn, selfHealing, rollingUpdate];
