import { useEffect, useState, type RefObject } from 'react';
import { useSession } from '../../store/index.ts';
import type { Point } from '../board/geometry.ts';
import type { HallStage } from './hall-stage.ts';
import type { Spot } from './scene.ts';
import { refOf } from './spot-ref.ts';

export interface Pointed {
  readonly spot: Spot;
  readonly at: Point;
}

/** What the pointer does on the picture: it tells what it is over, a click selects that, a double click goes there. */
export function usePointer(root: RefObject<HTMLDivElement | null>, stage: HallStage): Pointed | undefined {
  const session = useSession();
  const [pointed, setPointed] = useState<Pointed | undefined>(undefined);
  useEffect(() => {
    const board = root.current;
    if (!board) return undefined;
    const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = board.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };
    // The map's ground: what lies on it (machines, the legend) answers for itself.
    const onGround = ({ target }: Event): boolean =>
      target instanceof Element && target.closest('.react-flow__pane') !== null;
    const spotOf = (event: MouseEvent): Spot | undefined =>
      onGround(event) ? stage.spotAt(pointOf(event)) : undefined;
    const point = (event: PointerEvent): void => {
      const spot = event.buttons === 0 ? spotOf(event) : undefined;
      stage.mark({ pointed: spot });
      setPointed(spot && { spot, at: pointOf(event) });
    };
    const leave = (): void => {
      stage.mark({ pointed: undefined });
      setPointed(undefined);
    };
    const click = (event: MouseEvent): void => {
      const spot = spotOf(event);
      if (!spot) return;
      event.stopPropagation();
      session.select({ type: 'object', ref: refOf(stage.hall, spot) });
    };
    const goTo = (event: MouseEvent): void => {
      const spot = spotOf(event);
      if (spot) stage.flyTo(spot.tile.rect);
    };
    board.addEventListener('pointermove', point);
    board.addEventListener('pointerleave', leave);
    // The board keeps the wheel for itself.
    board.addEventListener('wheel', leave, { passive: true, capture: true });
    board.addEventListener('click', click, { capture: true });
    board.addEventListener('dblclick', goTo);
    return () => {
      board.removeEventListener('pointermove', point);
      board.removeEventListener('pointerleave', leave);
      board.removeEventListener('wheel', leave, { capture: true });
      board.removeEventListener('click', click, { capture: true });
      board.removeEventListener('dblclick', goTo);
    };
  }, [root, stage, session]);
  return pointed;
}
