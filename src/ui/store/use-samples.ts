import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { FactPart, Facts } from '../../engine/trace/index.ts';
import { useSession } from './hooks.ts';
import type { Series } from './samples.ts';

/** What a process knew at the playhead, row by row; undefined: it tells nothing. Re-renders only when that is something else. */
export function useFacts<P extends FactPart>(process: string, part: P): readonly Facts[P][] | undefined {
  const { samples, player } = useSession();
  const subscribe = useFrames();
  return useSyncExternalStore(subscribe, () => samples.facts(process, part, player.playhead));
}

/** A number at the playhead, `useSample('kubelet@worker-1', 'node_memory_working_set_bytes')`. */
export function useSample(process: string, metric: string, labels = ''): number | undefined {
  const { samples, player } = useSession();
  const subscribe = useFrames();
  return useSyncExternalStore(subscribe, () => samples.series(process, metric, labels)?.at(player.playhead));
}

/** How fast a counter rose before the playhead, in units a second; `digits` after the point are worth a new look. */
export function useRate(
  process: string,
  metric: string,
  labels = '',
  stretch = 10_000_000,
  digits = 3,
): number | undefined {
  const { samples, player } = useSession();
  const subscribe = useFrames();
  return useSyncExternalStore(subscribe, () => {
    const rate = samples.series(process, metric, labels)?.rateAt(player.playhead, stretch);
    return rate === undefined ? undefined : Number(rate.toFixed(digits));
  });
}

/** All series of a metric; the same array until there are more. They are to be read at the playhead. */
export function useSeries(metric: string): readonly Series[] {
  const { samples } = useSession();
  const [series, setSeries] = useState<readonly Series[]>(() => [...samples.seriesOf(metric)]);
  useEffect(() => {
    const update = (): void => {
      const now = samples.seriesOf(metric);
      setSeries((before) => (before.length === now.length && before[0] === now[0] ? before : [...now]));
    };
    update();
    return samples.onChange(update);
  }, [samples, metric]);
  return series;
}

const HERTZ = 8;

/** Asks again when the playhead or what is known has moved: at most so often, and at once when time stands. */
function useFrames(): (changed: () => void) => () => void {
  const { player, samples } = useSession();
  return useCallback(
    (changed: () => void) => {
      let last = -Infinity;
      let playhead = NaN;
      let version = NaN;
      return player.onFrame((now) => {
        if (now === playhead && samples.version === version) return;
        const wall = performance.now();
        if (wall - last < 1000 / HERTZ && player.state.playing) return;
        last = wall;
        playhead = now;
        version = samples.version;
        changed();
      });
    },
    [player, samples],
  );
}
