import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useSession } from '../../store/index.ts';
import { podView } from '../pod/pod-view.ts';
import { nextSpot, type Direction } from './cursor-moves.ts';
import type { HallStage } from './hall-stage.ts';
import type { Spot } from './scene.ts';
import { podAt, refOf } from './spot-ref.ts';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The hall for the keyboard: one stop of Tab, in which arrows go from machine to machine, and inside one from pod to pod. */
export function Cursor({ stage }: { readonly stage: HallStage }) {
  const t = useText();
  const session = useSession();
  const at = useRef<Spot | undefined>(undefined);
  const [said, setSaid] = useState('');
  const { hall } = stage;
  const go = (spot: Spot | undefined): void => {
    at.current = spot;
    stage.mark({ cursor: spot });
    if (!spot) return;
    stage.reveal(spot);
    const pod = podAt(hall, spot);
    const { name } = spot.tile;
    if (pod)
      setSaid(
        t('hall.podFacts', {
          name: pod.metadata.name,
          status: podView(pod).status,
          namespace: pod.metadata.namespace ?? '',
        }),
      );
    else
      setSaid(
        t('hall.nodeFacts', { name, status: hall.viewOf(spot.tile).status, pods: hall.podsOf(spot.tile).length }),
      );
  };
  const first = (): Spot | undefined => {
    const tile = stage.scene?.marks.selected?.tile ?? hall.byRack.find((rack) => rack.length > 0)?.[0];
    return tile && { tile };
  };
  const press = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    const spot = at.current ?? first();
    if (!spot) return;
    if (direction) go(nextSpot(hall, spot, direction));
    else if (event.key === 'Enter') enter(spot);
    else if (event.key === 'Escape' && spot.berth !== undefined) go({ tile: spot.tile });
    else return;
    // Elsewhere the arrows step through time and Enter and Escape mean other things.
    event.preventDefault();
    event.stopPropagation();
  };
  const enter = (spot: Spot): void => {
    session.select({ type: 'object', ref: refOf(hall, spot) });
    const selected = stage.scene?.marks.selected;
    if (spot.berth !== undefined || selected?.tile !== spot.tile) return;
    stage.flyTo(spot.tile.rect);
    const berth = hall.slotsOf(spot.tile).findIndex((pod) => pod !== undefined);
    if (berth >= 0) go({ tile: spot.tile, berth });
  };
  return (
    <div
      className="hall-cursor"
      role="application"
      tabIndex={0}
      aria-label={t('hall.cursor')}
      onFocus={() => go(at.current ?? first())}
      onBlur={() => stage.mark({ cursor: undefined })}
      onKeyDown={press}
    >
      <span className="hidden" role="status">
        {said}
      </span>
    </div>
  );
}
