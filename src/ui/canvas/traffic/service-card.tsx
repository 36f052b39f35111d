import { memo } from 'react';
import type { Translate } from '../../../i18n/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useSelection } from '../../store/index.ts';
import { Glyph } from '../../kit/index.ts';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { FlowLine } from './flow-line.tsx';
import { SendButtons } from './send-buttons.tsx';
import type { Lane } from './lanes.ts';
import type { LaneScene } from './scene.ts';

const RATES: readonly number[] = [10, 100];

/** A Service: its name, its address and ports, whom it leads to, and the hand that sends it requests. */
export const ServiceCard = memo(function ServiceCard({ scene }: { readonly scene: LaneScene }) {
  const t = useText();
  const [selection] = useSelection();
  const { lane, hidden } = scene;
  const { metadata, spec } = lane.service;
  const { namespace = '', name } = metadata;
  const ready = lane.stops.filter(({ state }) => state === 'ready').length;
  const chosen =
    selection?.type === 'object' &&
    selection.ref.resource === 'services' &&
    selection.ref.namespace === namespace &&
    selection.ref.name === name;
  const members = t('traffic.members', { ready, all: lane.stops.length });
  return (
    <div
      className="service-card"
      role="group"
      aria-label={`${t('traffic.service.label', { name, type: spec.type })} ${members}`}
      data-kind="Service"
      data-namespace={namespace}
      data-name={name}
      data-status={spec.type}
      data-selected={chosen || undefined}
      data-dead={lane.deadEnd ? true : undefined}
      style={{ '--ns': namespaceHue(namespace) }}
    >
      <div className="service-lines">
        <button type="button" className="lane-name" aria-pressed={chosen} title={`${namespace}/${name}`}>
          {name}
        </button>
        <span className="service-type">
          {`${spec.clusterIP === 'None' ? 'Headless' : spec.type} · ${quietWords(t, lane, members, hidden)}`}
        </span>
        <span className="mono service-address">{addressText(lane)}</span>
        {lane.deadEnd ? (
          <span className="dead-end">
            <Glyph name="failed" />
            <span>{t(lane.deadEnd.id, lane.deadEnd.params)}</span>
          </span>
        ) : (
          <FlowLine of={`services/${lane.key}`} quiet="" />
        )}
        <span className="mono service-dns">{`${name}.${namespace}.svc`}</span>
      </div>
      <SendButtons to={`services/${lane.key}`} name={name} rates={RATES} />
    </div>
  );
});

function quietWords(t: Translate, { service }: Lane, members: string, hidden: number): string {
  if (service.spec.type === 'ExternalName') return t('traffic.external');
  return hidden > 0 ? `${members} ${t('map.more', { count: hidden })}` : members;
}

/** `10.96.12.3:80 → 8080`; for one without an address, what its name leads to. */
function addressText({ service, ports }: Lane): string {
  const { type, clusterIP, externalName } = service.spec;
  if (type === 'ExternalName') return `CNAME ${externalName ?? ''}`;
  const first = `${ports[0] ?? ''}${ports.length > 1 ? ` +${ports.length - 1}` : ''}`;
  return clusterIP === 'None' ? `None :${first}` : `${clusterIP ?? ''}:${first}`;
}
