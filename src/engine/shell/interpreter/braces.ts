import type { Part, Word } from '../syntax/tree.ts';

/** A character of a word that is bare text, or a part that braces do not look into. */
type Piece = string | Part;

/** Words that one word's braces make. */
const MOST_WORDS = 10_000;

/** `a{b,c}d` is `abd acd`, and `{1..3}` is `1 2 3`: before anything else is expanded. */
export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word];
  const pieces: Piece[] = word.flatMap((part): Piece[] =>
    part.kind === 'text' && !part.quoted ? [...part.text] : [part],
  );
  return expand(pieces).slice(0, MOST_WORDS).map(joined);
}

function joined(pieces: readonly Piece[]): Word {
  const parts: Part[] = [];
  let text = '';
  for (const piece of [...pieces, undefined]) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    if (text !== '') parts.push({ kind: 'text', text, quoted: false });
    text = '';
    if (piece) parts.push(piece);
  }
  return parts;
}

function expand(pieces: readonly Piece[]): Piece[][] {
  for (let open = pieces.indexOf('{'); open >= 0; open = pieces.indexOf('{', open + 1)) {
    const choices = choicesAt(pieces, open);
    if (!choices) continue;
    const before = pieces.slice(0, open);
    const after = expand(pieces.slice(choices.end));
    const words: Piece[][] = [];
    for (const choice of choices.of) {
      for (const rest of after) {
        words.push([...before, ...choice, ...rest]);
        if (words.length > MOST_WORDS) return words;
      }
    }
    return words;
  }
  return [[...pieces]];
}

function choicesAt(pieces: readonly Piece[], open: number): { of: Piece[][]; end: number } | undefined {
  const commas: number[] = [];
  let depth = 0;
  let close = -1;
  for (let i = open; i < pieces.length && close < 0; i++) {
    const piece = pieces[i];
    if (piece === '{') depth++;
    else if (piece === '}' && --depth === 0) close = i;
    else if (piece === ',' && depth === 1) commas.push(i);
  }
  if (close < 0) return undefined;
  if (commas.length === 0) {
    const inner = pieces.slice(open + 1, close);
    const range = inner.every((piece) => typeof piece === 'string') ? rangeOf(inner.join('')) : undefined;
    return range && { of: range.map((text) => [...text]), end: close + 1 };
  }
  const edges = [open, ...commas, close];
  const choices = edges.slice(1).map((edge, i) => pieces.slice(edges[i]! + 1, edge));
  return { of: choices.flatMap(expand), end: close + 1 };
}

function rangeOf(text: string): string[] | undefined {
  const match = /^(?:(-?[0-9]+)\.\.(-?[0-9]+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?[0-9]+))?$/.exec(text);
  if (!match) return undefined;
  const [, low, high, from, to, by] = match;
  const first = low === undefined ? from!.charCodeAt(0) : Number(low);
  const last = high === undefined ? to!.charCodeAt(0) : Number(high);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const padded = [low, high].some((end) => /^-?0[0-9]/.test(end ?? ''));
  const width = padded ? Math.max(low!.length, high!.length) : 0;
  const out: string[] = [];
  for (let i = first; first <= last ? i <= last : i >= last; i += first <= last ? step : -step) {
    const digits = i < 0 ? `-${String(-i).padStart(width - 1, '0')}` : String(i).padStart(width, '0');
    out.push(low === undefined ? String.fromCharCode(i) : digits);
    if (out.length > MOST_WORDS) break;
  }
  return out;
}
