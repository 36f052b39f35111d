import { useEffect, useMemo, useRef, useState } from 'react';
import { useText, useUi } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { Explained } from './explained.tsx';
import { closeGlossary, useGlossary } from './state.ts';
import type { Term } from './term.ts';

/** All words, in the order of their names, and a search among them. */
export function GlossaryPage() {
  const t = useText();
  const language = useUi((state) => state.language);
  const { terms, at } = useGlossary();
  const [query, setQuery] = useState('');
  const found = useMemo(() => search(terms ?? [], query, language), [terms, query, language]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at === '') return;
    setQuery('');
    requestAnimationFrame(() =>
      list.current?.querySelector(`[data-entry="${at}"]`)?.scrollIntoView({ block: 'start' }),
    );
  }, [at, terms]);
  return (
    <div className="glossary">
      <div className="glossary-head">
        <h3>{t('glossary.title')}</h3>
        <Button glyph="back" label={t('glossary.back')} onClick={closeGlossary} />
      </div>
      <input
        type="search"
        className="glossary-search"
        placeholder={t('glossary.search')}
        aria-label={t('glossary.search')}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
      />
      <p role="status" className="inspector-note">
        {t('glossary.count', { count: found.length })}
      </p>
      <div ref={list} className="glossary-list">
        {found.map((term) => (
          <div key={term.id} data-entry={term.id} data-at={term.id === at || undefined}>
            <Explained term={term} as="h4" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Terms whose names match come first; then those whose words do. */
export function search(terms: readonly Term[], query: string, language: 'ko' | 'en'): readonly Term[] {
  const wanted = query.trim().toLowerCase();
  const named = (term: Term): string => term[language].words[0] ?? '';
  const order = new Intl.Collator(language);
  const all = [...terms].sort((a, b) => order.compare(named(a), named(b)));
  if (wanted === '') return all;
  const rank = (term: Term): number => {
    const names = [...term.en.words, ...term.ko.words, term.id].map((word) => word.toLowerCase());
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.includes(wanted))) return 1;
    return `${term[language].is} ${term[language].isNot}`.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return all.filter((term) => rank(term) < 3).sort((a, b) => rank(a) - rank(b));
}
