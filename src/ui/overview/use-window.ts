import { useMemo } from 'react';
import { usePlayhead, useSession } from '../store/index.ts';
import type { Figure } from './figures.ts';

const SECOND = 1_000_000;
const POINTS = 140;

/** How much of history is drawn, in seconds; 0: all of it. */
export const SPANS = [60, 600, 0] as const;
export type SpanSeconds = (typeof SPANS)[number];

export interface Drawn {
  /** Virtual seconds. */
  readonly times: readonly number[];
  /** By figure and line. */
  readonly values: readonly (readonly (readonly (number | null)[])[])[];
}

/** Everything that is drawn, looked up at as many moments as can be told apart; anew twice a second while time goes on. */
export function useWindow(figures: readonly Figure[], span: SpanSeconds): Drawn {
  const { player } = useSession();
  const playhead = usePlayhead(2);
  // The engine reckons ahead; who looks at the present is not shown what is yet to come.
  const edge = player.state.live ? playhead : player.edge;
  const length = span === 0 ? edge : Math.min(span * SECOND, edge);
  // While the playhead is in sight the window ends at the edge of what is known; behind it, the window goes along.
  const end = playhead >= edge - length ? edge : playhead + length / 2;
  const step = Math.max(1, length / POINTS);
  const last = Math.round(end / step);
  return useMemo(() => {
    const times: number[] = [];
    for (let i = Math.max(0, last - POINTS); i <= last; i++) times.push((i * step) / SECOND);
    const values = figures.map(({ lines }) => lines.map((line) => times.map((time) => line.at(time * SECOND) ?? null)));
    return { times, values };
  }, [figures, step, last]);
}
