import { useEffect, useMemo, useState } from 'react';
import { useText, useUi } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { useAt, usePlayhead, useSession } from '../store/index.ts';
import { isControlPlane } from '../canvas/cluster/machine-view.ts';
import { Chart } from './chart.tsx';
import { figuresOf, type Figure } from './figures.ts';
import { troublesIn, type Trouble } from './troubles.ts';
import { TroublesList } from './troubles-list.tsx';
import { SPANS, useWindow, type SpanSeconds } from './use-window.ts';
import { ValuesTable } from './values-table.tsx';
import './overview.css';

/** How the cluster is doing, over time and now. */
export function HealthOverview() {
  const t = useText();
  const session = useSession();
  const figures = useMemo(() => figuresOf(session), [session]);
  const [span, setSpan] = useState<SpanSeconds>(600);
  const [asTable, setAsTable] = useState(false);
  const drawn = useWindow(figures, span);
  const playhead = usePlayhead(2);
  const troubles = useTroubles();
  const theme = useTheme();
  return (
    <div className="overview" role="region" aria-label={t('view.health')}>
      <TroublesList troubles={troubles} />
      <section className="figures" aria-label={t('health.charts')}>
        <header className="figures-head">
          <span role="group" aria-label={t('health.span')}>
            {SPANS.map((seconds) => (
              <Button
                key={seconds}
                label={t(seconds === 0 ? 'health.span.all' : 'health.span.minutes', { count: seconds / 60 })}
                pressed={span === seconds}
                onClick={() => setSpan(seconds)}
              />
            ))}
          </span>
          <Button glyph="menu" label={t('health.asTable')} pressed={asTable} onClick={() => setAsTable(!asTable)} />
        </header>
        {asTable ? (
          <ValuesTable figures={figures} drawn={drawn} playhead={playhead} />
        ) : (
          <div className="figure-grid" tabIndex={0} role="group" aria-label={t('health.charts')}>
            {figures.map((figure, i) => (
              <figure key={figure.id} className="figure" data-figure={figure.id}>
                <Caption figure={figure} playhead={playhead} />
                <Chart
                  figure={figure}
                  times={drawn.times}
                  values={drawn.values[i] ?? []}
                  label={t('health.chart', { what: t(figure.title) })}
                  theme={theme}
                />
              </figure>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}

/** What is drawn, and each line as it is at the playhead: how it is drawn, its name, its number. */
function Caption({ figure, playhead }: { readonly figure: Figure; readonly playhead: number }) {
  const t = useText();
  return (
    <figcaption>
      <strong>{t(figure.title)}</strong>
      {figure.lines.map(({ message, colour, dash, at }) => {
        const value = at(playhead);
        return (
          <span key={message} className="figure-line">
            <svg width="18" height="8" aria-hidden="true">
              <path
                d="M0 4h18"
                style={{ stroke: `var(${colour})` }}
                strokeWidth="2.5"
                strokeDasharray={dash?.join(' ')}
              />
            </svg>
            {t(message)} <b>{value === undefined ? '–' : figure.text(value)}</b>
          </span>
        );
      })}
    </figcaption>
  );
}

const PARTS = [
  ['kube-apiserver', 'watch-caches'],
  ['etcd', 'store'],
  ['kube-scheduler', 'scheduling-queue'],
  ['kube-controller-manager', 'workqueues'],
] as const;

function useTroubles(): readonly Trouble[] {
  const { samples } = useSession();
  const playhead = usePlayhead(2);
  const nodes = useAt('nodes');
  const pods = useAt('pods');
  const claims = useAt('persistentvolumeclaims');
  const services = useAt('services');
  const slices = useAt('endpointslices.discovery.k8s.io');
  const planes = nodes.filter(isControlPlane).map(({ metadata }) => metadata.name);
  const dead = (planes.length > 0 ? planes : ['control-plane-1'])
    .flatMap((host) =>
      PARTS.filter(([component, part]) => samples.told(`${component}@${host}`, part, playhead) === 'dead').map(
        ([component]) => `${component}@${host}`,
      ),
    )
    .join(' ');
  return useMemo(
    () => troublesIn({ nodes, pods, claims, services, slices, dead: dead === '' ? [] : dead.split(' ') }),
    [nodes, pods, claims, services, slices, dead],
  );
}

/** A word that is another when colours or type have changed: charts take both from the style sheet once. */
function useTheme(): string {
  const [turns, setTurns] = useState(0);
  const projector = useUi((state) => state.projector);
  useEffect(() => {
    const turned = (): void => setTurns((n) => n + 1);
    document.addEventListener('orrery:theme', turned);
    return () => document.removeEventListener('orrery:theme', turned);
  }, []);
  return `${turns} ${projector}`;
}
