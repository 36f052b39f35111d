import { useCallback, type FocusEvent } from 'react';
import { useReactFlow } from '@xyflow/react';

const MARGIN = 24;
const PAN_MS = 240;

/**
 * What the keyboard comes to is brought into the window: the board pans just far enough. The browser's own way, to scroll what
 * clips, would leave the board and its wires apart, and is taken back.
 */
export function useFocusPan() {
  const flow = useReactFlow();
  return useCallback(
    (event: FocusEvent<HTMLElement>) => {
      const board = event.currentTarget;
      const { target } = event;
      for (let one = target.parentElement; one && one !== board.parentElement; one = one.parentElement)
        // A list that has more than it shows (React Flow's `nowheel`) is scrolled rightly.
        if (!one.classList.contains('nowheel') && (one.scrollLeft !== 0 || one.scrollTop !== 0)) one.scrollTo(0, 0);
      if (!target.matches(':focus-visible') || !target.closest('.react-flow__viewport')) return;
      const [window, focused] = [board.getBoundingClientRect(), target.getBoundingClientRect()];
      const x = missing(focused.left, focused.right, window.left, window.right);
      const y = missing(focused.top, focused.bottom, window.top, window.bottom);
      if (x === 0 && y === 0) return;
      const viewport = flow.getViewport();
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y }, still ? {} : { duration: PAN_MS });
    },
    [flow],
  );
}

/** How far something has to move to lie within; its beginning where it is longer than there is room. */
function missing(start: number, end: number, low: number, high: number): number {
  if (start < low + MARGIN) return low + MARGIN - start;
  if (end > high - MARGIN) return Math.max(high - MARGIN - end, low + MARGIN - start);
  return 0;
}
