import { useMemo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { within } from '../graph/index.ts';
import { useIn } from './by-namespace.ts';
import { quotaAt, QUOTA_SLOTS } from './layout.ts';
import { barsOf, defaultsOf } from './quota.ts';

interface Props {
  readonly namespace: string;
  readonly parent: string;
}

/** How much may be used here, and how much is: the fullest first. */
export function Quotas({ namespace, parent }: Props) {
  const t = useText();
  const quotas = useIn('resourcequotas', namespace);
  const ranges = useIn('limitranges', namespace);
  const bars = useMemo(() => barsOf(quotas), [quotas]);
  const given = ranges.map(defaultsOf).find((text) => text !== '');
  return (
    <>
      {bars.slice(0, QUOTA_SLOTS).map(({ quota, what, used, hard, share }, i) => {
        const label = t('graph.quota', { what, used, hard });
        return (
          <button
            key={`${quota.metadata.uid} ${what}`}
            type="button"
            className="ns-quota"
            data-kind="ResourceQuota"
            data-resource="resourcequotas"
            data-namespace={namespace}
            data-name={quota.metadata.name}
            data-status={`${used}/${hard}`}
            data-uid={`${quota.metadata.uid} ${what}`}
            data-parent={parent}
            data-full={share >= 1 || undefined}
            style={within(quotaAt(i))}
            title={`${quota.metadata.name}: ${label}`}
          >
            <span className="ns-quota-words">
              <span className="graph-name">{what}</span>
              <span>
                {used}/{hard}
              </span>
            </span>
            <span className="ns-bar">
              <i style={{ width: `${share * 100}%` }} />
            </span>
          </button>
        );
      })}
      {bars.length === 0 && given !== undefined && (
        <p className="ns-given" style={within(quotaAt(0))}>
          {t('graph.limits', { given })}
        </p>
      )}
    </>
  );
}
