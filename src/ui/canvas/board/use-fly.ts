import { useEffect, type RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { kindOfResource } from '../../kinds/index.ts';
import type { ObjectRef } from '../../store/index.ts';
import { addFlyer, flightTime, type Flight } from './fly.ts';

/** An object that is flown to is at least so wide on the screen, in pixels, where zooming may bring that about. */
const LEGIBLE = 150;
const NEAREST = 1.1;
/** Something followed may wander within this share of the window. */
const CALM = 0.7;

/** Lets what is drawn on a board be flown to: whatever says in its data what object it is. */
export function useFly(root: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(
    () =>
      addFlyer((ref, flight) => {
        const host = root.current;
        const element = host && elementOf(host, ref);
        if (!element) return false;
        const box = element.getBoundingClientRect();
        const frame = host.getBoundingClientRect();
        const zoom = flow.getZoom();
        if (flight === 'keep' && isCalm(box, frame)) return true;
        const to = flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
        void flow.setCenter(to.x, to.y, { zoom: zoomFor(flight, zoom, box.width), duration: flightTime() });
        return true;
      }),
    [flow, root],
  );
}

function zoomFor(flight: Flight, zoom: number, width: number): number {
  return flight === 'keep' ? zoom : Math.max(zoom, Math.min(NEAREST, (zoom * LEGIBLE) / Math.max(1, width)));
}

function isCalm(box: DOMRect, frame: DOMRect): boolean {
  const aside = ((1 - CALM) / 2) * frame.width;
  const above = ((1 - CALM) / 2) * frame.height;
  return (
    box.left > frame.left + aside &&
    box.right < frame.right - aside &&
    box.top > frame.top + above &&
    box.bottom < frame.bottom - above
  );
}

function elementOf(host: HTMLElement, { resource, namespace, name }: ObjectRef): HTMLElement | undefined {
  const kind = kindOfResource(resource)?.kind;
  const all = host.querySelectorAll<HTMLElement>(`[data-kind][data-name="${CSS.escape(name)}"]`);
  for (const element of all) {
    const { dataset } = element;
    const same = dataset['resource'] === undefined ? dataset['kind'] === kind : dataset['resource'] === resource;
    // What stands in a hidden table is not in any place.
    if (same && (dataset['namespace'] ?? '') === namespace && element.closest('.hidden') === null) return element;
  }
  return undefined;
}
