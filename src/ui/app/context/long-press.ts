/** A finger that rests for so long asks what can be done. */
const PRESS_MS = 500;
/** In pixels: a finger is never quite still. */
const STILL = 10;

/** Tells of fingers that rest in one place, and swallows the tap that ends there. Returns how to stop. */
export function listenForLongPress(
  pressed: (target: EventTarget | null, at: { readonly x: number; readonly y: number }) => boolean,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let told = false;
  const cancel = (): void => clearTimeout(timer);
  const down = (event: PointerEvent): void => {
    cancel();
    told = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const { target, clientX: x, clientY: y } = event;
    from = { x, y };
    timer = setTimeout(() => (told = pressed(target, from)), PRESS_MS);
  };
  const move = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) cancel();
  };
  const click = (event: MouseEvent): void => {
    if (!told) return;
    told = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const listeners = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', cancel],
    ['pointercancel', cancel],
    ['click', click],
  ] as const;
  for (const [type, listener] of listeners) window.addEventListener(type, listener as EventListener, true);
  return () => {
    cancel();
    for (const [type, listener] of listeners) window.removeEventListener(type, listener as EventListener, true);
  };
}
