import type { TraceRecord } from '../../engine/trace/index.ts';
import { BANDS } from './draw-strip.ts';
import type { LifeMark, Lifecycle } from './lifecycle.ts';
import type { NoticeMark, Notices } from './notices.ts';
import type { TraceIndex } from './trace-index.ts';
import type { View } from './view.ts';

/** What the strip shows at a point, for the tooltip and for a click. */
export type Found =
  | { readonly type: 'record'; readonly record: TraceRecord; readonly act: boolean; readonly more: number }
  | { readonly type: 'life'; readonly mark: LifeMark; readonly more: number }
  | { readonly type: 'notice'; readonly mark: NoticeMark; readonly more: number };

const REACH = 6;

/** Flags first, then turns of life in their own band, then the most telling record nearby. */
export function whatIsAt(
  view: View,
  index: TraceIndex,
  lifecycle: Lifecycle,
  notices: Notices,
  x: number,
  y: number,
): Found | undefined {
  const act = nearest(view, index, 'acts', y < BANDS.density ? x - 5 : x, y < BANDS.density ? REACH + 4 : 3);
  if (act) return { type: 'record', record: act.record, act: true, more: 0 };
  if (y >= BANDS.life - 3 && y <= BANDS.lifeEnd + 3) {
    const notice = noticeAt(view, notices, x);
    if (notice) return notice;
    const life = lifeAt(view, lifecycle, x);
    if (life) return life;
  }
  const telling = nearest(view, index, 'telling', x, REACH) ?? nearest(view, index, 'small', x, REACH);
  return telling && { type: 'record', record: telling.record, act: false, more: telling.more };
}

function nearest(
  view: View,
  index: TraceIndex,
  which: 'acts' | 'telling' | 'small',
  x: number,
  reach: number,
): { readonly record: TraceRecord; readonly more: number } | undefined {
  const series = index[which];
  const place = series.nearest(view.timeAt(x));
  if (place < 0 || Math.abs(view.xOf(series.time(place)) - x) > reach) return undefined;
  const record = index.trace.get(series.id(place));
  if (!record) return undefined;
  return { record, more: Math.max(0, series.count(view.timeAt(x - 2), view.timeAt(x + 2)) - 1) };
}

function noticeAt(view: View, notices: Notices, x: number): Found | undefined {
  const { marks } = notices;
  const to = view.timeAt(x + REACH);
  const near: NoticeMark[] = [];
  for (let i = notices.before(view.timeAt(x - REACH)); i < marks.length && marks[i]!.at <= to; i++)
    near.push(marks[i]!);
  const [first] = near.sort((a, b) => Math.abs(view.xOf(a.at) - x) - Math.abs(view.xOf(b.at) - x));
  return first && { type: 'notice', mark: first, more: near.length - 1 };
}

function lifeAt(view: View, lifecycle: Lifecycle, x: number): Found | undefined {
  const { marks } = lifecycle;
  let best: LifeMark | undefined;
  let miss = REACH + 1;
  let near = 0;
  const from = view.timeAt(x - REACH);
  const to = view.timeAt(x + REACH);
  for (let i = lifecycle.before(from); i < marks.length && marks[i]!.at <= to; i++) {
    const away = Math.abs(view.xOf(marks[i]!.at) - x);
    near++;
    if (away < miss) {
      miss = away;
      best = marks[i];
    }
  }
  return best && { type: 'life', mark: best, more: near - 1 };
}
