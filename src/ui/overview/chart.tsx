import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clockText } from '../app/clock-text.ts';
import { useSession } from '../store/index.ts';
import type { Figure } from './figures.ts';

interface Props {
  readonly figure: Figure;
  /** In seconds of virtual time, rising; and a row of values for each line. */
  readonly times: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly label: string;
  /** Changes when colours or type do. */
  readonly theme: string;
}

const SECOND = 1_000_000;

/** Lines over time on a sheet of uPlot's. A click goes to that moment; the playhead is a line that moves with the frames. */
export function Chart({ figure, times, values, label, theme }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const data = useRef<uPlot.AlignedData>([[], ...figure.lines.map(() => [])]);
  const { player } = useSession();
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const made = new uPlot(optionsOf(figure, element), data.current, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(sizeOf(element)));
    observer.observe(element);
    const seek = (event: MouseEvent): void => {
      const { left } = made.over.getBoundingClientRect();
      player.seek(made.posToVal(event.clientX - left, 'x') * SECOND);
    };
    made.over.addEventListener('click', seek);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [figure, player, theme]);
  useEffect(() => {
    data.current = [[...times], ...values.map((row) => [...row])];
    plot.current?.setData(data.current);
  }, [times, values, theme]);
  useEffect(() => {
    const draw = (playhead: number): void => {
      const { current } = plot;
      if (!current || !cursor.current) return;
      const x = current.valToPos(playhead / SECOND, 'x') + current.over.offsetLeft;
      const inside = x >= current.over.offsetLeft - 1 && x <= current.over.offsetLeft + current.over.offsetWidth + 1;
      cursor.current.style.transform = `translateX(${x.toFixed(1)}px)`;
      cursor.current.style.visibility = inside ? 'visible' : 'hidden';
    };
    draw(player.playhead);
    return player.onFrame(draw);
  }, [player, times, theme]);
  return (
    <div className="chart">
      <div ref={host} className="chart-sheet" role="img" aria-label={label} />
      <i ref={cursor} className="chart-playhead" aria-hidden="true" />
    </div>
  );
}

function sizeOf(element: HTMLElement) {
  return { width: Math.max(80, element.clientWidth), height: Math.max(60, element.clientHeight) };
}

function optionsOf(figure: Figure, element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const font = `${style.fontSize} ${style.fontFamily}`;
  const size = parseFloat(style.fontSize);
  const axis = {
    stroke: colour('--ink-2'),
    font,
    ticks: { show: false },
    grid: { stroke: colour('--line'), width: 1 },
  };
  return {
    ...sizeOf(element),
    padding: [size * 0.6, size, 0, 0],
    legend: { show: false },
    cursor: { x: true, y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    scales: {
      x: { time: false },
      y: { range: (_, __, max) => [0, max > 0 ? max * 1.12 : 1] },
    },
    axes: [
      {
        ...axis,
        size: size * 1.7,
        space: size * 5,
        incrs: MOMENTS,
        values: (_, ticks) => ticks.map((tick) => momentText(tick)),
      },
      {
        ...axis,
        size: size * 3.9,
        space: size * 2.1,
        values: (_, ticks) => ticks.map((tick) => figure.text(tick)),
        ...(figure.steps && { incrs: [...figure.steps] }),
      },
    ],
    series: [
      {},
      ...figure.lines.map(({ colour: name, dash }): uPlot.Series => ({
        stroke: colour(name),
        width: 2,
        points: { show: false },
        ...(dash && { dash: [...dash] }),
      })),
    ],
  };
}

/** Steps of a clock, in seconds. */
const MOMENTS = [0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/** `1:05`, without hours as long as there are none. */
function momentText(seconds: number): string {
  return clockText(seconds * SECOND, 0).replace(/^00:0?/, '');
}
