import { create } from 'zustand';
import { setUi, useUi } from '../app/ui-state.ts';
import { closeGlossary } from '../glossary/state.ts';

export const TABS = ['why', 'state', 'events', 'yaml', 'history', 'sequence'] as const;
export type TabId = (typeof TABS)[number];

/** What the right drawer shows: a tab about what is selected. */
export const useShowing = create<{ readonly tab: TabId }>(() => ({ tab: 'why' }));

export function showTab(tab: TabId): void {
  useShowing.setState({ tab });
}

/** Opens the drawer on the diagram of what is selected, or of the last act; closes it when that is what it shows. */
export function toggleSequence(): void {
  const shown = useUi.getState().inspectorOpen && useShowing.getState().tab === 'sequence';
  if (shown) {
    showTab('why');
    setUi({ inspectorOpen: false });
    return;
  }
  closeGlossary();
  showTab('sequence');
  setUi({ inspectorOpen: true });
}
