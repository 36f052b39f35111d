import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { startOf } from '../../engine/trace/index.ts';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { useBranchesState } from '../branch/index.ts';
import { useSession, type Selection, type Session } from '../store/index.ts';
import { BANDS } from './draw-strip.ts';
import { flagText } from './flag-text.ts';
import { pointAt } from './pointing.ts';
import { NO_ROWS, type Rows } from './rows.ts';
import { Strip } from './strip.ts';
import { tell } from './tell.ts';
import type { Found } from './what-is-at.ts';

export interface Parts {
  readonly plot: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly playhead: RefObject<HTMLDivElement | null>;
  readonly tracks: RefObject<HTMLDivElement | null>;
  readonly tracksPlot: RefObject<HTMLDivElement | null>;
  readonly tracksCanvas: RefObject<HTMLCanvasElement | null>;
  readonly trackHead: RefObject<HTMLDivElement | null>;
  readonly tip: RefObject<HTMLParagraphElement | null>;
}

export function useParts(): Parts {
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const tracks = useRef<HTMLDivElement>(null);
  const tracksPlot = useRef<HTMLDivElement>(null);
  const tracksCanvas = useRef<HTMLCanvasElement>(null);
  const trackHead = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLParagraphElement>(null);
  const [parts] = useState<Parts>({ plot, canvas, playhead, tracks, tracksPlot, tracksCanvas, trackHead, tip });
  return parts;
}

/** Makes the strip for the elements that are there, and again when the tracks unfold. */
export function useStrip(parts: Parts, open: boolean) {
  const session = useSession();
  const t = useText();
  const strip = useRef<Strip | undefined>(undefined);
  const [rows, setRows] = useState<Rows>(NO_ROWS);
  const text = useRef(t);
  useEffect(() => {
    text.current = t;
  }, [t]);
  const partings = usePartings(session, strip);
  const onFound = useCallback(
    (found: Found | undefined) => {
      if (!found) return;
      session.select(selectionOf(found));
      // What has just begun is on its way a little later.
      const at = found.type === 'record' ? startOf(found.record) : found.mark.at;
      session.player.seek(
        found.type === 'record' && found.record.type === 'hop' ? (at + found.record.arrives) / 2 : at,
      );
    },
    [session],
  );
  useEffect(() => {
    const { plot, canvas, playhead, tip } = parts;
    if (!plot.current || !canvas.current || !playhead.current) return;
    const made = new Strip(session, {
      plot: plot.current,
      canvas: canvas.current,
      playhead: playhead.current,
      trackHead: parts.trackHead.current,
      tracks: parts.tracks.current,
      tracksCanvas: parts.tracksCanvas.current,
    });
    made.partings = partings.current;
    made.onRows = setRows;
    made.words = (record) => flagText(record, text.current);
    strip.current = made;
    const show = (x: number, found: Found | undefined, time: number): void => {
      const words = found && `${clockText(time, 3)} — ${tell(found, made.index.trace, text.current)}`;
      showTip(tip.current, x, plot.current, words);
    };
    const stopPlot = pointAt(plot.current, {
      strip: made,
      onClick: (x, y) => y < BANDS.density && onFound(made.at(x, y)),
      onHover: (x, y) => show(x, made.at(x, y), made.view.timeAt(x)),
      onLeave: () => show(0, undefined, 0),
    });
    const stopTracks =
      parts.tracksPlot.current &&
      pointAt(parts.tracksPlot.current, {
        strip: made,
        pans: true,
        onClick: (x, y) => {
          const found = made.trackAt(x, y - made.scroll);
          if (found) onFound(found);
          else made.wish(x);
        },
        onHover: (x, y) => show(x, made.trackAt(x, y - made.scroll), made.view.timeAt(x)),
        onLeave: () => show(0, undefined, 0),
      });
    return () => {
      stopPlot();
      stopTracks?.();
      made.close();
      strip.current = undefined;
    };
  }, [parts, session, open, onFound, partings]);
  return { strip, rows };
}

/** When this history left its parent, and when others left it: told to the strip as they change. */
function usePartings(session: Session, strip: RefObject<Strip | undefined>): RefObject<readonly number[]> {
  const all = useBranchesState((state) => state.all);
  const latest = useRef<readonly number[]>([]);
  useEffect(() => {
    const own = all.find((branch) => branch.session === session);
    const children = all.filter(({ parent }) => own !== undefined && parent === own.id).map(({ at }) => at);
    latest.current = own?.parent === undefined ? children : [own.at, ...children];
    if (!strip.current) return;
    strip.current.partings = latest.current;
    strip.current.invalidate();
    session.player.stir();
  }, [all, session, strip]);
  return latest;
}

function selectionOf(found: Found): Selection {
  if (found.type === 'record') return { type: 'record', id: found.record.id };
  if (found.type === 'notice') return { type: 'object', ref: found.mark.ref };
  const { resource, namespace, name } = found.mark;
  return { type: 'object', ref: { resource, namespace, name } };
}

function showTip(tip: HTMLElement | null, x: number, plot: HTMLElement | null, text: string | undefined): void {
  if (!tip || !plot) return;
  tip.hidden = text === undefined;
  if (text === undefined) return;
  tip.textContent = text;
  const left = plot.offsetLeft + x;
  tip.style.left = `${Math.max(8, Math.min(left - tip.offsetWidth / 2, innerWidth - tip.offsetWidth - 8))}px`;
}
