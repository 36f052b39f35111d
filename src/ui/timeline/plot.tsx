import { useEffect, type KeyboardEvent, type RefObject } from 'react';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { usePlayer } from '../store/index.ts';
import { BANDS } from './draw-strip.ts';
import { slideByKey } from './slider-keys.ts';
import type { Strip } from './strip.ts';
import type { Parts } from './use-strip.ts';

/** The slider: its canvas is drawn and its playhead moved without React. */
export function Plot({ parts, strip }: { readonly parts: Parts; readonly strip: RefObject<Strip | undefined> }) {
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
