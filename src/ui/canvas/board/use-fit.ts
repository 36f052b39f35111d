import { useEffect, useRef, type RefObject } from 'react';
import { useReactFlow, type Viewport } from '@xyflow/react';
import { keys } from '../../app/keys.ts';
import type { Size } from './use-size.ts';

/** Screen pixels left free around a board that is shown whole. */
export const PADDING = 14;

/** A board that has not moved for so long stands. */
const REST_MS = 120;

export interface Extent extends Size {
  readonly x?: number;
  readonly y?: number;
}

/** Shows the whole board until the user moves it, and again on `F`; tells the style sheet how near one looks. */
export function useFit(root: RefObject<HTMLElement | null>, board: Extent, { width, height }: Size) {
  const flow = useReactFlow();
  const moved = useRef(false);
  const fit = useRef(() => {});
  useEffect(() => {
    fit.current = () => {
      if (width === 0) return;
      const zoom = Math.min((width - 2 * PADDING) / board.width, (height - 2 * PADDING) / board.height);
      const x = (width - board.width * zoom) / 2 - (board.x ?? 0) * zoom;
      const y = (height - board.height * zoom) / 2 - (board.y ?? 0) * zoom;
      void flow.setViewport({ x, y, zoom });
      if (root.current) setNearness(root.current, zoom);
    };
    if (!moved.current) fit.current();
  }, [flow, board.x, board.y, board.width, board.height, width, height, root]);
  useEffect(() => {
    const refit = (): void => {
      moved.current = false;
      fit.current();
    };
    return keys.add([{ key: 'f', message: 'keys.fit', run: refit }]);
  }, []);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  return (event: MouseEvent | TouchEvent | null, viewport: Viewport): void => {
    if (event) moved.current = true;
    if (!root.current) return;
    // What depends on the zoom is laid out again when the board has come to rest: words keep pace with it until then.
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      if (!root.current) return;
      setNearness(root.current, viewport.zoom);
    }, REST_MS);
  };
}

function setNearness(root: HTMLElement, zoom: number): void {
  const nearness = zoom >= 0.88 ? 'close' : zoom >= 0.62 ? 'near' : zoom >= 0.34 ? 'middle' : 'far';
  if (root.dataset['nearness'] !== nearness) root.dataset['nearness'] = nearness;
  // Text keeps its size on the screen down to a point: 14 px is the smallest anywhere.
  root.style.setProperty('--zoom', zoom.toFixed(3));
  root.style.setProperty('--map-text', `${Math.max(15, Math.min(30, 14 / zoom)).toFixed(2)}px`);
}
