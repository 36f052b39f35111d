import { describe, expect, it } from 'vitest';
import { labelOf, SampleStore } from './samples.ts';

const SECOND = 1_000_000;
const told = (at: number, value: number) => ({
  process: 'etcd@a',
  metric: 'm_total',
  labels: '',
  at: at * SECOND,
  value,
});

describe('samples', () => {
  it('know a number as it was, and nothing before its first or after its end', () => {
    const store = new SampleStore();
    store.add([told(1, 10), told(5, 20), told(9, NaN), told(12, 3)], []);
    const series = store.series('etcd@a', 'm_total')!;
    const seen = [0, 1, 4, 5, 9, 11, 12].map((second) => series.at(second * SECOND));
    expect(seen).toEqual([undefined, 10, 10, 20, undefined, undefined, 3]);
  });

  it('tell how fast a counter rises: also while it rests, and not across a restart', () => {
    const store = new SampleStore();
    store.add([told(0, 0), told(10, 100), told(11, NaN), told(20, 5), told(30, 25)], []);
    const series = store.series('etcd@a', 'm_total')!;
    expect(series.rateAt(10 * SECOND, 10 * SECOND)).toBeCloseTo(10);
    expect(series.rateAt(30 * SECOND, 15 * SECOND)).toBeCloseTo(2);
    expect(series.rateAt(60 * SECOND, 10 * SECOND)).toBe(0);
  });

  it('keep the newest closely and the rest at all, within the limit', () => {
    const store = new SampleStore(100);
    for (let i = 0; i < 1000; i++) store.add([told(i, i)], []);
    const { times, at } = store.series('etcd@a', 'm_total')!;
    expect(times.length).toBeLessThanOrEqual(100);
    expect(times[0]).toBe(0);
    expect(at.call(store.series('etcd@a', 'm_total')!, 999 * SECOND)).toBe(999);
  });

  it('show facts as they were at a moment, the same rows as the same array', () => {
    const store = new SampleStore();
    const rows = [{ pod: 'default/a', ip: '10.0.0.2', hostNetwork: false, ready: true }];
    const fact = { process: 'containerd@w', part: 'sandboxes' } as const;
    store.add(
      [],
      [
        { ...fact, at: 10, rows },
        { ...fact, at: 20, rows: [] },
        { ...fact, at: 30, rows: undefined },
      ],
    );
    expect(store.facts('containerd@w', 'sandboxes', 9)).toBeUndefined();
    expect(store.facts('containerd@w', 'sandboxes', 19)).toBe(rows);
    expect(store.facts('containerd@w', 'sandboxes', 20)).toEqual([]);
    expect(store.facts('containerd@w', 'sandboxes', 30)).toBeUndefined();
  });

  it('read one of several labels', () => {
    expect(labelOf('verb="GET",code="200"', 'code')).toBe('200');
    expect(labelOf('verb="GET",code="200"', 'de')).toBe('');
  });
});
