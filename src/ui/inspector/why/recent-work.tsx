import { useMemo } from 'react';
import { lastStartedBy, salience, startOf, type Trace, type TraceRecord } from '../../../engine/trace/index.ts';
import { clockText } from '../../app/clock-text.ts';
import { useText } from '../../app/ui-state.ts';
import { sentence } from '../../narrator/index.ts';
import { useSession } from '../../store/index.ts';
import type { Inspected } from '../use-inspected.ts';
import { ChainList } from './chain-list.tsx';
import { condense } from './chain.ts';
import { tellStep } from './tell-step.ts';

const SHOWN = 8;
const HORIZON = 60_000;

interface Props {
  readonly process: string;
  readonly inspected: Inspected;
}

/** What a component did last, and why it did the last of it. */
export function RecentWork({ process, inspected }: Props) {
  const t = useText();
  const { trace } = useSession();
  const newest = lastStartedBy(trace, inspected.asOf);
  const recent = useMemo(() => recentOf(trace, process, newest), [trace, process, newest]);
  const latest = recent.find(({ id }) => id === inspected.visited) ?? recent[0];
  if (!latest) return <p className="inspector-note">{t('why.none')}</p>;
  return (
    <>
      <h4>{t('why.recent')}</h4>
      <ol className="chain recent">
        {recent.map((record) => (
          <li key={record.id} className="step" aria-current={inspected.visited === record.id || undefined}>
            <button type="button" onClick={() => inspected.visit(record, startOf(record))}>
              <span className="step-text">{tell(trace, record, t)}</span>
              <span className="step-at mono">{clockText(startOf(record), 3)}</span>
            </button>
          </li>
        ))}
      </ol>
      <h4>{t('inspector.tab.why')}</h4>
      <ChainList anchor={latest} every={false} inspected={inspected} />
    </>
  );
}

function tell(trace: Trace, record: TraceRecord, t: ReturnType<typeof useText>): string {
  const [step] = condense([record]);
  return step
    ? sentence(
        t,
        tellStep(step, (id) => trace.get(id)),
      )
    : '';
}

/** What a process did that led to something, newest first; when there is none of that, whatever it looked at. */
export function recentOf(trace: Trace, process: string, newest: number): readonly TraceRecord[] {
  const telling: TraceRecord[] = [];
  const rest: TraceRecord[] = [];
  for (let id = newest; id >= trace.first && newest - id < HORIZON && telling.length < SHOWN; id--) {
    const record = trace.get(id);
    if (!record || salience(record) === 0 || !isBy(record, process)) continue;
    if (isTelling(record)) telling.push(record);
    else if (rest.length < SHOWN) rest.push(record);
  }
  return telling.length > 0 ? telling : rest;
}

function isTelling(record: TraceRecord): boolean {
  if (record.type === 'hop') return salience(record) === 2;
  return salience(record) === 2 || (record.type === 'span' && record.detail !== undefined);
}

/** The user and the registry are drawn once, whatever host they run on. */
function isBy(record: TraceRecord, process: string): boolean {
  const by = record.type === 'hop' ? record.from : record.process;
  return by === process || (!process.includes('@') && by.startsWith(`${process}@`));
}
