import { memo, type KeyboardEvent, type Ref } from 'react';
import { hueOf } from '../canvas/messages/hue.ts';
import { gapText, nameLines, sinceText, type Plan } from './geometry.ts';
import type { Diagram, Row } from './rows.ts';

interface Props {
  readonly diagram: Diagram;
  readonly plan: Plan;
  readonly current: number;
  /** What a row says to those who listen, and when it is pointed at. */
  readonly say: (row: Row) => string;
  readonly label: string;
  readonly onVisit: (row: Row) => void;
  readonly onComponent: (process: string) => void;
  readonly svgRef: Ref<SVGSVGElement>;
}

/** The picture itself: lifelines, messages in order, notes. The whole is one stop for the Tab key; arrows go from row to row. */
export function SequencePicture({ diagram, plan, current, say, label, onVisit, onComponent, svgRef }: Props) {
  const { lanes, rows } = diagram;
  const stop = Math.max(0, current);
  const move = (event: KeyboardEvent<SVGSVGElement>): void => {
    const all = [...event.currentTarget.querySelectorAll<SVGGElement>('.seq-row')];
    const at = all.findIndex((one) => one === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (at < 0 || step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    all[at + step]?.focus();
  };
  return (
    <svg
      ref={svgRef}
      className="seq"
      width={plan.width}
      height={plan.height}
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role="group"
      aria-label={label}
      onKeyDown={move}
    >
      {plan.lanes.map((x, i) => (
        <line key={lanes[i]!.process} className="seq-life" x1={x} x2={x} y1={plan.head} y2={plan.height} />
      ))}
      {rows.map((row, i) => (
        <SequenceRow
          key={row.record.id}
          row={row}
          y={plan.rows[i]!}
          from={plan.lanes[row.from]!}
          to={plan.lanes[row.to]!}
          width={plan.width}
          times={plan.times}
          start={rows[0]!.at}
          state={i === current ? 'now' : i > current ? 'later' : 'past'}
          stop={i === stop}
          say={say}
          onVisit={onVisit}
        />
      ))}
      <g className="seq-head">
        <rect x={0} y={0} width={plan.width} height={plan.head} />
        {lanes.map(({ process, component, host }, i) => (
          <g
            key={process}
            className="seq-name"
            data-component={component}
            transform={`translate(${plan.lanes[i]!} ${plan.head - 8})`}
            role="button"
            tabIndex={0}
            onClick={() => onComponent(process)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onComponent(process);
            }}
          >
            {nameLines(component, host).map((line, n, all) => (
              <text key={n} y={`${(n + 1 - all.length) * 1.2}em`} textAnchor="middle">
                {line}
              </text>
            ))}
          </g>
        ))}
        <line x1={0} x2={plan.width} y1={plan.head} y2={plan.head} />
      </g>
    </svg>
  );
}

interface RowProps {
  readonly row: Row;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly times: number;
  /** When the first row was. */
  readonly start: number;
  readonly state: 'past' | 'now' | 'later';
  readonly stop: boolean;
  readonly say: (row: Row) => string;
  readonly onVisit: (row: Row) => void;
}

const SequenceRow = memo(function SequenceRow({
  row,
  y,
  from,
  to,
  width,
  times,
  start,
  state,
  stop,
  say,
  onVisit,
}: RowProps) {
  const { record, at, text, back, also, gap } = row;
  const sentence = say(row);
  return (
    <>
      {gap > 0 && <Break y={y} width={width} times={times} gap={gap} />}
      <g
        className="seq-row"
        data-state={state}
        data-hue={record.type === 'hop' ? hueOf(record) : 'note'}
        data-record={record.id}
        role="button"
        tabIndex={stop ? 0 : -1}
        aria-current={state === 'now' ? 'step' : undefined}
        onClick={() => onVisit(row)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            event.stopPropagation();
            onVisit(row);
          }
        }}
      >
        <title>{sentence}</title>
        <rect className="seq-hit" x={2} width={width - 4} y={y - 22} height={30} rx={5} />
        <text className="seq-time" x={times - 8} y={y} textAnchor="end">
          {sinceText(at - start)}
        </text>
        {from === to ? (
          <Note x={from} y={y} text={text} width={width} times={times} />
        ) : (
          <Arrow
            from={from}
            to={to}
            y={y}
            back={back}
            text={also > 0 ? `${text} (+${also})` : text}
            width={width}
            times={times}
          />
        )}
      </g>
    </>
  );
});

function Break({
  y,
  width,
  times,
  gap,
}: {
  readonly y: number;
  readonly width: number;
  readonly times: number;
  readonly gap: number;
}) {
  const middle = y - 40;
  return (
    <g className="seq-break">
      <path d={`M8 ${middle} h${width - 16}`} />
      <text x={times - 8} y={middle + 5} textAnchor="end">
        {gapText(gap)}
      </text>
    </g>
  );
}

/** About how wide a text is, in parts of its height: monospace. */
const LETTER = 8.5;

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly back: boolean;
  readonly text: string;
  readonly width: number;
  readonly times: number;
}

/** The words stand above the line, in its middle where they fit, and inside the picture where they do not. */
function Arrow({ from, to, y, back, text, width, times }: ArrowProps) {
  const way = to > from ? 1 : -1;
  const half = (text.length * LETTER) / 2;
  const middle = Math.max(times + 4 + half, Math.min((from + to) / 2, width - 6 - half));
  const tip = `M${to - way * 9} ${y - 4.5} L${to - way} ${y} L${to - way * 9} ${y + 4.5}`;
  return (
    <>
      <line className="seq-line" data-back={back || undefined} x1={from} x2={to - way} y1={y} y2={y} />
      <path className="seq-tip" d={tip} />
      <circle className="seq-foot" cx={from} cy={y} r={2.5} />
      <text className="seq-text" x={middle} y={y - 7} textAnchor="middle">
        {text}
      </text>
    </>
  );
}

interface NoteProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly width: number;
  readonly times: number;
}

function Note({ x, y, text, width, times }: NoteProps) {
  const half = (text.length * LETTER) / 2 + 8;
  const middle = Math.max(times + 4 + half, Math.min(x, width - 6 - half));
  return (
    <>
      <rect className="seq-note" x={middle - half} y={y - 17} width={half * 2} height={22} rx={5} />
      <text className="seq-text" x={middle} y={y - 1} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
