import { useText } from '../../app/ui-state.ts';
import { useAt } from '../../store/index.ts';

/** What the picture does not show, and what stands in it before there is a Service. */
export function Notes({ empty }: { readonly empty: boolean }) {
  const t = useText();
  const policies = useAt('networkpolicies.networking.k8s.io');
  return (
    <>
      {empty && (
        <div className="traffic-empty">
          <strong>{t('traffic.empty')}</strong>
          <p>{t('traffic.empty.how')}</p>
        </div>
      )}
      {policies.length > 0 && <p className="traffic-note">{t('traffic.policies', { count: policies.length })}</p>}
    </>
  );
}
