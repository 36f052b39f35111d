import type { PodInfo } from '../../cache/pod-info.ts';
import { startTimeOf, type Candidate } from './dry-run.ts';

/** Priorities are summed shifted, so that victims of negative priority still count as victims. */
const SHIFT = 2 ** 31;

type ScoreFunction = (victims: readonly PodInfo[]) => number;

/** framework/preemption/preemption.go, pickOneNodeForPreemption: each question is asked only of those equal so far. */
const QUESTIONS: readonly ScoreFunction[] = [
  // The lowest of the highest victims.
  (victims) => -(victims[0]?.priority ?? -SHIFT),
  (victims) => -victims.reduce((sum, { priority }) => sum + priority + SHIFT, 0),
  (victims) => -victims.length,
  // The one whose most important victims began latest.
  (victims) => earliestStartOfHighest(victims),
];

function earliestStartOfHighest(victims: readonly PodInfo[]): number {
  const highest = victims[0]?.priority;
  let earliest = Infinity;
  for (const victim of victims) {
    if (victim.priority === highest) earliest = Math.min(earliest, startTimeOf(victim));
  }
  return earliest;
}

/** The candidate that hurts least; undefined when there is none. */
export function pickOneNodeForPreemption(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates;
  for (const score of QUESTIONS) {
    if (left.length < 2) break;
    const scores = left.map(({ victims }) => score(victims));
    const best = scores.reduce((a, b) => (b > a ? b : a));
    left = left.filter((_, i) => scores[i] === best);
  }
  return left[0];
}
