import { useEffect, useState } from 'react';
import { useSession, type TraceStore } from '../../store/index.ts';
import { controllerOf } from '../../narrator/controller-name.ts';

/**
 * A gear for every controller that was ever seen at work, in the order in which they began: a place is kept for life. The working
 * one is lit by the spans it opens; see messages/lights.ts.
 */
export function Gears({ process }: { readonly process: string }) {
  const controllers = useControllers(process);
  return (
    <ul className="gears">
      {controllers.map((operation) => (
        <li key={operation} className="gear" data-gear={`${process} ${operation}`} title={controllerOf(operation)}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d={GEAR} />
            <circle cx="16" cy="16" r="4.5" />
          </svg>
          <span>{controllerOf(operation)}</span>
        </li>
      ))}
    </ul>
  );
}

function useControllers(process: string): readonly string[] {
  const { trace } = useSession();
  const [seen, setSeen] = useState(() => controllersIn(trace, process));
  useEffect(() => {
    const update = (): void => {
      const now = controllersIn(trace, process);
      setSeen((before) => (before.length === now.length ? before : now));
    };
    update();
    return trace.onRecords(update);
  }, [trace, process]);
  return seen;
}

/** What of the trace was gone through, for each trace: every record once. */
const read = new WeakMap<TraceStore, { next: number; readonly seen: Map<string, string[]> }>();

/** The operations `sync x` that a process has opened, in the order of their first. */
function controllersIn(trace: TraceStore, process: string): readonly string[] {
  let known = read.get(trace);
  if (!known || known.next > trace.next) read.set(trace, (known = { next: trace.first, seen: new Map() }));
  for (; known.next < trace.next; known.next++) {
    const record = trace.get(known.next);
    if (record?.type !== 'span' || !record.operation.startsWith('sync ')) continue;
    const ofProcess = known.seen.get(record.process);
    if (!ofProcess) known.seen.set(record.process, [record.operation]);
    else if (!ofProcess.includes(record.operation)) ofProcess.push(record.operation);
  }
  return [...(known.seen.get(process) ?? [])];
}

const GEAR = gearPath(10, 10, 13.5);

function gearPath(teeth: number, inner: number, outer: number): string {
  const points: string[] = [];
  for (let i = 0; i < teeth * 4; i++) {
    const angle = ((i - 0.5) / (teeth * 4)) * Math.PI * 2;
    const radius = i % 4 < 2 ? outer : inner;
    points.push(`${(16 + radius * Math.cos(angle)).toFixed(2)} ${(16 + radius * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join('L')}z`;
}
