import type { KeyboardEvent, PointerEvent } from 'react';

interface Props {
  /** Of the line itself: a vertical one moves left and right. */
  readonly direction: 'vertical' | 'horizontal';
  readonly label: string;
  /** A share of its parent, between 0 and 1: from the left, or from the bottom. */
  readonly value: number;
  readonly onMove: (value: number) => void;
}

const STEP = 0.02;

/** A line that can be dragged, or moved with the arrows. */
export function Separator({ direction, label, value, onMove }: Props) {
  const vertical = direction === 'vertical';
  const press = (event: KeyboardEvent): void => {
    const more = vertical ? 'ArrowRight' : 'ArrowUp';
    const less = vertical ? 'ArrowLeft' : 'ArrowDown';
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
    onMove(vertical ? (event.clientX - frame.left) / frame.width : (frame.bottom - event.clientY) / frame.height);
  };
  return (
    <div
      className={`separator separator-${direction}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={15}
      aria-valuemax={85}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
