import { create } from 'zustand';
import { setUi } from '../app/ui-state.ts';
import type { Finder } from './finder.ts';
import type { Term } from './term.ts';

interface GlossaryState {
  /** undefined until they are fetched. */
  readonly terms: readonly Term[] | undefined;
  readonly finders: Readonly<Record<'ko' | 'en', Finder>> | undefined;
  /** The right drawer shows the page instead of what is selected. */
  readonly open: boolean;
  /** The term that the page stands at; '' for none. */
  readonly at: string;
}

export const useGlossary = create<GlossaryState>(() => ({ terms: undefined, finders: undefined, open: false, at: '' }));

let fetching = false;

/** Fetches the words, once. */
export async function fetchTerms(): Promise<void> {
  if (fetching) return;
  fetching = true;
  const [{ TERMS }, { finderOf }] = await Promise.all([import('./terms/index.ts'), import('./finder.ts')]);
  useGlossary.setState({ terms: TERMS, finders: { ko: finderOf(TERMS, 'ko'), en: finderOf(TERMS, 'en') } });
}

export function openGlossary(at = ''): void {
  void fetchTerms();
  useGlossary.setState({ open: true, at });
  setUi({ inspectorOpen: true });
}

export function closeGlossary(): void {
  useGlossary.setState({ open: false, at: '' });
}
