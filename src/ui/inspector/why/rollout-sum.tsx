import { clockText } from '../../app/clock-text.ts';
import { useText } from '../../app/ui-state.ts';
import type { Sum } from './rollout.ts';

interface Props {
  readonly sum: Sum;
  readonly at: number;
  readonly onVisit: () => void;
}

/** One decision of the deployment controller, as the sum it did. */
export function RolloutSum({ sum, at, onVisit }: Props) {
  const t = useText();
  const { step, scalings } = sum;
  const n = (name: string): number => sum.arithmetic[name] ?? 0;
  return (
    <div className="sum">
      <button type="button" className="history-seek" onClick={onVisit}>
        <span>{t(`rollout.step.${step}`)}</span>
        <span className="mono">{clockText(at, 3)}</span>
      </button>
      {step === 'up' && (
        <ul>
          <li>{t('rollout.total', { replicas: n('replicas'), surge: n('maxSurge'), total: n('maxTotalPods') })}</li>
          <li>
            {t('rollout.room', {
              total: n('maxTotalPods'),
              current: n('currentPodCount'),
              count: n('maxTotalPods') - n('currentPodCount'),
            })}
          </li>
        </ul>
      )}
      {step === 'down' && (
        <ul>
          <li>
            {t('rollout.least', {
              replicas: n('replicas'),
              unavailable: n('maxUnavailable'),
              least: n('minAvailable'),
            })}
          </li>
          <li>
            {t('rollout.spare', {
              all: n('allPodsCount'),
              least: n('minAvailable'),
              fresh: n('newUnavailablePodCount'),
              spare: n('maxScaledDown'),
            })}
          </li>
        </ul>
      )}
      <p className="mono">
        {scalings.map(({ replicaSet, from, to }) => (
          <span key={replicaSet} className="scaling">
            {replicaSet}: {from} → <strong>{to}</strong>
          </span>
        ))}
      </p>
    </div>
  );
}
