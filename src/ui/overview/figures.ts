import type { MessageId } from '../../i18n/index.ts';
import type { Session, Series } from '../store/index.ts';
import { labelOf } from '../store/index.ts';
import { RecordLog } from '../canvas/control-plane/span-log.ts';
import { amountText } from '../canvas/cluster/gauge-bar.tsx';
import { ObjectSeries, shareOfNode, shareOfPod, TOTALS } from './object-series.ts';

/** One line of a figure. */
export interface Line {
  readonly message: MessageId;
  /** A colour of the theme, and how it is drawn besides: colour alone tells nothing. */
  readonly colour: string;
  readonly dash?: readonly number[];
  at(time: number): number | undefined;
}

/** A chart: lines over virtual time. */
export interface Figure {
  readonly id: string;
  readonly title: MessageId;
  readonly lines: readonly Line[];
  /** Steps that an axis may have; undefined: any. */
  readonly steps?: readonly number[];
  /** Numbers as they are read: `250m`, `1.2Gi`, `3.5`. */
  text(value: number): string;
}

const SECOND = 1_000_000;
/** Rates are over this long: the counters are looked at once a second. */
const STRETCH = 10 * SECOND;
const DASHED = [6, 4];
const DOTTED = [2, 4];

/** What of a running cluster is drawn; made once for a session. */
export function figuresOf(session: Session): readonly Figure[] {
  const { samples, mirror, trace } = session;
  const pods = new ObjectSeries(mirror, 'pods', TOTALS, shareOfPod);
  const nodes = new ObjectSeries(mirror, 'nodes', ['cpu', 'memory'], shareOfNode);
  const sum = (metric: string, pick: (series: Series, time: number) => number | undefined, time: number) =>
    total(samples.seriesOf(metric), (series) => pick(series, time));
  const rate = (series: Series, time: number): number | undefined => series.rateAt(time, STRETCH);
  const now = (series: Series, time: number): number | undefined => series.at(time);
  const requests = (accept: (series: Series) => boolean) => (time: number) =>
    total(samples.seriesOf('apiserver_request_total'), (one) => (accept(one) ? rate(one, time) : undefined));
  const pending = (queues: readonly string[]) => (time: number) =>
    total(samples.seriesOf('scheduler_pending_pods'), (one) =>
      queues.includes(labelOf(one.labels, 'queue')) ? one.at(time) : undefined,
    );
  const verb = ({ labels }: Series): string => labelOf(labels, 'verb');
  const failed = ({ labels }: Series): boolean => Number(labelOf(labels, 'code')) >= 400;
  const reads = new Set(['GET', 'LIST', 'WATCH']);
  const latency = latencies(session, new RecordLog(trace, bindings));
  return [
    figure('cpu', (value) => amountText(value, 'cpu'), [
      line('health.used', '--observed', (t) => sum('node_cpu_usage_seconds_total', rate, t)),
      line('health.requested', '--brass', (t) => pods.at('cpu', t), DASHED),
      line('health.allocatable', '--ink-3', (t) => nodes.at('cpu', t), DOTTED),
    ]),
    figure('memory', (value) => amountText(value, 'memory'), [
      line('health.used', '--observed', (t) => sum('node_memory_working_set_bytes', now, t)),
      line('health.requested', '--brass', (t) => pods.at('memory', t), DASHED),
      line('health.allocatable', '--ink-3', (t) => nodes.at('memory', t), DOTTED),
    ]),
    figure('pods', whole, [
      line('health.running', '--ok', (t) => pods.at('Running', t)),
      line('health.pending', '--desired', (t) => pods.at('Pending', t), DASHED),
      line('health.failed', '--bad', (t) => pods.at('Failed', t), DOTTED),
    ]),
    figure('restarts', whole, [line('health.restarted', '--bad', (t) => pods.at('restarts', t))]),
    figure('requests', decimal, [
      line(
        'health.reads',
        '--desired',
        requests((one) => reads.has(verb(one)) && !failed(one)),
      ),
      line(
        'health.writes',
        '--brass',
        requests((one) => !reads.has(verb(one)) && !failed(one)),
        DASHED,
      ),
      line('health.refused', '--bad', requests(failed), DOTTED),
    ]),
    figure('queues', whole, [
      line('health.toSchedule', '--desired', pending(['active', 'backoff'])),
      line('health.unschedulable', '--bad', pending(['unschedulable', 'gated']), DASHED),
      line('health.toReconcile', '--brass', (t) => sum('workqueue_depth', now, t), DOTTED),
    ]),
    figure('scheduling', (value) => (value < 1000 ? `${decimal(value)} ms` : `${decimal(value / 1000)} s`), [
      line('health.latency', '--brass', latency),
    ]),
    figure('etcd', decimal, [
      line('health.revisions', '--brass', (t) => sum('etcd_debugging_mvcc_current_revision', rate, t)),
    ]),
  ];
}

function figure(id: string, text: Figure['text'], lines: readonly Line[]): Figure {
  const steps = text === whole ? WHOLE : id === 'memory' ? BINARY : undefined;
  return { id, title: `health.figure.${id}` as MessageId, lines, text, ...(steps && { steps }) };
}

const WHOLE = [1, 2, 5]
  .flatMap((digit) => [1, 10, 100, 1e3, 1e4, 1e5].map((scale) => digit * scale))
  .sort((a, b) => a - b);
const BINARY = Array.from({ length: 26 }, (_, i) => 2 ** (20 + i));

function line(message: MessageId, colour: string, at: Line['at'], dash?: readonly number[]): Line {
  return { message, colour, at, ...(dash && { dash }) };
}

function bindings(record: Parameters<RecordLog['groupOf']>[0]): string | undefined {
  return record.type === 'span' && record.operation === 'Binding' && record.outcome !== 'error' ? 'Binding' : undefined;
}

/** How long the last pod took from the start of its cycle until it was bound, in milliseconds. */
function latencies({ trace }: Session, log: RecordLog): Line['at'] {
  return (time) => {
    const span = log.lastSpan('Binding', time);
    if (span?.end === undefined || span.end > time) return undefined;
    const cycle = trace.get(span.cause);
    const began = cycle?.type === 'span' ? cycle.start : span.start;
    return (span.end - began) / 1000;
  };
}

/** The sum of what is known; undefined when nothing is. */
function total(all: readonly Series[], pick: (series: Series) => number | undefined): number | undefined {
  let sum: number | undefined;
  for (const series of all) {
    const value = pick(series);
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

function whole(value: number): string {
  return String(Math.round(value));
}

function decimal(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
