import { memo, useEffect, useMemo, useRef } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useSelection, useSession, type Selection } from '../../store/index.ts';
import { podBerths } from './berths.ts';
import { CrowdRoom, useCrowd } from './crowd-room.tsx';
import { drawDots } from './dots.ts';
import { placePods } from './place-pods.ts';
import { Pod } from './pod.tsx';
import { useLeaving } from './use-leaving.ts';

interface Props {
  readonly pods: readonly ApiObject[];
  readonly width: number;
  readonly height: number;
}

/** Where pods stand, each at its berth: capsules while they fit, then slim ones of one line, then chips, then dots. In a crowd chips are drawn together. */
export const PodRoom = memo(function PodRoom({ pods, width, height }: Props) {
  const session = useSession();
  const [selection] = useSelection();
  const crowd = useCrowd();
  const leaving = useLeaving(pods);
  const { size, places } = useMemo(
    () => placePods(pods, podBerths(session), { width, height }, leaving),
    [session, pods, leaving, width, height],
  );
  if (size === 'dots') return <DotRoom pods={pods} width={width} height={height} />;
  const drawn = crowd && size === 'chip';
  return (
    <div className="room" data-size={size}>
      {drawn && (
        <CrowdRoom
          pods={pods}
          places={places}
          width={width}
          height={height}
          selected={pods.find((pod) => isSelected(selection, pod))?.metadata.uid}
        />
      )}
      {!drawn &&
        pods.map((pod) => (
          <Pod
            key={pod.metadata.uid}
            pod={pod}
            size={size}
            selected={isSelected(selection, pod)}
            at={places.get(pod.metadata.uid)}
          />
        ))}
      {leaving.map((pod) => (
        <Pod
          key={`gone-${pod.metadata.uid}`}
          pod={pod}
          size={size}
          selected={false}
          at={places.get(pod.metadata.uid)}
          leaving
        />
      ))}
    </div>
  );
});

export function isSelected(selection: Selection | undefined, object: ApiObject): boolean {
  return (
    selection?.type === 'object' &&
    selection.ref.name === object.metadata.name &&
    selection.ref.namespace === (object.metadata.namespace ?? '') &&
    selection.ref.resource === 'pods'
  );
}

function DotRoom({ pods, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      if (canvas.current) drawDots(canvas.current, pods, width, height);
    };
    draw();
    document.addEventListener('orrery:theme', draw);
    return () => document.removeEventListener('orrery:theme', draw);
  }, [pods, width, height]);
  return <canvas ref={canvas} className="dots" width={width} height={height} style={{ width, height }} />;
}
