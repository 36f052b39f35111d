import { useText } from '../../app/ui-state.ts';
import { useAt } from '../../store/index.ts';

export function Person() {
  const t = useText();
  return (
    <div className="part rail-registry" data-component="kubectl" data-process="kubectl">
      <span>{t('map.user')}</span>
      <small className="mono">kubectl</small>
    </div>
  );
}

/** Everybody on the machines: they ask the same door. */
export function Fleet() {
  const t = useText();
  const nodes = useAt('nodes');
  return (
    <div className="part rail-registry" data-component="nodes">
      <span>{t('plane.nodes', { count: nodes.length })}</span>
      <small>kubelet</small>
      <small>kube-proxy</small>
    </div>
  );
}
