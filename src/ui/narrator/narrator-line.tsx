import { useEffect, useState } from 'react';
import type { TraceRecord } from '../../engine/trace/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import { Glossed } from '../glossary/index.ts';
import { Glyph, type GlyphName } from '../kit/index.ts';
import { useSession, type Session } from '../store/index.ts';
import { useText } from '../app/ui-state.ts';
import { hueOf } from '../canvas/messages/hue.ts';
import { LevelChoice } from './level-choice.tsx';
import { narrateFor, useLevel } from './level.ts';
import { narrate } from './narrate.ts';
import { sentence } from './sentence.ts';
import { Spoken } from './spoken.tsx';
import { ToldQueue, weightOf } from './told-queue.ts';
import './narrator.css';

/** After this much wall time without anything telling, the narrator says that all is quiet. */
const QUIET_AFTER_MS = 4_000;
/** How long a sentence stays at least, by how many wait behind it. */
const READING_MS = [900, 700, 520, 420] as const;

/** What happens at the playhead, in one sentence; nothing, and why nothing, when it is quiet. */
export function NarratorLine() {
  const t = useText();
  const session = useSession();
  const { record, quiet } = useTold(session);
  const level = useLevel((state) => state.level);
  const text =
    record && !quiet
      ? sentence(
          t,
          narrateFor(level, record, (id) => session.trace.get(id)),
        )
      : t(quietMessage(session));
  return (
    <>
      <p className="narrator" data-record={record?.id} data-level={level}>
        <span className="narrator-mark" data-hue={record && !quiet ? markHue(record) : 'none'}>
          <Glyph name={record && !quiet ? markGlyph(record) : 'pending'} />
        </span>
        <span key={quiet ? 'quiet' : record?.id} className="narrator-text">
          <Glossed text={text} />
        </span>
      </p>
      <Spoken text={text} />
      <LevelChoice />
    </>
  );
}

function useTold(session: Session): { readonly record: TraceRecord | undefined; readonly quiet: boolean } {
  const [told, setTold] = useState<{ record: TraceRecord | undefined; quiet: boolean }>({
    record: undefined,
    quiet: true,
  });
  useEffect(() => {
    const queue = new ToldQueue(session.trace, (record) => weightOf(narrate(record, (id) => session.trace.get(id)).id));
    let shown: TraceRecord | undefined;
    let outcome = '';
    let since = -Infinity;
    let quiet = true;
    const tell = (record: TraceRecord | undefined, now: number): void => {
      if (record?.id !== shown?.id) since = now;
      shown = record;
      outcome = outcomeOf(record);
      quiet = record === undefined;
      setTold({ record, quiet });
    };
    return session.player.onFrame((playhead) => {
      const now = performance.now();
      const jumped = queue.follow(playhead);
      const patience = READING_MS[Math.min(queue.length, READING_MS.length - 1)]!;
      if (jumped || (queue.length > 0 && now - since >= patience)) tell(queue.next(), now);
      // A record that has ended since is another object with the same id.
      else if (shown && outcomeOf(session.trace.get(shown.id)) !== outcome) tell(session.trace.get(shown.id), now);
      else if (!quiet && session.player.state.playing && now - since > QUIET_AFTER_MS && !inFlight(shown, playhead)) {
        quiet = true;
        setTold({ record: shown, quiet });
      }
    });
  }, [session]);
  return told;
}

function outcomeOf(record: TraceRecord | undefined): string {
  return record === undefined || record.type === 'commit' ? '' : record.outcome;
}

function inFlight(record: TraceRecord | undefined, playhead: number): boolean {
  return record?.type === 'hop' && record.arrives > playhead;
}

function quietMessage(session: Session): MessageId {
  return session.expecting() > 0 ? 'narrator.skipping' : 'narrator.quiet';
}

function markHue(record: TraceRecord): string {
  return record.type === 'hop' ? hueOf(record) : record.type === 'commit' ? 'observed' : 'desired';
}

function markGlyph(record: TraceRecord): GlyphName {
  if (record.type === 'commit') return 'menu';
  return record.type === 'span' ? 'creating' : 'forward';
}
