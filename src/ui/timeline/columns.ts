import type { TimeSeries } from './time-series.ts';
import type { View } from './view.ts';

/**
 * Counts a series into columns of `pitch` pixels over the view: `out[i]` is how many fall into column i. Walks from column to
 * column with one binary search each, whatever the number of moments, and allocates nothing. Returns the highest count.
 */
export function fillColumns(out: Uint32Array, series: TimeSeries, view: View, pitch: number): number {
  const columns = Math.min(out.length, Math.ceil(view.width / pitch));
  let highest = 0;
  let from = series.before(view.timeAt(0));
  for (let i = 0; i < columns; i++) {
    const to = series.before(view.timeAt((i + 1) * pitch));
    const count = Math.max(0, to - from);
    out[i] = count;
    if (count > highest) highest = count;
    from = to;
  }
  return highest;
}
