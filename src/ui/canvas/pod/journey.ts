import { useLayoutEffect, type RefObject } from 'react';

const TRAVEL_MS = 380;
/** A pod that is bound leaves the tray and stands on its machine in one commit of React; what is longer ago was another matter. */
const AT_ONCE_MS = 60;

/** Where pods stood that have just been taken from where they stood, by uid. */
const left = new Map<string, { readonly rect: DOMRect; readonly at: number }>();

/** A pod that moves from one place on the board to another is seen to travel: from the tray beside the scheduler to its machine. */
export function useJourney(element: RefObject<HTMLElement | null>, uid: string, travels: boolean): void {
  useLayoutEffect(() => {
    const pod = element.current;
    if (!pod) return undefined;
    if (travels) arrive(pod, uid);
    return () => {
      left.set(uid, { rect: pod.getBoundingClientRect(), at: performance.now() });
      if (left.size > 400) left.clear();
    };
  }, [element, uid, travels]);
}

function arrive(pod: HTMLElement, uid: string): void {
  const from = left.get(uid);
  left.delete(uid);
  if (!from || performance.now() - from.at > AT_ONCE_MS) return;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const to = pod.getBoundingClientRect();
  if (to.width === 0 || from.rect.width === 0) return;
  // The board is zoomed: its own pixels are not the screen's.
  const zoom = to.width / Math.max(1, pod.offsetWidth);
  const x = (from.rect.left - to.left) / zoom;
  const y = (from.rect.top - to.top) / zoom;
  if (Math.hypot(x, y) < 1) return;
  pod.style.animation = 'none';
  pod.style.zIndex = '3';
  const journey = pod.animate([{ translate: `${x}px ${y}px` }, { translate: '0 0' }], {
    duration: TRAVEL_MS,
    easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)',
  });
  journey.onfinish = () => (pod.style.zIndex = '');
}
