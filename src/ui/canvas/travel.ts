/** Where each drawn object stood on the screen, by kind, namespace and name. */
export type Places = ReadonlyMap<string, DOMRect>;

const TRAVEL_MS = 400;
/** For how long a view that is still being laid out may bring new things that travel. */
const PATIENCE_MS = 600;
/** More than this many at once are no movement that an eye could follow. */
const MOST = 250;
const EASE = 'cubic-bezier(0.2, 0.7, 0.3, 1)';

export function placesIn(host: HTMLElement): Places {
  const places = new Map<string, DOMRect>();
  for (const element of host.querySelectorAll<HTMLElement>('[data-kind][data-name]')) {
    const rect = element.getBoundingClientRect();
    if (rect.width > 0 && places.size < MOST) places.set(keyOf(element), rect);
  }
  return places;
}

/**
 * Lets everything in a view that has just appeared travel from where it stood before; what was not there before fades in. Views
 * may take a few frames to lay themselves out, so newcomers are watched for a while. Returns how to stop watching.
 */
export function travel(host: HTMLElement, from: Places): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const seen = new Set<string>();
  const began = performance.now();
  let handle = 0;
  const look = (): void => {
    for (const element of host.querySelectorAll<HTMLElement>('[data-kind][data-name]')) {
      const key = keyOf(element);
      if (seen.has(key)) continue;
      const to = element.getBoundingClientRect();
      if (to.width === 0) continue;
      seen.add(key);
      move(element, from.get(key), to);
    }
    if (performance.now() - began < PATIENCE_MS && seen.size < MOST) handle = requestAnimationFrame(look);
  };
  // A view sets its zoom in its first effects; places are right on the frame after.
  handle = requestAnimationFrame(look);
  return () => cancelAnimationFrame(handle);
}

function move(element: HTMLElement, before: DOMRect | undefined, after: DOMRect): void {
  const options = { duration: TRAVEL_MS, easing: EASE };
  if (!before) {
    element.animate([{ opacity: 0 }, { opacity: 1 }], options);
    return;
  }
  // The board is zoomed: its own pixels are not the screen's.
  const zoom = after.width / Math.max(1, element.offsetWidth);
  const x = (before.left - after.left) / zoom;
  const y = (before.top - after.top) / zoom;
  const scale = `${before.width / after.width} ${before.height / after.height}`;
  element.animate(
    [
      { translate: `${x}px ${y}px`, scale, transformOrigin: '0 0', opacity: 0.6 },
      { translate: '0 0', scale: '1', transformOrigin: '0 0', opacity: 1 },
    ],
    options,
  );
}

function keyOf({ dataset: { kind, namespace = '', name } }: HTMLElement): string {
  return `${kind} ${namespace}/${name}`;
}
