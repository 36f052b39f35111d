import { useText } from '../../app/ui-state.ts';
import type { Rect } from '../board/geometry.ts';
import { GraphCard, usePlotView, within } from '../graph/index.ts';

interface Props {
  readonly id: string;
  readonly parent: string;
  readonly place: Rect;
}

/** A whole tree as one small card: its root, and how that is. */
export function TreeCard({ id, parent, place }: Props) {
  const t = useText();
  const view = usePlotView(id);
  if (!view) return null;
  const { root, outside, pods, plot } = view;
  if (root) {
    const { entity, object, gone } = root;
    return <GraphCard {...{ object, gone, parent, place }} resource={entity.resource} uid={entity.uid} look="slot" />;
  }
  const [pod] = pods;
  // One pod alone is that pod; several are so many.
  if (pod && pods.length === 1)
    return <GraphCard {...{ parent, place }} object={pod} resource="pods" uid={pod.metadata.uid} look="slot" />;
  return (
    <div className="ns-loose" style={within(place)}>
      <span className="graph-name">{outside ? t('graph.static', { name: outside.name }) : t('graph.bareKind')}</span>
      <span className="graph-state">{t('map.pods', { count: pods.length })}</span>
      <span className="hidden">{plot.namespace}</span>
    </div>
  );
}

/** The same on a small plate, on one line at its right. */
export function LooseTree({
  id,
  parent,
  line,
}: {
  readonly id: string;
  readonly parent: string;
  readonly line: number;
}) {
  return <TreeCard id={id} parent={parent} place={{ x: 150, y: 46 + line * 38, width: 158, height: 34 }} />;
}
