import { memo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useSelection } from '../../store/index.ts';
import { FlowLine } from './flow-line.tsx';
import { SendButtons } from './send-buttons.tsx';
import type { IngressScene } from './scene.ts';

/** Hosts and paths, and the Services they lead to. */
export const IngressCard = memo(function IngressCard({ scene }: { readonly scene: IngressScene }) {
  const t = useText();
  const [selection] = useSelection();
  const { namespace = '', name } = scene.ingress.metadata;
  const addresses = (scene.ingress.status?.loadBalancer.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const chosen =
    selection?.type === 'object' &&
    selection.ref.resource === 'ingresses.networking.k8s.io' &&
    selection.ref.namespace === namespace &&
    selection.ref.name === name;
  return (
    <div
      className="ingress-card"
      role="group"
      aria-label={t('traffic.ingress.label', { name })}
      data-kind="Ingress"
      data-resource="ingresses.networking.k8s.io"
      data-namespace={namespace}
      data-name={name}
      data-status={addresses.join(',')}
      data-selected={chosen || undefined}
    >
      <div className="lane-row">
        <button type="button" className="lane-name" aria-pressed={chosen}>
          {name}
        </button>
        <SendButtons to={`ingresses/${scene.key}`} name={name} rates={NO_RATES} />
      </div>
      {scene.routes.slice(0, 2).map(({ host, path, service, port }) => (
        <span key={`${host}${path}`} className="ingress-route" title={`${host}${path} → ${service}:${port}`}>
          {`${host}${path} → ${service.split('/')[1] ?? ''}`}
        </span>
      ))}
      <FlowLine
        of={`ingresses/${scene.key}`}
        quiet={scene.routes.length > 2 ? t('map.more', { count: scene.routes.length - 2 }) : ''}
      />
    </div>
  );
});

const NO_RATES: readonly number[] = [10];
