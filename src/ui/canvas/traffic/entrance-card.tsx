import { memo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import type { Lane } from './lanes.ts';

/** How one gets in from outside: an address that a cloud has given, or a port of every node. */
export const EntranceCard = memo(function EntranceCard({ lane }: { readonly lane: Lane }) {
  const t = useText();
  const { entrance } = lane;
  if (!entrance) return null;
  const balanced = entrance.kind === 'LoadBalancer';
  const pending = balanced && entrance.address === '';
  const [first = '', ...more] = entrance.ports;
  const ports = more.length > 0 ? `${first} +${more.length}` : first;
  return (
    <div className="entrance" data-pending={pending || undefined}>
      <div
        className="entrance-lines"
        title={`${balanced ? '' : t('traffic.everyNode', { ports: '' })} ${entrance.ports.join(' ')}`}
      >
        <span className="entrance-kind">{t(balanced ? 'traffic.balancer' : 'traffic.nodePort')}</span>
        <span className="entrance-address">
          {pending && <Glyph name="pending" />}
          {balanced ? (pending ? '<pending>' : `${entrance.address}${ports}`) : ports}
        </span>
      </div>
    </div>
  );
});
