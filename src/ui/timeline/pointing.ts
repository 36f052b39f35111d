import type { Strip } from './strip.ts';

/** Pixels a finger or a mouse may shake before a click is a drag. */
const STEADY = 4;

export interface PointingHost {
  readonly strip: Strip;
  /** Dragging moves along instead of moving the playhead, and a plain wheel is left to scroll. */
  readonly pans?: boolean;
  /** A press that did not move. */
  onClick(x: number, y: number): void;
  onHover(x: number, y: number): void;
  onLeave(): void;
}

/**
 * Mouse, pen and touch on the strip: drag moves the playhead, two fingers or the wheel look closer, Shift or a sideways wheel
 * moves along. On the tracks drag moves along, and the wheel scrolls unless Ctrl is held. Returns how to let go.
 */
export function pointAt(
  element: HTMLElement,
  { strip, pans = false, onClick, onHover, onLeave }: PointingHost,
): () => void {
  const fingers = new Map<number, number>();
  let pressed: { readonly x: number; readonly y: number } | undefined;
  let pinch = 0;
  let panning = false;
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    fingers.set(event.pointerId, x);
    pressed = { x, y };
    pinch = spread(fingers);
    panning = pans || event.shiftKey;
    if (fingers.size === 1 && !panning) strip.wish(x);
    onLeave();
  };
  const move = (event: PointerEvent): void => {
    const { x, y } = place(event);
    if (!fingers.has(event.pointerId)) return onHover(x, y);
    const before = fingers.get(event.pointerId)!;
    fingers.set(event.pointerId, x);
    if (fingers.size === 1 && panning) {
      if (pressed && Math.abs(x - pressed.x) <= STEADY) return;
      pressed = undefined;
      strip.pan(before - x);
      return;
    }
    if (fingers.size === 1) {
      if (pressed && Math.abs(x - pressed.x) > STEADY) pressed = undefined;
      strip.wish(x);
      return;
    }
    pressed = undefined;
    const now = spread(fingers);
    if (pinch > 8 && now > 8) strip.zoom(centre(fingers), pinch / now);
    pinch = now;
  };
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    pinch = spread(fingers);
    if (pressed && event.type === 'pointerup') onClick(pressed.x, pressed.y);
    pressed = undefined;
  };
  const wheel = (event: WheelEvent): void => {
    const along = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    // A pinch on a touchpad arrives as a wheel with Ctrl.
    if (pans && !along && !event.ctrlKey) return;
    event.preventDefault();
    const { x } = place(event);
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (along) strip.pan(sideways);
    else strip.zoom(x, Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.004));
    onHover(x, place(event).y);
  };
  return listen(element, {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
    pointerleave: onLeave,
    wheel,
  });
}

type Handlers = {
  readonly [K in 'wheel' | `pointer${'down' | 'move' | 'up' | 'cancel' | 'leave'}`]: (
    event: HTMLElementEventMap[K],
  ) => void;
};

/** Wheels are not passive: the page behind must not scroll. Returns how to let go. */
function listen(element: HTMLElement, handlers: Handlers): () => void {
  const all = Object.entries(handlers) as [string, EventListener][];
  for (const [type, handler] of all) element.addEventListener(type, handler, { passive: false });
  return () => {
    for (const [type, handler] of all) element.removeEventListener(type, handler);
  };
}

function spread(fingers: ReadonlyMap<number, number>): number {
  if (fingers.size < 2) return 0;
  const places = [...fingers.values()];
  return Math.max(...places) - Math.min(...places);
}

function centre(fingers: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const x of fingers.values()) sum += x;
  return sum / fingers.size;
}
