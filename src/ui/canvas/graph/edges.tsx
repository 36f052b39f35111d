import { useText } from '../../app/ui-state.ts';
import { Path, type Point, type Rect } from '../board/geometry.ts';
import { ATTACHED, cellFor, ordinalAt, PLOT, podAt, ROOM, ROOT, rowAt, stackAt } from './plot-layout.ts';
import type { PlotView, PodGroup } from './plot-view.ts';

interface Edge {
  readonly id: string;
  readonly d: string;
  readonly verb: 'owns' | 'claims' | 'bound-to';
  /** Where its arrow ends; it points to the right. */
  readonly tip: Point | undefined;
  readonly idle?: boolean;
}

const MARGIN = 10;

/** The lines of a tree, from owners to what they own. */
export function PlotEdges({ view, keeps }: { readonly view: PlotView; readonly keeps: ReadonlySet<number> }) {
  const t = useText();
  return (
    <svg className="graph-edges" width={PLOT.width} height={PLOT.height} aria-hidden="true">
      {edgesOf(view, keeps).map(({ id, d, verb, tip, idle }) => (
        <g key={id} data-verb={verb} data-idle={idle || undefined}>
          <title>{t(`graph.verb.${verb}`)}</title>
          <path d={d} />
          {tip && <path className="graph-tip" d={`M${tip.x} ${tip.y}l-8 -4.5v9z`} />}
        </g>
      ))}
    </svg>
  );
}

function edgesOf(view: PlotView, keeps: ReadonlySet<number>): readonly Edge[] {
  const { form } = view;
  if (form === 'room') return fieldEdges('root', ROOT, view.group, ROOM);
  if (form === 'ordinals') return ordinalEdges(view, keeps);
  const edges: Edge[] = [];
  for (const { place, member, group } of view.rows) {
    const { card, room } = rowAt(form, place);
    if (member) edges.push(elbow(`row ${place}`, rightOf(ROOT), leftOf(card), 'owns'));
    edges.push(...fieldEdges(`pods ${place}`, member ? card : ROOT, group, room));
  }
  if (view.folded.length > 0 && form === 'revisions')
    edges.push({ ...elbow('folded', rightOf(ROOT), leftOf(stackAt(form)), 'owns'), idle: true });
  return edges;
}

/** To a rail along the first of the pods, as a line has a platform: as long as the rows that are taken. */
function fieldEdges(id: string, from: Rect, { pods, most }: PodGroup, room: Rect): readonly Edge[] {
  if (pods.length === 0) return [];
  const size = cellFor(most, room);
  const railX = room.x - MARGIN;
  if (size === 'dots') return rail(id, from, railX, [room.y, room.y + room.height]);
  const ys = [...new Set(pods.map(({ place }) => podAt(place, size, room)).map(({ y, height }) => y + height / 2))];
  return rail(
    id,
    from,
    railX,
    ys.sort((a, b) => a - b),
    room.x,
  );
}

function rail(id: string, from: Rect, x: number, ys: readonly number[], to?: number): readonly Edge[] {
  const start = rightOf(from);
  const [top = start.y, bottom = start.y] = [ys[0], ys.at(-1)];
  const y = Math.min(Math.max(start.y, top), bottom);
  const edges: Edge[] = [elbow(`${id} trunk`, start, { x, y }, 'owns', to === undefined)];
  if (top !== bottom) edges.push({ id: `${id} rail`, d: `M${x} ${top}V${bottom}`, verb: 'owns', tip: undefined });
  if (to !== undefined)
    for (const at of ys)
      edges.push({ id: `${id} ${at}`, d: `M${x} ${at}H${to - 1}`, verb: 'owns', tip: { x: to, y: at } });
  return edges;
}

function ordinalEdges({ group }: PlotView, keeps: ReadonlySet<number>): readonly Edge[] {
  const edges: Edge[] = [];
  for (const { place } of group.pods) {
    const { pod, claim } = ordinalAt(place);
    edges.push(elbow(`pod ${place}`, rightOf(ROOT), leftOf(pod), 'owns'));
    if (keeps.has(place)) edges.push(elbow(`claim ${place}`, rightOf(pod), leftOf(claim), 'claims'));
  }
  for (const place of keeps) {
    const { claim, volume } = ordinalAt(place);
    edges.push(elbow(`volume ${place}`, rightOf(claim), leftOf(volume), 'bound-to'));
  }
  return edges;
}

function elbow(id: string, from: Point, to: Point, verb: Edge['verb'], arrow = true): Edge {
  const end = { x: to.x - (arrow ? 6 : 0), y: to.y };
  const x = from.x + Math.min(18, (to.x - from.x) / 2);
  const straight = Math.abs(from.y - to.y) < 1;
  const path = new Path(straight ? [from, end] : [from, { x, y: from.y }, { x, y: to.y }, end], 9);
  return { id, d: path.d, verb, tip: arrow ? to : undefined };
}

function rightOf({ x, y, width, height }: Rect): Point {
  return { x: x + width, y: y + height / 2 };
}

function leftOf({ x, y, height }: Rect): Point {
  return { x, y: y + height / 2 };
}

/** The line from which what a tree uses hangs, and on which what acts on it stands. */
export function AttachedRail({ count, pitch }: { readonly count: number; readonly pitch: number }) {
  if (count === 0) return null;
  const x = ATTACHED.x + 9;
  const last = ATTACHED.y + (count - 1) * pitch + pitch / 2;
  return (
    <svg className="graph-edges" width={PLOT.width} height={PLOT.height} aria-hidden="true">
      <g data-verb="uses">
        <path d={`M${x} ${ROOT.y + ROOT.height}V${last}`} />
      </g>
    </svg>
  );
}
