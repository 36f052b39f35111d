import { useMemo } from 'react';
import { parseRegistryKey, type Commit } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useFacts, usePlayhead, useSample, useSelection, useSession } from '../../store/index.ts';
import { bytesText } from '../node/amounts.ts';
import { Panel } from '../node/panel.tsx';
import { RecordLog, sweep } from './span-log.ts';

interface Props {
  readonly name: string;
  readonly style: React.CSSProperties;
  readonly height: number;
}

const ROW = 23;
const HEADS = 148;
const SIGNS = { create: '+', update: '~', delete: '−' } as const;

/** etcd: what it holds, who leads, and its log, revision by revision. */
export function EtcdPanel({ name, style, height }: Props) {
  const t = useText();
  const process = `etcd@${name}`;
  const status = useFacts(process, 'store')?.[0];
  const size = useSample(process, 'etcd_mvcc_db_total_size_in_bytes');
  const { commits, newest } = useCommits(process, Math.max(4, Math.floor((height - HEADS) / ROW)));
  const [, select] = useSelection();
  return (
    <Panel
      title="etcd"
      look="close-etcd"
      component="etcd"
      process={process}
      style={style}
      aside={status && t(status.isLeader ? 'plane.leads' : 'plane.follows', { term: status.raftTerm })}
    >
      {status === undefined ? (
        <p className="close-none">{t('closeup.silent', { name: 'etcd' })}</p>
      ) : (
        <dl className="etcd-facts">
          <dt>{t('plane.revision')}</dt>
          <dd className="mono" data-testid="revision">
            {newest ?? status.revision}
          </dd>
          <dt>{t('plane.keys')}</dt>
          <dd>
            {status.keys}
            {size !== undefined && ` · ${bytesText(size)}`}
          </dd>
          <dt>{t('plane.leases')}</dt>
          <dd>{status.leases}</dd>
          {status.compactRevision > 0 && (
            <>
              <dt>{t('plane.compacted')}</dt>
              <dd className="mono">{status.compactRevision}</dd>
            </>
          )}
        </dl>
      )}
      <ol className="revisions" aria-label={t('plane.log')}>
        {commits.map((commit, i) => (
          <li
            key={i}
            data-newest={commit?.revision === newest || undefined}
            data-operation={commit?.operation}
            data-routine={(commit && /^\/registry\/(leases|events)\//.test(commit.key)) || undefined}
          >
            {commit && (
              <button
                type="button"
                title={`${commit.revision} ${commit.operation} ${commit.key}`}
                onClick={() => select({ type: 'record', id: commit.id })}
              >
                <span className="mono">{commit.revision}</span> <b aria-hidden="true">{SIGNS[commit.operation]}</b>{' '}
                <span className="hidden">{commit.operation}</span>
                <span className="revision-key">{keyText(commit)}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function keyText({ key }: Commit): string {
  if (!key.startsWith('/registry/')) return key;
  const { resource, name } = parseRegistryKey(key);
  return `${resource}/${name}`;
}

function useCommits(process: string, rows: number) {
  const { trace } = useSession();
  const playhead = usePlayhead(10);
  const log = useMemo(
    () => new RecordLog(trace, (record) => (record.type === 'commit' ? record.process : undefined)),
    [trace],
  );
  const { first, records } = log.last(process, playhead, rows);
  const commits = records.filter((record) => record.type === 'commit');
  return { commits: sweep(first, commits, rows), newest: commits[commits.length - 1]?.revision };
}
