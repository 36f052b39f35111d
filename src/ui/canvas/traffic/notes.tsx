import { perform } from '../../app/perform.ts';
import { useText } from '../../app/ui-state.ts';
import { Button } from '../../kit/index.ts';
import { useAt, useSession } from '../../store/index.ts';
import { useHasCloud } from './flow-context.tsx';
import type { Scene } from './scene.ts';

/** What the picture does not show, and what stands in it before there is a Service. */
export function Notes({ scene }: { readonly scene: Scene }) {
  const t = useText();
  const policies = useAt('networkpolicies.networking.k8s.io');
  const pending = scene.lanes.some(
    ({ lane: { entrance } }) => entrance?.kind === 'LoadBalancer' && entrance.address === '',
  );
  return (
    <>
      {scene.lanes.length === 0 && (
        <div className="traffic-empty">
          <strong>{t('traffic.empty')}</strong>
          <p>{t('traffic.empty.how')}</p>
        </div>
      )}
      <div className="traffic-notes">
        {pending && <NoCloud />}
        {policies.length > 0 && <p className="traffic-note">{t('traffic.policies', { count: policies.length })}</p>}
      </div>
    </>
  );
}

/** Why an address is waited for, and the hand that brings one. */
function NoCloud() {
  const t = useText();
  const session = useSession();
  if (useHasCloud()) return null;
  const run = (): Promise<void> => session.fault({ name: 'add-cloud', params: {} });
  return (
    <div className="traffic-note">
      <span>{t('traffic.pending')}</span>
      <Button
        glyph="plus"
        label={t('traffic.addCloud')}
        onClick={() => void perform(session, { id: 'add-cloud', message: 'traffic.addCloud', glyph: 'plus', run }, t)}
      />
    </div>
  );
}
