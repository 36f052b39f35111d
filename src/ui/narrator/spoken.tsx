import { useEffect, useRef, useState } from 'react';
import { useText } from '../app/ui-state.ts';
import { Announcer, type Announcement } from './announcer.ts';

const INTERVAL_MS = 1500;

/** The live region: what the line shows, at a pace at which it can be listened to. */
export function Spoken({ text }: { readonly text: string }) {
  const t = useText();
  const announcer = useRef<Announcer>(undefined);
  const [said, setSaid] = useState<Announcement>({ text: '', skipped: 0 });
  useEffect(() => {
    const voice = (announcer.current ??= new Announcer(INTERVAL_MS));
    voice.offer(text);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      const next = voice.next(performance.now());
      if (next) setSaid(next);
      const wait = voice.waitMs(performance.now());
      // Timers may ring a little early.
      if (wait !== undefined) timer = setTimeout(listen, Math.ceil(wait) + 1);
    };
    timer = setTimeout(listen, 0);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="hidden" role="status" aria-live="polite" data-spoken>
      {said.skipped > 0 ? t('narrator.more', { text: said.text, count: said.skipped }) : said.text}
    </p>
  );
}
