import type { KeyboardEvent, PointerEvent } from 'react';

interface Props {
  /** Of the line itself: a vertical one moves left and right. */
  readonly direction: 'vertical' | 'horizontal';
  readonly label: string;
  /** A share of its parent, between 0 and 1: from the left, or from the bottom; from the right where `side` says so. */
  readonly value: number;
  readonly side?: 'left' | 'right';
  readonly onMove: (value: number) => void;
  /** It is pressed twice: as it was at first. */
  readonly onReset: () => void;
}

const STEP = 0.02;
const ARROWS = {
  left: ['ArrowRight', 'ArrowLeft'],
  right: ['ArrowLeft', 'ArrowRight'],
  bottom: ['ArrowUp', 'ArrowDown'],
} as const;

/** A line that can be dragged, or moved with the arrows. */
export function Separator({ direction, label, value, side = 'left', onMove, onReset }: Props) {
  const vertical = direction === 'vertical';
  const press = (event: KeyboardEvent): void => {
    const [more, less] = ARROWS[vertical ? side : 'bottom'];
    if (event.key !== more && event.key !== less) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(value + (event.key === more ? STEP : -STEP));
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const line = event.currentTarget;
    if (!line.hasPointerCapture(event.pointerId)) return;
    const frame = (vertical ? line.closest('.stage') : line.parentElement)?.getBoundingClientRect();
    if (!frame) return;
    if (!vertical) onMove((frame.bottom - event.clientY) / frame.height);
    else onMove((side === 'left' ? event.clientX - frame.left : frame.right - event.clientX) / frame.width);
  };
  return (
    <div
      className={`separator separator-${direction}`}
      data-side={side}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={15}
      aria-valuemax={85}
      onKeyDown={press}
      onDoubleClick={onReset}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
