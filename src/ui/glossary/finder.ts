import type { Term } from './term.ts';

/** A piece of running text: as it is, or a word that is explained. */
export interface Piece {
  readonly text: string;
  readonly term: Term | undefined;
}

export type Finder = (text: string) => readonly Piece[];

/** What may follow a Korean word: the end of it, or a particle. */
const AFTER =
  '(?=$|[^\\uac00-\\ud7a3A-Za-z0-9]|(?:은|는|이|가|을|를|의|에|와|과|도|만|로|으로|라|이라|입니다|이며|이고|들|별|마다|보다|처럼|부터|까지|에서|에게|인|하나|께|랑))';

/**
 * Finds the words that are explained in a sentence, the longest first and each term only once. Latin words stand alone in both
 * languages: `kubelet` in `kubelet이`, but not `pod` in `podium` nor in the name `web-pod-1`.
 *
 * Worked example: '스케줄러가 파드를 봅니다' → ['스케줄러'*, '가 ', '파드'*, '를 봅니다'].
 */
export function finderOf(terms: readonly Term[], language: 'ko' | 'en'): Finder {
  const byWord = new Map<string, Term>();
  for (const term of terms)
    for (const word of wordsOf(term, language)) if (!byWord.has(key(word))) byWord.set(key(word), term);
  const words = [...byWord.keys()].sort((a, b) => b.length - a.length);
  const latin = words.filter((word) => isLatin(word)).map(escaped);
  const hangul = words.filter((word) => !isLatin(word)).map(escaped);
  const parts = [`(?<![\\w./:@-])(?:${latin.join('|')})(?![\\w/@-]|\\.\\w|:\\w)`];
  if (hangul.length > 0) parts.push(`(?<![\\uac00-\\ud7a3])(?:${hangul.join('|')})${AFTER}`);
  const pattern = new RegExp(parts.join('|'), 'giu');
  return (text) => piecesOf(text, pattern, byWord);
}

/** Korean sentences have Latin words in them too: names of components and of reasons. */
function wordsOf(term: Term, language: 'ko' | 'en'): readonly string[] {
  return language === 'en'
    ? term.en.words
    : [...term.ko.words, ...term.en.words.filter((word) => /[A-Z-]|^[a-z]+d$/.test(word))];
}

function piecesOf(text: string, pattern: RegExp, byWord: ReadonlyMap<string, Term>): readonly Piece[] {
  const pieces: Piece[] = [];
  const seen = new Set<string>();
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const term = byWord.get(key(match[0]));
    if (!term || seen.has(term.id)) continue;
    seen.add(term.id);
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), term: undefined });
    pieces.push({ text: match[0], term });
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), term: undefined });
  return pieces;
}

function key(word: string): string {
  return word.toLowerCase();
}

function isLatin(word: string): boolean {
  return !/[\uac00-\ud7a3]/.test(word);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
