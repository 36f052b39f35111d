import { memo, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useSession } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { crowdPaths } from './crowd-paths.ts';
import { podView } from './pod-view.ts';
import './crowd.css';

/** With more pods than these on the map, chips are drawn together, room by room. */
const CROWD = 150;

/** Whether so many pods stand on the map that chips are not drawn each for itself. */
export function useCrowd(): boolean {
  const { world } = useSession();
  const subscribe = useCallback((changed: () => void) => world.onChange('pods', changed), [world]);
  return useSyncExternalStore(subscribe, () => world.list('pods').length > CROWD);
}

interface Props {
  readonly pods: readonly ApiObject[];
  readonly places: ReadonlyMap<string, Rect>;
  readonly width: number;
  readonly height: number;
  /** The uid of the one that is selected. */
  readonly selected: string | undefined;
}

/** A room of a crowd: one drawing, and over it a button for each pod that shows nothing of its own but that it is chosen or dimmed. */
export function CrowdRoom({ pods, places, width, height, selected }: Props) {
  const [first] = useState(pods);
  const { shapes, bases } = useMemo(() => crowdPaths(pods, places), [pods, places]);
  return (
    <>
      <svg className="crowd" width={width} height={height} aria-hidden="true">
        {[...shapes].map(([shape, { body, sign }]) => (
          <g key={shape} data-shape={shape}>
            <path className="crowd-body" d={body} />
            <path className="crowd-sign" d={sign} />
          </g>
        ))}
        {[...bases].map(([hue, d]) => (
          <path key={hue} className="crowd-base" d={d} style={{ stroke: hue }} />
        ))}
      </svg>
      {/* Not positioned, but pushed to their places: three thousand layers would be asked one by one where the pointer is. */}
      <div className="crowd-pods">
        {pods.map((pod) => {
          const { uid } = pod.metadata;
          const at = places.get(uid);
          return at && <CrowdPod key={uid} pod={pod} at={at} selected={uid === selected} first={first} />;
        })}
      </div>
    </>
  );
}

interface PodProps {
  readonly pod: ApiObject;
  readonly at: Rect;
  readonly selected: boolean;
  /** Who stood in the room when it was first looked at. */
  readonly first: readonly ApiObject[];
}

const CrowdPod = memo(
  function CrowdPod({ pod, at, selected, first }: PodProps) {
    const { player } = useSession();
    const { name, namespace, status, shape } = podView(pod);
    // What was met on the way in, or in a jump through time, did not come just now.
    const [still] = useState(player.jumped || first.includes(pod));
    return (
      <button
        type="button"
        className="crowd-pod"
        data-kind="Pod"
        data-namespace={namespace}
        data-name={name}
        data-status={status}
        data-shape={shape}
        data-size="chip"
        data-still={still || undefined}
        aria-pressed={selected}
        aria-label={`Pod ${name} ${status}`}
        title={`${name} · ${status}`}
        style={{ marginLeft: at.x, marginTop: at.y, width: at.width, height: at.height }}
      />
    );
  },
  // A place is made anew for every look at a room, and is the same one.
  (a, b) => a.pod === b.pod && a.selected === b.selected && a.at.x === b.at.x && a.at.y === b.at.y,
);
