import { textWidth } from '../screen/width.ts';

/** One way to go on. */
export interface Candidate {
  /** What the word would be. */
  readonly text: string;
  /** How it is listed; left out: as it is written. */
  readonly shown?: string;
  /** More may follow without a space: a directory, a flag that ends with `=`. */
  readonly open?: boolean;
  /** It is written as it is, whatever it contains. */
  readonly raw?: boolean;
}

/** What may stand between two places of the line (counted in characters). */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
}

export const NOTHING: Completion = { from: 0, to: 0, candidates: [] };

/** What all candidates begin with. */
export function commonPrefix(candidates: readonly Candidate[]): string {
  let prefix = [...(candidates[0]?.text ?? '')];
  for (const { text } of candidates) {
    const other = [...text];
    const differs = prefix.findIndex((character, at) => character !== other[at]);
    if (differs >= 0) prefix = prefix.slice(0, differs);
  }
  return prefix.join('');
}

const MOST_LISTED = 200;

/** As readline lists them: down the columns, as many columns as fit. The second number says how many were left out. */
export function inColumns(candidates: readonly Candidate[], columns: number): readonly [readonly string[], number] {
  const names = candidates.slice(0, MOST_LISTED).map(({ text, shown }) => shown ?? text);
  const width = Math.max(...names.map(textWidth), 1) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(names.length / across);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let at = row; at < names.length; at += rows) {
      const name = names[at]!;
      line += name + (at + rows < names.length ? ' '.repeat(Math.max(2, width - textWidth(name))) : '');
    }
    lines.push(line);
  }
  return [lines, candidates.length - names.length];
}
