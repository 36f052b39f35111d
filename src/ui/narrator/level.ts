import { create } from 'zustand';
import type { TraceRecord } from '../../engine/trace/index.ts';
import { easily } from './easy.ts';
import { narrate, type Lookup, type Narration } from './narrate.ts';
import { wire } from './wire.ts';

/** For whom is told: what it means · in upstream's terms · what goes over the wire. */
export const LEVELS = ['beginner', 'operator', 'expert'] as const;
export type Level = (typeof LEVELS)[number];

const KEY = 'orrery.narrator';

function remembered(): Level {
  const known = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY);
  return LEVELS.find((level) => level === known) ?? 'operator';
}

export const useLevel = create<{ readonly level: Level }>(() => ({ level: remembered() }));

export function setLevel(level: Level): void {
  localStorage.setItem(KEY, level);
  useLevel.setState({ level });
}

/** What happens in a record, in one sentence for a level. */
export function narrateFor(level: Level, record: TraceRecord, lookup: Lookup): Narration {
  if (level === 'expert') return wire(record);
  return atLevel(level, narrate(record, lookup));
}

/** What is told already, as plain as a level wants it. */
export function atLevel(level: Level, told: Narration): Narration {
  return level === 'beginner' ? (easily(told) ?? told) : told;
}
