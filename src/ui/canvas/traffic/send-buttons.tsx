import type { MouseEvent } from 'react';
import { perform } from '../../app/perform.ts';
import { useText } from '../../app/ui-state.ts';
import { useSession } from '../../store/index.ts';
import { Glyph } from '../../kit/index.ts';
import { useOrdered } from './flow-context.tsx';

interface Props {
  /** `services/default/web` */
  readonly to: string;
  readonly name: string;
  readonly rates: readonly number[];
}

/** The hand that sends: one request, or so many a second until it is stopped. */
export function SendButtons({ to, name, rates }: Props) {
  const t = useText();
  const session = useSession();
  const ordered = useOrdered(to);
  const act = (fault: string, params: Readonly<Record<string, string | number>>) => (event: MouseEvent) => {
    // The card behind it is not meant.
    event.stopPropagation();
    const run = (): Promise<void> => session.fault({ name: fault, params });
    void perform(session, { id: fault, message: 'traffic.send', glyph: 'send', run }, t);
  };
  return (
    <span className="send-buttons" role="group" aria-label={t('traffic.send.label', { name })}>
      <button
        type="button"
        className="send"
        aria-label={t('traffic.send.one', { name })}
        title={t('traffic.send.one', { name })}
        onClick={act('traffic', { to })}
      >
        <Glyph name="send" />
        <span>1</span>
      </button>
      {rates.map((rate) => (
        <button
          key={rate}
          type="button"
          className="send"
          data-rate={rate}
          aria-pressed={ordered === rate}
          aria-label={t('traffic.send.rate', { name, rate })}
          title={t('traffic.send.rate', { name, rate })}
          onClick={act('traffic', { to, rate })}
        >
          {`${rate}/s`}
        </button>
      ))}
      {ordered > 0 && (
        <button
          type="button"
          className="send"
          aria-label={t('traffic.send.stop', { name })}
          title={t('traffic.send.stop', { name })}
          onClick={act('traffic-stop', { to })}
        >
          <Glyph name="stop" />
        </button>
      )}
    </span>
  );
}
