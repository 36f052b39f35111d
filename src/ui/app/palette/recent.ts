import type { Entry } from './entries.ts';

const KEY = 'orrery-palette';
const MOST = 5;

/** Ids of what was chosen lately, the last one first. */
function kept(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  localStorage.setItem(KEY, JSON.stringify([id, ...kept().filter((other) => other !== id)].slice(0, MOST)));
}

/** Those of the entries that were chosen lately and are still there. */
export function recall(entries: readonly Entry[]): readonly Entry[] {
  return kept().flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
}
