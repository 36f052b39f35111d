import { useEffect, useRef, type RefObject } from 'react';
import { useReactFlow, type Viewport } from '@xyflow/react';
import { keys } from '../../app/keys.ts';
import { addMover, cameraMoved, takeAwaited, type Camera } from './camera.ts';
import { flightTime } from './fly.ts';
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
  const put = useRef((_camera: Camera) => {});
  useEffect(() => {
    fit.current = () => {
      if (width === 0) return;
      const zoom = Math.min((width - 2 * PADDING) / board.width, (height - 2 * PADDING) / board.height);
      const x = (width - board.width * zoom) / 2 - (board.x ?? 0) * zoom;
      const y = (height - board.height * zoom) / 2 - (board.y ?? 0) * zoom;
      void flow.setViewport({ x, y, zoom });
      if (root.current) setNearness(root.current, zoom);
    };
    put.current = (camera) => {
      moved.current = true;
      cameraMoved(camera);
      void flow.setViewport(camera, { duration: flightTime() });
      if (root.current) setNearness(root.current, camera.zoom);
    };
    if (width === 0 || moved.current) return;
    const asked = takeAwaited();
    if (asked) put.current(asked);
    else fit.current();
  }, [flow, board.x, board.y, board.width, board.height, width, height, root]);
  useEffect(() => {
    const refit = (): void => {
      moved.current = false;
      cameraMoved(undefined);
      fit.current();
    };
    const stops = [
      keys.add([{ key: 'f', message: 'keys.fit', run: refit }]),
      addMover((camera) => (camera ? put.current(camera) : refit())),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  /** The zoom before the last move. */
  const painted = useRef<number | undefined>(undefined);
  const rest = useRef(new Rest());
  useEffect(() => {
    const { current } = rest;
    return () => current.cancel();
  }, []);
  return (event: MouseEvent | TouchEvent | null, viewport: Viewport): void => {
    if (event) moved.current = true;
    if (!root.current) return;
    // While it moves, the board is a picture that is shifted; what depends on the zoom is laid out and painted again
    // when it has come to rest.
    // Scaled, it would have to be painted anew, and as a picture of its own far beyond the window.
    const pans = painted.current === viewport.zoom;
    painted.current = viewport.zoom;
    if (pans) root.current.dataset['moving'] = '';
    else delete root.current.dataset['moving'];
    rest.current.after(REST_MS, () => {
      if (!root.current) return;
      delete root.current.dataset['moving'];
      setNearness(root.current, viewport.zoom);
      if (event) cameraMoved({ x: viewport.x, y: viewport.y, zoom: viewport.zoom });
    });
  };
}

/** Something to be done once nothing has come for a while. */
class Rest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  after(ms: number, act: () => void): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      // After a long frame a timer is due before the input that waits: that comes ahead of the next frame, and cancels this.
      this.#frame = requestAnimationFrame(() => {
        this.#frame = requestAnimationFrame(act);
      });
    }, ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }
}

/** The smallest text on the screen, in pixels; from the back of a classroom it has to be larger. */
function smallestText(): number {
  return 'projector' in document.documentElement.dataset ? 20 : 14;
}

function setNearness(root: HTMLElement, zoom: number): void {
  const smallest = smallestText();
  // Larger words in the same places read as if one stood further away.
  const reading = zoom * (14 / smallest);
  const nearness = reading >= 0.88 ? 'close' : reading >= 0.62 ? 'near' : reading >= 0.34 ? 'middle' : 'far';
  if (root.dataset['nearness'] !== nearness) root.dataset['nearness'] = nearness;
  // Text keeps its size on the screen down to a point.
  root.style.setProperty('--zoom', zoom.toFixed(3));
  root.style.setProperty('--map-text', `${Math.max(15, Math.min(30, smallest / zoom)).toFixed(2)}px`);
}
