import { create } from 'zustand';

export interface FinderState {
  /** The field stands open. */
  readonly open: boolean;
  /** The camera stays with what is selected. */
  readonly following: boolean;
}

export const useFinder = create<FinderState>(() => ({ open: false, following: false }));

export function setFinder(change: Partial<FinderState>): void {
  useFinder.setState(change);
}
