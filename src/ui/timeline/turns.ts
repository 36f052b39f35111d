import { startOf, type Span } from '../../engine/trace/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { clockText } from '../app/clock-text.ts';
import type { Session } from '../store/index.ts';
import { podTrack } from './pod-track.ts';
import type { Row } from './rows.ts';
import { firstAfter } from './tracks.ts';

/** A turn on a track: where it is, and what is said of it. */
export interface Turn {
  readonly at: number;
  readonly tell: (t: Translate) => string;
}

/** How many records are gone through for the next work of a process. */
const FAR = 20_000;

/** The next turn on a track after the playhead, or the last before it: a pod's next state, the next work of a component. */
export function nextTurn(session: Session, row: Row, forward: boolean): Turn | undefined {
  const { playhead } = session.player;
  if (row.type === 'group') return undefined;
  if (row.type === 'process') return nextWork(session, row.process, forward);
  const latest = session.mirror.log('pods').latest.get(row.life.key);
  const track = latest && podTrack(latest);
  const stretches = (row.type === 'pod' ? track?.stretches : track?.containers.get(row.name)) ?? [];
  const found = forward
    ? stretches.find(({ from }) => from > playhead)
    : stretches.findLast(({ from }) => from < playhead);
  const name = row.type === 'pod' ? row.life.name : row.name;
  return (
    found && {
      at: found.from,
      tell: (t) => t('tracks.turn', { name, state: found.word, time: clockText(found.from, 3) }),
    }
  );
}

function nextWork({ trace, player }: Session, process: string, forward: boolean): Turn | undefined {
  const found = seekSpan(trace, player.playhead, forward, (span) => span.process === process);
  return (
    found && {
      at: found.start,
      tell: (t) =>
        t('tracks.turn', {
          name: process,
          state: `${found.operation} ${found.key}`,
          time: clockText(found.start, 3),
        }),
    }
  );
}

/** The next span of a kind that begins after a moment, or the last that began before it. */
export function seekSpan(
  trace: Session['trace'],
  moment: number,
  forward: boolean,
  wanted: (span: Span) => boolean,
): Span | undefined {
  const step = forward ? 1 : -1;
  let id = firstAfter(trace, moment, forward);
  for (let i = 0; i < FAR; i++, id += step) {
    const record = trace.get(id);
    if (!record) return undefined;
    if (record.type === 'span' && startOf(record) !== moment && wanted(record)) return record;
  }
  return undefined;
}
