import { useEffect, useRef, type RefObject } from 'react';
import { useStoreApi } from '@xyflow/react';
import { useSession, useSessionState } from '../../store/index.ts';
import { BeadLayer } from './bead-layer.ts';
import { readColours } from './bead-sprites.ts';
import { chainOf } from './highlight.ts';
import { InFlightList } from './in-flight-list.ts';
import { Lights } from './lights.ts';
import type { Ways } from './ways.ts';

interface Parts {
  readonly root: RefObject<HTMLDivElement | null>;
  /** Where the beads' canvas is put. */
  readonly beadHost: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly ways: Ways;
  readonly size: { readonly width: number; readonly height: number };
}

/** Binds what is drawn on every frame, without React: beads, lights, and the hidden list of what is in flight. */
export function useMessages({ root, beadHost, list, ways, size }: Parts): void {
  const session = useSession();
  const flow = useStoreApi();
  const selection = useSessionState((state) => state.selection);
  const layer = useRef<BeadLayer | undefined>(undefined);
  useEffect(() => {
    if (!root.current || !beadHost.current || !list.current) return undefined;
    const sheet = beadSheet(beadHost.current);
    const beads = new BeadLayer(sheet, session.trace, session.player);
    const lights = new Lights(root.current, session.trace, session.player);
    const inFlight = new InFlightList(list.current);
    layer.current = beads;
    const recolour = (): void => beads.setColours(readColours(document.documentElement));
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    beads.stillness = calm.matches;
    recolour();
    document.addEventListener('orrery:theme', recolour);
    const stop = session.player.onFrame((playhead) => {
      const wall = performance.now();
      beads.draw(playhead, flow.getState().transform, wall);
      lights.update(playhead, wall);
      inFlight.update(beads.inFlight, wall);
    });
    const host = beadHost.current;
    // A bead lies above all else: a click on it is none on what is beneath.
    const board = root.current;
    const choose = (event: MouseEvent): void => {
      const { left, top } = host.getBoundingClientRect();
      const id = beads.beadAt(event.clientX - left, event.clientY - top);
      if (id === undefined) return;
      event.stopPropagation();
      session.select({ type: 'record', id });
    };
    board.addEventListener('click', choose, { capture: true });
    return () => {
      board.removeEventListener('click', choose, { capture: true });
      stop();
      host.replaceChildren();
      document.removeEventListener('orrery:theme', recolour);
      layer.current = undefined;
    };
  }, [session, flow, root, beadHost, list]);
  useEffect(() => {
    layer.current?.resize(size.width, size.height, Math.min(2, window.devicePixelRatio));
    layer.current?.setColours(readColours(document.documentElement));
  }, [size.width, size.height]);
  useEffect(() => layer.current?.setWays(ways), [ways]);
  useEffect(() => {
    if (layer.current) layer.current.inChain = chainOf(session.trace, selection);
  }, [session, selection]);
}

/**
 * The sheet that beads are drawn on. Off-screen, its frames reach the display without the page being painted again: with
 * a hundred machines on the map that is a third of a frame's work.
 */
function beadSheet(host: HTMLElement): HTMLCanvasElement | OffscreenCanvas {
  const canvas = document.createElement('canvas');
  canvas.className = 'beads';
  host.replaceChildren(canvas);
  return 'transferControlToOffscreen' in canvas ? canvas.transferControlToOffscreen() : canvas;
}
