import { memo, useContext, useMemo } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { attachedTo } from './attached.ts';
import { AttachedList } from './attached-list.tsx';
import { GraphCard, within } from './card.tsx';
import { isRef, LitContext, useAround, useNearness, usePlotView } from './context.tsx';
import { PlotEdges } from './edges.tsx';
import { FarPlot } from './far-plot.tsx';
import { ordinalAt, ROOM, ROOT, rowAt, stackAt } from './plot-layout.ts';
import { ROWS, type Member, type PlotView } from './plot-view.ts';
import { GraphPod, PodField } from './pods.tsx';
import { keepsOf, type Keep } from './storage.ts';

/** One tree on its plot: who owns whom, from left to right. */
export const GraphPlot = memo(function GraphPlot({ id }: { readonly id: string }) {
  const t = useText();
  const view = usePlotView(id);
  const around = useAround();
  const lit = useContext(LitContext);
  const nearness = useNearness(0.52);
  const attached = useMemo(() => (view ? attachedTo(view, around) : []), [view, around]);
  const keeps = useMemo(() => (view ? keepsOf(view, around) : new Map<number, Keep>()), [view, around]);
  if (!view) return null;
  const { plot, root, outside } = view;
  const hangs = lit !== undefined && attached.some((item) => isRef(lit.ref, item));
  const keeping = lit !== undefined && [...keeps.values()].some((keep) => isKept(keep, lit.ref.name));
  const dimmed = lit !== undefined && lit.plot !== id && !hangs && !keeping;
  const title = root
    ? `${root.entity.kind} ${root.entity.name}`
    : outside
      ? t('graph.static', { name: outside.name })
      : t('graph.bare', { namespace: plot.namespace });
  return (
    <section
      className="graph-plot"
      aria-label={title}
      data-near={nearness}
      data-region={plot.region}
      data-form={view.form}
      data-dimmed={dimmed || undefined}
      data-ghost={root?.gone || undefined}
      style={{ '--ns': namespaceHue(plot.namespace) }}
    >
      {nearness === 'far' ? (
        <FarPlot view={view} title={title} />
      ) : (
        <>
          <PlotEdges view={view} keeps={new Set(keeps.keys())} />
          {root ? <RootCard root={root} /> : <LooseCard view={view} title={title} />}
          {nearness !== 'middle' && <AttachedList items={attached} parent={id} room={roomFor(view)} />}
          <Branches view={view} />
          <Ordinals view={view} keeps={keeps} />
        </>
      )}
    </section>
  );
});

function isKept({ claim, volume }: Keep, name: string): boolean {
  return claim.metadata.name === name || volume?.metadata.name === name;
}

function roomFor({ form, folded }: PlotView): number {
  return form === 'branches' && folded.length > 0 ? 2 : 4;
}

function RootCard({ root: { entity, object, gone } }: { readonly root: Member }) {
  const { resource, uid } = entity;
  return <GraphCard {...{ object, resource, uid, gone }} parent="" place={ROOT} look="root" />;
}

/** Pods without an owner that is drawn: their namespace, or the node whose kubelet keeps them, stands for it. */
function LooseCard({ view: { plot, outside, pods }, title }: { readonly view: PlotView; readonly title: string }) {
  const t = useText();
  return (
    <button
      type="button"
      className="graph-card"
      data-kind={outside?.kind ?? 'Namespace'}
      data-resource={outside ? 'nodes' : 'namespaces'}
      data-namespace=""
      data-name={outside?.name ?? plot.namespace}
      data-status=""
      data-look="root"
      data-loose
      data-uid={plot.id}
      data-parent=""
      title={title}
      style={{ ...within(ROOT), '--ns': namespaceHue(plot.namespace) }}
    >
      <span className="graph-words">
        <span className="graph-name">{outside?.name ?? plot.namespace}</span>
        <span className="graph-state">{t('map.pods', { count: pods.length })}</span>
        <span className="graph-kind">{outside ? t('graph.staticKind') : t('graph.bareKind')}</span>
      </span>
    </button>
  );
}

function Branches({ view }: { readonly view: PlotView }) {
  const t = useText();
  const { form, folded, plot } = view;
  if (form === 'room') return <PodField group={view.group} room={ROOM} />;
  if (form === 'ordinals') return null;
  return (
    <>
      {view.rows.map(({ place, member, group }) => {
        const { card, room } = rowAt(form, place);
        return (
          <div key={member?.entity.uid ?? 'own'} role="group" aria-label={member?.entity.name ?? plot.id}>
            {member && <BranchCard member={member} place={card} root={view} />}
            <PodField group={group} room={room} />
          </div>
        );
      })}
      {folded.length > 0 && (
        <div
          className="graph-stack"
          style={within(stackAt(form))}
          title={folded.map(({ entity }) => `${entity.kind} ${entity.name}`).join('\n')}
        >
          {t(form === 'revisions' ? 'graph.old' : 'map.more', { count: folded.length })}
        </div>
      )}
    </>
  );
}

interface BranchProps {
  readonly member: Member;
  readonly place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly root: PlotView;
}

/** What its owner's name begins is not said again; a ReplicaSet says which revision it is. */
function BranchCard({ member: { entity, object, gone }, place, root: { root, form, plot } }: BranchProps) {
  const prefix = `${root?.entity.name ?? ''}-`;
  const revision = object.metadata.annotations?.['deployment.kubernetes.io/revision'];
  const tail = entity.name.startsWith(prefix) ? entity.name.slice(prefix.length) : entity.name;
  const shortName = form === 'revisions' && revision !== undefined ? `#${revision} ${tail}` : tail;
  const { resource, uid } = entity;
  const look = form === 'revisions' ? 'tall' : 'low';
  return <GraphCard {...{ object, resource, uid, gone, place, shortName, look }} parent={plot.id} />;
}

/** A StatefulSet's pods, one below the other in the order of their ordinals, and what each keeps. */
function Ordinals({ view, keeps }: { readonly view: PlotView; readonly keeps: ReadonlyMap<number, Keep> }) {
  const t = useText();
  if (view.form !== 'ordinals') return null;
  const pods = view.group.pods.filter(({ place }) => place < ROWS.ordinals - (view.group.most > ROWS.ordinals ? 1 : 0));
  const rest = view.group.pods.length - pods.length;
  return (
    <>
      {pods.map((one) => (
        <GraphPod key={one.uid} {...one} size="slim" rect={ordinalAt(one.place).pod} />
      ))}
      {[...keeps].map(([place, { claim, volume, storageClass }]) =>
        place >= ROWS.ordinals ? null : (
          <div key={place} role="group" aria-label={claim.metadata.name}>
            <KeepCard object={claim} parent={podUid(view, place)} place={ordinalAt(place).claim} />
            {volume && (
              <KeepCard
                object={volume}
                parent={claim.metadata.uid}
                place={ordinalAt(place).volume}
                short={storageClass}
              />
            )}
          </div>
        ),
      )}
      {rest > 0 && (
        <span className="graph-rest" style={within(ordinalAt(ROWS.ordinals - 1).pod)}>
          {t('map.more', { count: rest })}
        </span>
      )}
    </>
  );
}

function podUid({ group, plot }: PlotView, place: number): string {
  return group.pods.find((one) => one.place === place)?.uid ?? plot.id;
}

interface KeepProps {
  readonly object: ApiObject;
  readonly parent: string;
  readonly place: BranchProps['place'];
  readonly short?: string;
}

function KeepCard({ object, parent, place, short }: KeepProps) {
  const resource = object.kind === 'PersistentVolume' ? 'persistentvolumes' : 'persistentvolumeclaims';
  const { uid } = object.metadata;
  return (
    <GraphCard
      {...{ object, resource, uid, parent, place }}
      look="low"
      {...(short !== undefined && short !== '' && { shortName: short })}
    />
  );
}
