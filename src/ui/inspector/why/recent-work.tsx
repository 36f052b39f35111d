import { useMemo } from 'react';
import { lastStartedBy } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useSession } from '../../store/index.ts';
import type { Inspected } from '../use-inspected.ts';
import { ChainList } from './chain-list.tsx';
import { RecordList } from './record-list.tsx';
import { recentOf } from './telling.ts';

const SHOWN = 8;

interface Props {
  readonly process: string;
  readonly inspected: Inspected;
}

/** What a component did last, and why it did the last of it. */
export function RecentWork({ process, inspected }: Props) {
  const t = useText();
  const { trace } = useSession();
  const newest = lastStartedBy(trace, inspected.asOf);
  const recent = useMemo(() => recentOf(trace, process, newest, SHOWN), [trace, process, newest]);
  const latest = recent.find(({ id }) => id === inspected.visited) ?? recent[0];
  if (!latest) return <p className="inspector-note">{t('why.none')}</p>;
  return (
    <>
      <h4>{t('why.recent')}</h4>
      <RecordList records={recent} inspected={inspected} />
      <h4>{t('inspector.tab.why')}</h4>
      <ChainList anchor={latest} every={false} inspected={inspected} />
    </>
  );
}
