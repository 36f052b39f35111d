import { effectsOf, salience, type Trace, type TraceRecord } from '../../../engine/trace/index.ts';

/** How many records after one are looked at for its effects. */
export const HORIZON = 4000;
const LOOK_BACK = 60_000;

/** The telling things that a record led to, the first of them, oldest first. */
export function tellingEffects(trace: Trace, record: TraceRecord, most: number): readonly TraceRecord[] {
  const until = Math.min(trace.next, record.id + HORIZON);
  const effects = effectsOf(trace, record.id, until).filter((one) => one.id !== record.id && isTelling(one));
  return effects.slice(0, most);
}

/** What is stored was asked for just before: the request tells it. */
function isTelling(record: TraceRecord): boolean {
  if (record.type === 'commit' || salience(record) < 2) return false;
  return record.type === 'span' || record.label.verb !== 'Txn';
}

/** What a process did that led to something, newest first; when there is none of that, whatever it looked at. */
export function recentOf(trace: Trace, process: string, newest: number, most: number): readonly TraceRecord[] {
  const telling: TraceRecord[] = [];
  const rest: TraceRecord[] = [];
  for (let id = newest; id >= trace.first && newest - id < LOOK_BACK && telling.length < most; id--) {
    const record = trace.get(id);
    if (!record || salience(record) === 0 || !isBy(record, process)) continue;
    if (ledToSomething(record)) telling.push(record);
    else if (rest.length < most) rest.push(record);
  }
  return telling.length > 0 ? telling : rest;
}

function ledToSomething(record: TraceRecord): boolean {
  if (record.type === 'hop') return salience(record) === 2;
  return salience(record) === 2 || (record.type === 'span' && record.detail !== undefined);
}

/** The user and the registry are drawn once, whatever host they run on. */
function isBy(record: TraceRecord, process: string): boolean {
  const by = record.type === 'hop' ? record.from : record.process;
  return by === process || (!process.includes('@') && by.startsWith(`${process}@`));
}
