import { create } from 'zustand';
import type { RowsAsked } from './rows.ts';

/** How the tracks are grouped, which are folded, and what is looked for among them. */
export const useTrackOptions = create<RowsAsked>(() => ({
  by: 'node',
  turned: new Set<string>(),
  opened: new Set<string>(),
  search: '',
}));

/** Folds a group, or unfolds it. */
export function turn(id: string): void {
  useTrackOptions.setState(({ turned }) => ({ turned: toggled(turned, id) }));
}

/** Shows the containers of a pod, or hides them. */
export function openPod(key: string): void {
  useTrackOptions.setState(({ opened }) => ({ opened: toggled(opened, key) }));
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
