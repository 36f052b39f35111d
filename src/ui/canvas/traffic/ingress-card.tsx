import { memo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useSelection } from '../../store/index.ts';
import { FlowLine } from './flow-line.tsx';
import { SendButtons } from './send-buttons.tsx';
import { useFlow } from './flow-context.tsx';
import type { IngressScene } from './scene.ts';

/** Hosts and paths, and the Services they lead to. */
export const IngressCard = memo(function IngressCard({ scene }: { readonly scene: IngressScene }) {
  const t = useText();
  const [selection] = useSelection();
  const { namespace = '', name } = scene.ingress.metadata;
  const addresses = (scene.ingress.status?.loadBalancer.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const to = `ingresses/${scene.key}`;
  // Two lines there are: how it goes, as soon as something goes, and what leads where.
  const room = useFlow(to) ? 1 : 2;
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
      <div className="ingress-lines">
        <div className="lane-row">
          <button type="button" className="lane-name" aria-pressed={chosen}>
            {name}
          </button>
          <SendButtons to={to} name={name} rates={RATES} />
        </div>
        <FlowLine of={to} quiet="" brief />
        {scene.routes.slice(0, room).map(({ host, path, service, port }, i) => (
          <span key={`${host}${path}`} className="ingress-route" title={`${host}${path} → ${service}:${port}`}>
            {`${host}${path} → ${service.split('/')[1] ?? ''}`}
            {i === room - 1 && scene.routes.length > room && ` ${t('map.more', { count: scene.routes.length - room })}`}
          </span>
        ))}
      </div>
    </div>
  );
});

const RATES: readonly number[] = [10];
