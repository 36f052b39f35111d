import { useText } from '../../app/ui-state.ts';
import { KindSign, stateOf, stateText } from '../../kinds/index.ts';
import { Glyph } from '../../kit/index.ts';
import { podView, type PodShape } from '../pod/pod-view.ts';
import { factsOf } from './card.tsx';
import type { PlotView } from './plot-view.ts';

/** A tree from afar: its name, how it is, and its pods as amounts. */
export function FarPlot({ view, title }: { readonly view: PlotView; readonly title: string }) {
  const t = useText();
  const { root, plot } = view;
  const state = root && stateOf(root.object);
  const name = root?.entity.name ?? view.outside?.name ?? plot.namespace;
  return (
    <button
      type="button"
      className="graph-far"
      data-kind={root?.entity.kind ?? view.outside?.kind ?? 'Namespace'}
      data-resource={root?.entity.resource ?? (view.outside ? 'nodes' : 'namespaces')}
      data-namespace={root?.entity.namespace ?? ''}
      data-name={name}
      data-status={state?.status ?? ''}
      data-tone={state?.tone}
      data-uid={plot.id}
      data-parent=""
    >
      <span className="graph-far-line">
        {root && <KindSign sign={factsOf(root.object, root.entity.resource).sign} />}
        <strong>{root ? name : title}</strong>
      </span>
      <span className="graph-far-line graph-far-state">
        {state && <Glyph name={state.shape} />}
        {state ? stateText(state, t) : t('map.pods', { count: view.pods.length })}
      </span>
      <span className="graph-amounts">
        {amounts(view).map(([shape, count]) => (
          <i key={shape} data-shape={shape} style={{ flexGrow: count }} />
        ))}
      </span>
    </button>
  );
}

const ORDER: readonly PodShape[] = [
  'ready',
  'running',
  'creating',
  'pending',
  'succeeded',
  'terminating',
  'unknown',
  'backoff',
  'failed',
];

function amounts({ pods }: PlotView): readonly (readonly [PodShape, number])[] {
  const counts = new Map<PodShape, number>();
  for (const pod of pods) {
    const { shape } = podView(pod);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return ORDER.flatMap((shape) => {
    const count = counts.get(shape) ?? 0;
    return count > 0 ? [[shape, count] as const] : [];
  });
}
