import { useEffect, useRef } from 'react';
import { Button, Glyph } from '../kit/index.ts';
import { StepButton, StepKeys, StepMode } from '../steps/index.ts';
import { usePlayer, useSession, useSessionState } from '../store/index.ts';
import { calendarText, clockText, paceText } from './clock-text.ts';
import { useText } from './ui-state.ts';

export const SPEEDS = [0.1, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

/** Wall milliseconds that a telling message takes. */
const HOP_TIMES = [350, 650, 1000, 1600, 2500] as const;

export function nextSpeed(speed: number, up: boolean): number {
  const next = up ? SPEEDS.find((s) => s > speed) : SPEEDS.findLast((s) => s < speed);
  return next ?? speed;
}

/** Like a music player: back, play, forward, the pace, and the clock. */
export function Transport() {
  const t = useText();
  const { player, state } = usePlayer();
  return (
    <div className="transport" role="toolbar" aria-label={t('transport.clock')}>
      <StepKeys />
      <StepButton forward={false} />
      <Button
        glyph={state.playing ? 'pause' : 'play'}
        shape="round"
        tone="brass"
        label={t(state.playing ? 'transport.pause' : 'transport.play')}
        shortcut="Space"
        onClick={() => player.toggle()}
      />
      <StepButton forward />
      <StepMode />
      <Clock />
      <Pace />
      <Button
        glyph="live"
        label={t(state.live ? 'transport.live' : 'transport.toLive')}
        shortcut="End"
        disabled={state.live}
        onClick={() => player.seekLive()}
      />
    </div>
  );
}

function Pace() {
  const t = useText();
  const { player, state } = usePlayer();
  const cinematic = state.pace === 'cinematic';
  return (
    <div className="pace" role="group" aria-label={t('transport.speed')}>
      <button
        type="button"
        className="button"
        aria-pressed={cinematic}
        title={t('transport.cinematic.hint')}
        onClick={() => player.play('cinematic')}
      >
        <Glyph name="cinematic" />
        <span>{t('transport.cinematic')}</span>
      </button>
      <label className="speed" data-on={!cinematic}>
        <span className="hidden">{t('transport.speed')}</span>
        <select
          value={cinematic ? `hop ${state.hopMs}` : String(state.speed)}
          onChange={({ target: { value } }) => {
            if (!value.startsWith('hop ')) player.play('realtime', Number(value));
            else {
              player.setHopMs(Number(value.slice(4)));
              player.play('cinematic');
            }
          }}
        >
          <optgroup label={`${t('transport.cinematic')}: ${t('transport.hop')}`}>
            {HOP_TIMES.map((ms) => (
              <option key={ms} value={`hop ${ms}`}>
                {ms / 1000} s
              </option>
            ))}
          </optgroup>
          <optgroup label={t('transport.speed')}>
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                ×{speed}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
    </div>
  );
}

/** Written without React: it changes on every frame. */
function Clock() {
  const t = useText();
  const { player } = useSession();
  const epoch = useSessionState((state) => state.epoch);
  const clock = useRef<HTMLSpanElement>(null);
  const pace = useRef<HTMLSpanElement>(null);
  const calendar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let last = 0;
    const write = (playhead: number): void => {
      const now = performance.now();
      if (now - last < 60 && player.state.playing) return;
      last = now;
      const decimals = player.rate > 300 ? 0 : player.rate > 20 ? 3 : 6;
      setText(clock.current, clockText(playhead, player.state.playing && decimals === 0 ? 0 : decimals || 3));
      setText(pace.current, player.state.playing ? paceText(player.rate) : '×0');
      setText(calendar.current, calendarText(epoch, playhead));
    };
    write(player.playhead);
    return player.onFrame(write);
  }, [player, epoch]);
  return (
    <div className="clock" aria-label={t('transport.clock')} role="timer">
      <span ref={clock} className="clock-time mono" data-testid="clock" />
      <span ref={pace} className="clock-pace mono" />
      <span ref={calendar} className="clock-calendar mono" />
    </div>
  );
}

function setText(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
