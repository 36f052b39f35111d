import { useMemo } from 'react';
import { lastStartedBy, type TraceRecord } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useSession } from '../../store/index.ts';
import type { Inspected } from '../use-inspected.ts';
import { RecordList } from './record-list.tsx';
import { HORIZON, tellingEffects } from './telling.ts';

const SHOWN = 10;

/** What came of a record. */
export function Effects({ record, inspected }: { readonly record: TraceRecord; readonly inspected: Inspected }) {
  const t = useText();
  const { trace } = useSession();
  // More may come of it while there is less behind it than is looked at.
  const known = Math.min(lastStartedBy(trace, Infinity), record.id + HORIZON);
  const effects = useMemo(() => {
    void known;
    return tellingEffects(trace, record, SHOWN);
  }, [trace, record, known]);
  if (effects.length === 0) return null;
  return (
    <>
      <h4>{t('why.effects')}</h4>
      <RecordList records={effects} inspected={inspected} />
    </>
  );
}
