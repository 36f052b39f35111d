import { memo, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { sameRef, useSession } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { drawDots } from '../pod/dots.ts';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { podView } from '../pod/pod-view.ts';
import { splitName } from '../pod/pod.tsx';
import { within } from './card.tsx';
import { LitContext, useFading } from './context.tsx';
import { cellFor, podAt } from './plot-layout.ts';
import type { PodGroup, PodPlace } from './plot-view.ts';

/** The pods of one owner, each on the place that it keeps: slim while they fit, then chips, then dots. */
export const PodField = memo(function PodField({ group, room }: { readonly group: PodGroup; readonly room: Rect }) {
  const fading = useFading(group.pods, uidOf);
  const size = cellFor(group.most, room);
  if (size === 'dots') return <DotField group={group} room={room} />;
  return (
    <>
      {group.pods.map((one) => (
        <GraphPod key={one.uid} {...one} size={size} rect={podAt(one.place, size, room)} />
      ))}
      {fading.map((one) => (
        <GraphPod key={`gone-${one.uid}`} {...one} size={size} rect={podAt(one.place, size, room)} leaving />
      ))}
    </>
  );
});

function uidOf({ uid }: PodPlace): string {
  return uid;
}

interface PodProps extends PodPlace {
  readonly size: 'slim' | 'chip';
  readonly rect: Rect;
  readonly leaving?: boolean;
}

/** A pod in a tree: a capsule of one line. What its outline and sign mean is what they mean on the map. */
export const GraphPod = memo(function GraphPod({ pod, uid, parent, size, rect, leaving }: PodProps) {
  const lit = useContext(LitContext);
  const view = podView(pod);
  const [head, , tail] = splitName(view.name);
  const selected = sameRef(lit?.ref, { resource: 'pods', namespace: view.namespace, name: view.name });
  const { player } = useSession();
  const [still] = useState(player.jumped);
  const dimmed = lit?.plot !== undefined && lit.line.size > 0 && !lit.line.has(uid);
  return (
    <button
      type="button"
      className="pod graph-pod"
      data-kind="Pod"
      data-namespace={view.namespace}
      data-name={view.name}
      data-status={view.status}
      data-shape={view.shape}
      data-size={size}
      data-uid={uid}
      data-parent={parent}
      data-leaving={leaving || undefined}
      data-still={still || undefined}
      data-dimmed={dimmed || undefined}
      aria-pressed={selected}
      aria-label={size === 'chip' ? `Pod ${view.name}: ${view.status}` : undefined}
      title={`${view.name} · ${view.status}`}
      style={{ ...within(rect), '--ns': namespaceHue(view.namespace) }}
    >
      <Glyph name={view.shape} />
      {size === 'slim' && (
        <span className="pod-name">
          <span className="hidden">Pod</span>
          {tail === '' ? <span className="pod-head">{head}</span> : <span className="graph-tail">{tail.slice(1)}</span>}
          {view.shape !== 'ready' && <span className="graph-pod-word">{view.status}</span>}
        </span>
      )}
    </button>
  );
});

/** Nobody reads a longer table; the search field finds any of them. */
const MOST_TOLD = 200;

/** More than can be told apart: dots, and the same facts in a table for those who do not see dots. */
function DotField({ group, room }: { readonly group: PodGroup; readonly room: Rect }) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  // A place that is free now is a hole, which is skipped.
  const pods = useMemo(() => {
    const sparse: ApiObject[] = [];
    sparse.length = group.most;
    for (const { pod, place } of group.pods) sparse[place] = pod;
    return sparse;
  }, [group]);
  useEffect(() => {
    const draw = (): void => {
      if (canvas.current) drawDots(canvas.current, pods, room.width, room.height);
    };
    draw();
    document.addEventListener('orrery:theme', draw);
    return () => document.removeEventListener('orrery:theme', draw);
  }, [pods, room.width, room.height]);
  return (
    <div className="graph-dots" style={within(room)}>
      <canvas ref={canvas} className="dots" width={room.width} height={room.height} aria-hidden="true" />
      <table className="hidden">
        <caption>{t('map.pods', { count: group.pods.length })}</caption>
        <tbody>
          {group.pods.slice(0, MOST_TOLD).map(({ pod, uid }) => {
            const { name, namespace, status } = podView(pod);
            return (
              <tr key={uid} data-kind="Pod" data-namespace={namespace} data-name={name} data-status={status}>
                <td>{name}</td>
                <td>{status}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
