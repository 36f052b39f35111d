import { create } from 'zustand';
import { NO_FILTER, parseFilter, type Filter } from './filter.ts';

export interface FilterState {
  readonly filter: Filter;
}

/** What the person looks for now; every view dims what is not it. */
export const useFilter = create<FilterState>(() => ({ filter: NO_FILTER }));

export function setFilter(text: string): void {
  useFilter.setState({ filter: parseFilter(text) });
}
