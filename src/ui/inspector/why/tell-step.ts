import type { TraceRecord } from '../../../engine/trace/index.ts';
import { atLevel, narrateFor, type Level } from '../../narrator/level.ts';
import { narrate, type Narration } from '../../narrator/narrate.ts';
import type { Step } from './chain.ts';

type Lookup = (id: number) => TraceRecord | undefined;

/** One step of a chain as a sentence. Spans with facts in them tell those; everything else is told as the narrator does. */
export function tellStep(step: Step, lookup: Lookup, level: Level = 'operator'): Narration {
  const { head, commit } = step;
  if (level === 'expert') return narrateFor(level, head, lookup);
  // What is created with generateName gets its name on the way: the revision knows it.
  if (head.type === 'hop' && step.kind === 'write' && commit && !head.label.name) {
    const name = commit.key.slice(commit.key.lastIndexOf('/') + 1);
    return atLevel(level, narrate({ ...head, label: { ...head.label, name } }, lookup));
  }
  return narrateFor(level, head, lookup);
}
