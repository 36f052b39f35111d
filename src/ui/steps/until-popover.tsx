import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { clockText } from '../app/clock-text.ts';
import { microsOf } from '../app/console-api.ts';
import { useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { useSelection, useSession } from '../store/index.ts';
import { untilFound } from './go.ts';
import { holdsAt, type Condition } from './until.ts';

type Choice = Condition['type'];
const OF_OBJECT = ['ready', 'changed', 'gone'] as const;

/** Until what time should go on: what is selected is ready, gone or changed; an event; a moment. */
export function UntilPopover() {
  const t = useText();
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>
        <button
          type="button"
          className="button"
          data-shape="round"
          title={t('until.title')}
          aria-label={t('until.title')}
        >
          <Glyph name="until" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="until panel"
          side="top"
          sideOffset={8}
          collisionPadding={12}
          aria-label={t('until.title')}
        >
          <Form />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Form() {
  const t = useText();
  const [selection] = useSelection();
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  const [choice, setChoice] = useState<Choice>(ref ? 'changed' : 'event');
  const [reason, setReason] = useState('');
  const [time, setTime] = useState('+1m');
  const { running, told, run, stop } = useRun();
  const { player } = useSession();
  const condition = (): Condition | undefined => {
    if (choice === 'time') return momentFrom(time, player.playhead);
    if (choice === 'event') return reason.trim() === '' ? undefined : { type: 'event', reason: reason.trim() };
    return ref && { type: choice, ref };
  };
  const wanted = condition();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) run(wanted, 'jump');
      }}
    >
      <h2>{t('until.title')}</h2>
      {OF_OBJECT.map((one) => (
        <label key={one} data-off={!ref || undefined}>
          <input type="radio" name="until" checked={choice === one} disabled={!ref} onChange={() => setChoice(one)} />
          {t(`until.${one}`, { name: ref?.name ?? t('until.selected') })}
        </label>
      ))}
      <label>
        <input type="radio" name="until" checked={choice === 'event'} onChange={() => setChoice('event')} />
        {t('until.event')}
        <input
          className="mono"
          value={reason}
          placeholder="BackOff"
          aria-label={t('until.reason')}
          onFocus={() => setChoice('event')}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <label>
        <input type="radio" name="until" checked={choice === 'time'} onChange={() => setChoice('time')} />
        {t('until.time')}
        <input
          className="mono"
          value={time}
          placeholder="+5m"
          aria-label={t('until.moment')}
          onFocus={() => setChoice('time')}
          onChange={({ target }) => setTime(target.value)}
        />
      </label>
      <Ways running={running} wanted={wanted} run={run} stop={stop} />
      <p className="until-told" role="status">
        {told}
      </p>
    </form>
  );
}

interface WaysProps {
  readonly running: boolean;
  readonly wanted: Condition | undefined;
  readonly run: (condition: Condition, how: 'play' | 'jump') => void;
  readonly stop: () => void;
}

function Ways({ running, wanted, run, stop }: WaysProps) {
  const t = useText();
  return (
    <div className="until-ways">
      {running ? (
        <Button glyph="close" label={t('until.stop')} onClick={stop} />
      ) : (
        <>
          <Button
            glyph="play"
            label={t('until.play')}
            disabled={!wanted}
            onClick={() => wanted && run(wanted, 'play')}
          />
          <button type="submit" className="button" data-tone="brass" disabled={!wanted}>
            {t('until.jump')}
          </button>
        </>
      )}
    </div>
  );
}

/** Looks for the moment, and goes there: at once, or playing all that lies between. */
function useRun() {
  const t = useText();
  const session = useSession();
  const [running, setRunning] = useState(false);
  const [told, setTold] = useState('');
  const goes = useRef(false);
  const run = async (condition: Condition, how: 'play' | 'jump'): Promise<void> => {
    const { player } = session;
    if (holdsAt(session.mirror, condition, player.playhead)) return setTold(t('until.already'));
    goes.current = true;
    setRunning(true);
    setTold(t('until.looking'));
    player.pause();
    try {
      const at = await untilFound(session, condition, () => goes.current);
      if (at === undefined) return setTold(t(goes.current ? 'until.never' : 'until.stopped'));
      if (how === 'jump' || at <= player.playhead) await (at > player.edge ? player.runTo(at) : player.seek(at));
      else await player.playTo(at);
      setTold(t('until.found', { time: clockText(at, 3) }));
    } finally {
      goes.current = false;
      setRunning(false);
    }
  };
  return {
    running,
    told,
    run: (condition: Condition, how: 'play' | 'jump') => void run(condition, how),
    stop: () => {
      goes.current = false;
    },
  };
}

/** `+5m` from the playhead on, `00:10:00` or `10m` since the cluster began. */
function momentFrom(text: string, playhead: number): Condition | undefined {
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(text.trim());
  if (clock) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return { type: 'time', at: (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6 };
  }
  try {
    const later = text.trim().startsWith('+');
    const micros = microsOf(text.trim().replace(/^\+/, ''));
    return { type: 'time', at: later ? playhead + micros : micros };
  } catch {
    return undefined;
  }
}
