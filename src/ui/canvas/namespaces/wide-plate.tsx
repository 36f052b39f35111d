import { useText } from '../../app/ui-state.ts';
import { kindOfResource, KindSign, nounOf, stateOf } from '../../kinds/index.ts';
import { useAt } from '../../store/index.ts';
import { useNearness, within } from '../graph/index.ts';
import { CountLine } from './count-line.tsx';

/** What belongs to no namespace, in the order in which one asks for it. */
const WIDE = [
  'nodes',
  'namespaces',
  'persistentvolumes',
  'storageclasses.storage.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'ingressclasses.networking.k8s.io',
] as const;

const NAMED = new Set<string>([
  'persistentvolumes',
  'storageclasses.storage.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
]);

/** Outside of all namespaces: the cluster's own. */
export function WidePlate() {
  const t = useText();
  const nearness = useNearness();
  return (
    <section className="ns-plate ns-wide" aria-label={t('graph.wide')}>
      <h2 className="ns-heading">{t('graph.wide')}</h2>
      {nearness !== 'far' && WIDE.map((resource, i) => <WideLine key={resource} resource={resource} line={i} />)}
    </section>
  );
}

function WideLine({ resource, line }: { readonly resource: string; readonly line: number }) {
  const t = useText();
  const objects = useAt(resource);
  const place = { x: 12, y: 46 + line * 27, width: 296, height: 26 };
  if (resource === 'nodes') {
    const ready = objects.filter((node) => stateOf(node).tone === 'ok').length;
    return (
      <p className="ns-line" style={within(place)} title={objects.map(({ metadata }) => metadata.name).join('\n')}>
        <KindSign sign={kindOfResource(resource)!.sign} />
        <span className="ns-noun">{t(nounOf(resource))}</span>
        <span className="ns-count">{t('kind.ready', { ready, wanted: objects.length })}</span>
      </p>
    );
  }
  return <CountLine {...{ resource, objects, place }} parent="" counts={!NAMED.has(resource)} />;
}
