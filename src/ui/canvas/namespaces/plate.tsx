import { memo, useContext, useMemo } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { KindSign, stateOf } from '../../kinds/index.ts';
import { Glyph } from '../../kit/index.ts';
import { setFilter, toggled, useFilter, useObject } from '../../store/index.ts';
import { LitContext, useGrove, useNearness, useVisiblePlots } from '../graph/index.ts';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { useIn } from './by-namespace.ts';
import { Held } from './held.tsx';
import { lineAt, workloadAt, WORKLOAD_SLOTS } from './layout.ts';
import { CountLine } from './count-line.tsx';
import { treePlaces } from './places.ts';
import { Quotas } from './quotas.tsx';
import { Services } from './services.tsx';
import { LooseTree, TreeCard } from './tree-card.tsx';
import { useMisses } from './use-misses.ts';

/** A namespace that somebody works in. */
export const NamespacePlate = memo(function NamespacePlate({ name }: { readonly name: string }) {
  const t = useText();
  const namespace = useObject({ resource: 'namespaces', namespace: '', name });
  const nearness = useNearness();
  const trees = useTrees(name);
  const policies = useIn('networkpolicies.networking.k8s.io', name);
  if (!namespace) return null;
  const ending = stateOf(namespace).shape === 'terminating';
  const far = nearness === 'far';
  const shown = trees.filter(({ place }) => place < WORKLOAD_SLOTS);
  return (
    <Plate namespace={namespace} fence={policies.length > 0}>
      {far && <FarCounts name={name} trees={trees.length} />}
      {!far &&
        shown.map(({ id, place }) => (
          <TreeCard key={id} id={id} parent={namespace.metadata.uid} place={workloadAt(place)} />
        ))}
      {!far && trees.length > shown.length && (
        <span className="ns-more" style={{ left: 14, top: workloadAt(WORKLOAD_SLOTS).y - 4 }}>
          {t('map.more', { count: trees.length - shown.length })}
        </span>
      )}
      {!far && trees.length === 0 && !ending && <p className="ns-empty">{t('graph.emptyNamespace')}</p>}
      {!far && <Services namespace={name} parent={namespace.metadata.uid} />}
      {(nearness === 'near' || nearness === 'close') && (
        <Side name={name} parent={namespace.metadata.uid} policies={policies} />
      )}
      {!far && (ending ? <Held namespace={namespace} /> : <Quotas namespace={name} parent={namespace.metadata.uid} />)}
    </Plate>
  );
});

/** One of the cluster's own: recognisable, and quiet. */
export const SystemPlate = memo(function SystemPlate({ name }: { readonly name: string }) {
  const namespace = useObject({ resource: 'namespaces', namespace: '', name });
  const trees = useTrees(name);
  const nearness = useNearness();
  if (!namespace) return null;
  return (
    <Plate namespace={namespace} fence={false} system>
      {nearness !== 'far' && <SystemLines name={name} parent={namespace.metadata.uid} />}
      {trees.slice(0, 2).map(({ id }, i) => (
        <LooseTree key={id} id={id} parent={namespace.metadata.uid} line={i} />
      ))}
    </Plate>
  );
});

function useTrees(name: string): readonly { readonly id: string; readonly place: number }[] {
  const grove = useGrove();
  const visible = useVisiblePlots();
  return useMemo(() => {
    const places = treePlaces(grove.families.plots());
    return visible.filter(({ namespace }) => namespace === name).map(({ id }) => ({ id, place: places.get(id) ?? 0 }));
  }, [grove, visible, name]);
}

interface PlateProps {
  readonly namespace: ApiObject;
  readonly fence: boolean;
  readonly system?: boolean;
  readonly children: React.ReactNode;
}

function Plate({ namespace, fence, system = false, children }: PlateProps) {
  const t = useText();
  const lit = useContext(LitContext);
  const filter = useFilter((state) => state.filter);
  const misses = useMisses(namespace.metadata.name);
  const nearness = useNearness();
  const { name, uid } = namespace.metadata;
  const state = stateOf(namespace);
  const only = `ns:=${name}`;
  const selected = lit?.ref.resource === 'namespaces' && lit.ref.name === name;
  return (
    <section
      className="ns-plate"
      data-near={nearness}
      aria-label={`Namespace ${name}: ${state.status}`}
      data-ending={state.shape === 'terminating' || undefined}
      data-fence={fence || undefined}
      data-system={system || undefined}
      data-dimmed={misses || (lit !== undefined && lit.ref.namespace !== '' && lit.ref.namespace !== name) || undefined}
      style={{ '--ns': namespaceHue(name) }}
    >
      <button
        type="button"
        className="ns-title"
        data-kind="Namespace"
        data-resource="namespaces"
        data-namespace=""
        data-name={name}
        data-status={state.status}
        data-tone={state.tone}
        data-uid={uid}
        data-parent=""
        aria-pressed={selected}
        title={t('graph.filterHint')}
        onClick={() => setFilter(toggled(filter, only))}
      >
        <KindSign sign="Namespace" />
        <strong>{name}</strong>
        <span className="graph-state">
          <Glyph name={state.shape} />
          <span>{state.status}</span>
        </span>
      </button>
      {children}
    </section>
  );
}

/** From afar: how much there is, in one line. */
function FarCounts({ name, trees }: { readonly name: string; readonly trees: number }) {
  const t = useText();
  const pods = useIn('pods', name);
  return (
    <p className="ns-far">
      {t('graph.workloads', { count: trees })}
      <br />
      {t('map.pods', { count: pods.length })}
    </p>
  );
}

interface SideProps {
  readonly name: string;
  readonly parent: string;
  readonly policies: readonly ApiObject[];
}

/** What else there is, each kind on a line of its own. */
function Side({ name, parent, policies }: SideProps) {
  const accounts = useIn('serviceaccounts', name);
  const config = useIn('configmaps', name);
  const secrets = useIn('secrets', name);
  const claims = useIn('persistentvolumeclaims', name);
  const ranges = useIn('limitranges', name);
  const lines = [
    ['serviceaccounts', accounts],
    ['configmaps', config],
    ['secrets', secrets],
    ['persistentvolumeclaims', claims],
    ['networkpolicies.networking.k8s.io', policies],
    ['limitranges', ranges],
  ] as const;
  return lines.map(([resource, objects], i) => (
    <CountLine key={resource} {...{ resource, objects, parent }} place={lineAt(i)} />
  ));
}

/** The same for the cluster's own: only what tells. */
function SystemLines({ name, parent }: { readonly name: string; readonly parent: string }) {
  const services = useIn('services', name);
  const config = useIn('configmaps', name);
  const accounts = useIn('serviceaccounts', name);
  const leases = useIn('leases.coordination.k8s.io', name);
  const lines = [
    ['services', services],
    ['configmaps', config],
    ['serviceaccounts', accounts],
    ['leases.coordination.k8s.io', leases],
  ] as const;
  return lines
    .filter(([, objects]) => objects.length > 0)
    .slice(0, 3)
    .map(([resource, objects], i) => (
      <CountLine key={resource} {...{ resource, objects, parent }} counts place={{ ...SYSTEM_LINE, y: 46 + i * 26 }} />
    ));
}

const SYSTEM_LINE = { x: 12, y: 0, width: 296, height: 25 };
