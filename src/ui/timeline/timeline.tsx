import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { startOf } from '../../engine/trace/index.ts';
import { clockText } from '../app/clock-text.ts';
import { useText, useUi } from '../app/ui-state.ts';
import { Tools } from './tools.tsx';
import { usePlayer, useSession, type Selection } from '../store/index.ts';
import { BANDS } from './draw-strip.ts';
import { pointAt } from './pointing.ts';
import { slideByKey } from './slider-keys.ts';
import { Strip, tracksHeight } from './strip.ts';
import { tell } from './tell.ts';
import { componentOf, hostOf } from './trace-index.ts';
import type { Found } from './what-is-at.ts';
import './timeline.css';

/** The whole history as a strip, and on demand a track for every component. */
export function Timeline() {
  const t = useText();
  const projector = useUi((ui) => ui.projector);
  const [unfolded, setUnfolded] = useState(false);
  const [compress, setCompress] = useState(true);
  const open = unfolded && !projector;
  const parts = useParts();
  const { strip, rows } = useStrip(parts, open);
  useEffect(() => strip.current?.setCompress(compress), [strip, compress, open]);
  return (
    <section className="timeline" aria-label={t('timeline.title')} data-unfolded={open || undefined}>
      <Tools
        open={open}
        compress={compress}
        onUnfold={() => setUnfolded(!unfolded)}
        onCompress={() => setCompress(!compress)}
        onAll={() => strip.current?.showAll()}
      />
      <Plot parts={parts} strip={strip} />
      {open && (
        <div className="tracks" ref={parts.tracks} onScroll={() => strip.current?.invalidate()}>
          <ol className="track-names" style={{ height: tracksHeight(rows.length) }}>
            {rows.map((process) => (
              <TrackName key={process} process={process} />
            ))}
          </ol>
          <div className="tracks-plot" style={{ height: tracksHeight(rows.length) }} ref={parts.tracksPlot}>
            <canvas ref={parts.tracksCanvas} role="img" aria-label={t('timeline.tracks.picture')} />
          </div>
        </div>
      )}
      <p className="timeline-tip panel" ref={parts.tip} role="tooltip" hidden />
    </section>
  );
}

function TrackName({ process }: { readonly process: string }) {
  const session = useSession();
  return (
    <li>
      <button type="button" title={process} onClick={() => session.select({ type: 'component', process })}>
        {componentOf(process)}
        <span className="track-host">
          {hostOf(process)
            .replace(/^control-plane-/, 'cp-')
            .replace(/^worker-/, 'w-')}
        </span>
      </button>
    </li>
  );
}

interface Parts {
  readonly plot: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly playhead: RefObject<HTMLDivElement | null>;
  readonly tracks: RefObject<HTMLDivElement | null>;
  readonly tracksPlot: RefObject<HTMLDivElement | null>;
  readonly tracksCanvas: RefObject<HTMLCanvasElement | null>;
  readonly tip: RefObject<HTMLParagraphElement | null>;
}

function useParts(): Parts {
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const tracks = useRef<HTMLDivElement>(null);
  const tracksPlot = useRef<HTMLDivElement>(null);
  const tracksCanvas = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLParagraphElement>(null);
  const [parts] = useState<Parts>({ plot, canvas, playhead, tracks, tracksPlot, tracksCanvas, tip });
  return parts;
}

/** The slider: its canvas is drawn and its playhead moved without React. */
function Plot({ parts, strip }: { readonly parts: Parts; readonly strip: RefObject<Strip | undefined> }) {
  const t = useText();
  const { player } = usePlayer();
  useEffect(() => {
    let last = -Infinity;
    const write = (playhead: number): void => {
      const now = performance.now();
      if (now - last < 250 && player.state.playing) return;
      last = now;
      const slider = parts.plot.current;
      const time = clockText(playhead, 3);
      if (!slider || slider.getAttribute('aria-valuetext')?.includes(time)) return;
      slider.setAttribute('aria-valuenow', String(Math.round(playhead)));
      slider.setAttribute('aria-valuemax', String(Math.round(player.edge)));
      slider.setAttribute('aria-valuetext', t('timeline.at', { time, edge: clockText(player.edge, 0) }));
    };
    write(player.playhead);
    return player.onFrame(write);
  }, [parts, player, t]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (strip.current && slideByKey(strip.current, event.key, event.shiftKey)) event.preventDefault();
  };
  return (
    <div
      className="timeline-plot"
      ref={parts.plot}
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.playhead')}
      aria-valuemin={0}
      aria-valuenow={0}
      data-testid="timeline"
      style={{ height: BANDS.height }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={parts.canvas} aria-hidden="true" />
      <div className="timeline-playhead" ref={parts.playhead} aria-hidden="true" />
    </div>
  );
}

/** Makes the strip for the elements that are there, and again when the tracks unfold. */
function useStrip(parts: Parts, open: boolean) {
  const session = useSession();
  const t = useText();
  const strip = useRef<Strip | undefined>(undefined);
  const [rows, setRows] = useState<readonly string[]>([]);
  const text = useRef(t);
  useEffect(() => {
    text.current = t;
  }, [t]);
  const onFound = useCallback(
    (found: Found | undefined) => {
      if (!found) return;
      session.select(selectionOf(found));
      // What has just begun is on its way a little later.
      const at = found.type === 'life' ? found.mark.at : startOf(found.record);
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
      tracks: parts.tracks.current,
      tracksCanvas: parts.tracksCanvas.current,
    });
    made.onRows = setRows;
    strip.current = made;
    const show = (x: number, found: Found | undefined, time: number): void =>
      showTip(
        tip.current,
        x,
        plot.current,
        found && `${clockText(time, 3)} — ${tell(found, made.index.trace, text.current)}`,
      );
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
        onClick: (x, y) => onFound(made.trackAt(x, y - made.scroll)),
        onHover: (x, y) => show(x, made.trackAt(x, y - made.scroll), made.view.timeAt(x)),
        onLeave: () => show(0, undefined, 0),
      });
    return () => {
      stopPlot();
      stopTracks?.();
      made.close();
      strip.current = undefined;
    };
  }, [parts, session, open, onFound]);
  return { strip, rows };
}

function selectionOf(found: Found): Selection {
  if (found.type === 'record') return { type: 'record', id: found.record.id };
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
