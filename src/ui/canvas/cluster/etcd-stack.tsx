import { memo, useMemo } from 'react';
import { parseRegistryKey } from '../../../engine/trace/index.ts';
import { usePlayhead, useSession } from '../../store/index.ts';
import { useText } from '../../app/ui-state.ts';

const SLAB = 13;

/** One slab for every commit; the newest falls on top. */
export const EtcdStack = memo(function EtcdStack({ height }: { readonly height: number }) {
  const t = useText();
  const { trace } = useSession();
  const playhead = usePlayhead(10);
  const count = Math.max(3, Math.floor((height - 26) / SLAB));
  const commits = useMemo(() => trace.lastCommits(playhead, count), [trace, playhead, count]);
  const revision = commits[0]?.revision;
  return (
    <div className="stack">
      <span className="stack-revision mono" data-testid="revision">
        {revision === undefined ? '' : t('map.revision', { revision })}
      </span>
      <div className="stack-slabs">
        {commits.map((commit) => (
          <i
            key={commit.revision}
            className="slab"
            data-operation={commit.operation}
            data-resource={parseRegistryKey(commit.key).resource}
            title={`${commit.revision} ${commit.operation} ${commit.key}`}
          />
        ))}
      </div>
    </div>
  );
});
