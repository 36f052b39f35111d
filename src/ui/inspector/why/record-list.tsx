import { startOf, type TraceRecord } from '../../../engine/trace/index.ts';
import { clockText } from '../../app/clock-text.ts';
import { useText } from '../../app/ui-state.ts';
import { sentence, useLevel } from '../../narrator/index.ts';
import { useSession } from '../../store/index.ts';
import type { Inspected } from '../use-inspected.ts';
import { condense } from './chain.ts';
import { tellStep } from './tell-step.ts';

interface Props {
  readonly records: readonly TraceRecord[];
  readonly inspected: Inspected;
}

/** Records that do not follow from each other, each with its sentence; a click goes there. */
export function RecordList({ records, inspected }: Props) {
  const t = useText();
  const { trace } = useSession();
  const level = useLevel((state) => state.level);
  const tell = (record: TraceRecord): string => {
    const [step] = condense([record]);
    return step
      ? sentence(
          t,
          tellStep(step, (id) => trace.get(id), level),
        )
      : '';
  };
  return (
    <ol className="chain recent">
      {records.map((record) => (
        <li key={record.id} className="step" aria-current={inspected.visited === record.id || undefined}>
          <button type="button" onClick={() => inspected.visit(record, startOf(record))}>
            <span className="step-text">{tell(record)}</span>
            <span className="step-at mono">{clockText(startOf(record), 3)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
