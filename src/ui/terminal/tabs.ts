import { create } from 'zustand';
import type { TabView } from './tab-view.ts';

export interface Tab {
  readonly number: number;
  readonly view: TabView;
}

interface Tabs {
  readonly tabs: readonly Tab[];
  readonly active: number;
  readonly next: number;
}

/** The open terminals. They live as long as the page does, whether or not the drawer is open. */
export const useTabs = create<Tabs>(() => ({ tabs: [], active: 0, next: 1 }));

export const MOST_TABS = 8;

/** Opens one more, in front of the others. `make` is given its number. */
export function openTab(make: (number: number) => TabView): void {
  const { tabs, next } = useTabs.getState();
  if (tabs.length >= MOST_TABS) return;
  useTabs.setState({ tabs: [...tabs, { number: next, view: make(next) }], active: next, next: next + 1 });
}

export function activateTab(number: number): void {
  useTabs.setState({ active: number });
}

/** Ends what runs in it. Answers how many are left. */
export function closeTab(number: number): number {
  const { tabs, active } = useTabs.getState();
  const index = tabs.findIndex((tab) => tab.number === number);
  tabs[index]?.view.dispose();
  const left = tabs.filter((tab) => tab.number !== number);
  const neighbour = left[Math.min(index, left.length - 1)]?.number ?? 0;
  useTabs.setState({ tabs: left, active: active === number ? neighbour : active });
  return left.length;
}
