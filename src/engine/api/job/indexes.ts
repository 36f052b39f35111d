import { goQuote } from '../../apimachinery/index.ts';

/** Sets of a Job's indexes as text: `1,3-5,7`. pkg/apis/batch/validation/validation.go */
type Interval = readonly [first: number, last: number];

class IndexError extends Error {}

function index(text: string, completions: number): number {
  if (!/^[+-]?\d+$/.test(text)) throw new IndexError(`cannot convert string to integer for index: ${goQuote(text)}`);
  const value = Number(text);
  if (value >= completions) throw new IndexError(`too large index: ${goQuote(text)}`);
  return value;
}

function decreasing(previous: number, current: number): IndexError {
  return new IndexError(`non-increasing order, previous: ${previous}, current: ${current}`);
}

/** parseIndexInterval. */
function interval(text: string, completions: number): Interval {
  const [low = '', high, ...more] = text.split('-');
  if (more.length > 0) {
    const why = "violates the requirement that an index interval can have at most two parts separated by '-'";
    throw new IndexError(`the fragment ${goQuote(text)} ${why}`);
  }
  const first = index(low, completions);
  if (high === undefined) return [first, first];
  const last = index(high, completions);
  if (first >= last) throw decreasing(first, last);
  return [first, last];
}

/** validateIndexesFormat: how many there are, or what is wrong. */
export function countIndexes(text: string, completions: number): { readonly total: number; readonly error?: string } {
  if (text === '') return { total: 0 };
  let total = 0;
  let previous: number | undefined;
  try {
    for (const part of text.split(',')) {
      const [first, last] = interval(part, completions);
      if (previous !== undefined && previous >= first) throw decreasing(previous, first);
      total += last - first + 1;
      previous = last;
    }
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    return { total: 0, error: error.message };
  }
  return { total };
}

/** Those that can be read; the others are reported elsewhere. */
function readable(text: string, completions: number): Interval[] {
  return text.split(',').flatMap((part) => {
    try {
      return [interval(part, completions)];
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      return [];
    }
  });
}

/** validateFailedIndexesNotOverlapCompleted: the first index that is in both. */
export function firstOverlap(completed: string, failed: string, completions: number): number | undefined {
  if (completed === '' || failed === '') return undefined;
  const [a, b] = [readable(completed, completions), readable(failed, completions)];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [c, f] = [a[i] ?? [0, 0], b[j] ?? [0, 0]];
    if (c[0] <= f[1] && f[0] <= c[1]) return Math.max(c[0], f[0]);
    if (c[0] <= f[0]) i++;
    else j++;
  }
  return undefined;
}
