/** The difference of two texts as `diff -u` prints it, without its two lines of names; `''` when they are alike. */
export function unifiedDiff(from: string, to: string): string {
  if (from === to) return '';
  const a = linesOf(from);
  const b = linesOf(to);
  const edits = editsOf(a, b);
  return hunksOf(edits)
    .map((hunk) => printHunk(edits, hunk))
    .join('');
}

const CONTEXT = 3;
type Edit = readonly [mark: ' ' | '-' | '+', line: string];

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** By the longest common subsequence between what both begin and end with; deletions stand before additions. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const head = a.slice(0, start).map((line): Edit => [' ', line]);
  const tail = a.slice(a.length - end).map((line): Edit => [' ', line]);
  return [...head, ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...tail];
}

function middle(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const out: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push([' ', a[i++]!]);
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) out.push(['-', a[i++]!]);
    else out.push(['+', b[j++]!]);
  }
  return out;
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

function hunksOf(edits: readonly Edit[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  edits.forEach(([mark], index) => {
    if (mark === ' ') return;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(edits.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  });
  return hunks;
}

function printHunk(edits: readonly Edit[], { from, to }: Hunk): string {
  const count = (start: number, end: number, other: '-' | '+'): number =>
    edits.slice(start, end).filter(([mark]) => mark !== other).length;
  const before = rangeText(count(0, from, '+'), count(from, to, '+'));
  const after = rangeText(count(0, from, '-'), count(from, to, '-'));
  const lines = edits.slice(from, to).map(([mark, line]) => `${mark}${line}\n`);
  return `@@ -${before} +${after} @@\n${lines.join('')}`;
}

function rangeText(start: number, length: number): string {
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
}
