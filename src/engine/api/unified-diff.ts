/**
 * The difference of two objects as lines of JSON, in the form of `diff -u` with three lines around each change and no
 * file names. k8s.io/apimachinery/pkg/util/diff
 */
const CONTEXT = 3;

type Edit = readonly [mark: ' ' | '-' | '+', line: string];

/** The longest common subsequence, by the table: specs are some hundred lines, and this runs only to explain a refusal. */
function edits(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const below = longest[(i + 1) * width + j] ?? 0;
      const right = longest[i * width + j + 1] ?? 0;
      longest[i * width + j] =
        a[i] === b[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : below >= right ? below : right;
    }
  }
  const out: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const below = longest[(i + 1) * width + j] ?? 0;
    const right = longest[i * width + j + 1] ?? 0;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push([' ', a[i++] ?? '']);
      j++;
    } else if (i < a.length && (j >= b.length || below >= right)) out.push(['-', a[i++] ?? '']);
    else out.push(['+', b[j++] ?? '']);
  }
  return out;
}

function range(start: number, length: number): string {
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

/** Stretches of edits that hold a change, with their surroundings; those that touch become one. */
function hunks(list: readonly Edit[]): Hunk[] {
  const found: Hunk[] = [];
  list.forEach(([mark], i) => {
    if (mark === ' ') return;
    const from = Math.max(0, i - CONTEXT);
    const to = Math.min(list.length, i + CONTEXT + 1);
    const last = found[found.length - 1];
    if (last !== undefined && from <= last.to) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  });
  return found;
}

function count(list: readonly Edit[], from: number, to: number, other: '-' | '+'): number {
  let n = 0;
  for (let i = from; i < to; i++) if (list[i]?.[0] !== other) n++;
  return n;
}

export function objectDiff(a: unknown, b: unknown): string {
  const list = edits(JSON.stringify(a, null, 2).split('\n'), JSON.stringify(b, null, 2).split('\n'));
  let out = '';
  for (const { from, to } of hunks(list)) {
    const before = range(count(list, 0, from, '+'), count(list, from, to, '+'));
    const after = range(count(list, 0, from, '-'), count(list, from, to, '-'));
    out += `@@ -${before} +${after} @@\n`;
    for (let i = from; i < to; i++) out += `${list[i]?.[0] ?? ''}${list[i]?.[1] ?? ''}\n`;
  }
  return out;
}
