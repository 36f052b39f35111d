import { useText } from '../../app/ui-state.ts';
import { useObject } from '../../store/index.ts';

/** Who of several does the work, as the Lease says; nothing is said where nobody stands for election. */
export function Leader({ component, host }: { readonly component: string; readonly host: string }) {
  const t = useText();
  const lease = useObject({ resource: 'leases.coordination.k8s.io', namespace: 'kube-system', name: component });
  const holder = (lease?.spec as { holderIdentity?: string } | undefined)?.holderIdentity?.split('_')[0];
  if (holder === undefined || holder === '') return null;
  return (
    <span className="leader" data-own={holder === host || undefined}>
      {holder === host ? t('plane.leader') : t('plane.standby', { holder })}
    </span>
  );
}
