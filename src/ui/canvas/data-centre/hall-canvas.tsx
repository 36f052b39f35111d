import { useEffect, useRef, type RefObject } from 'react';
import type { Size } from '../board/use-size.ts';
import { Cursor } from './cursor.tsx';
import type { Hall } from './hall.ts';
import { Hover } from './hover.tsx';
import type { Sums } from './sums.ts';
import { useScene } from './use-scene.ts';
import { usePointer } from './use-pointer.ts';

interface Props {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly size: Size;
  readonly hall: Hall;
  readonly sums: Sums;
  /** Names of the machines in the window, once the camera stands near enough to them. */
  readonly onNear: (names: readonly string[]) => void;
}

/** The picture of a hall, and what pointer and keys do on it. */
export function HallCanvas({ root, size, hall, sums, onNear }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const stage = useScene({ host, size, hall, sums, onNear });
  const pointed = usePointer(root, stage);
  const focused = useRef(stage);
  useEffect(() => {
    focused.current = stage;
  }, [stage]);
  return (
    <>
      <div ref={host} className="hall-canvas" aria-hidden="true" />
      <Cursor stage={stage} />
      {pointed && <Hover {...pointed} sums={sums} size={size} />}
    </>
  );
}
