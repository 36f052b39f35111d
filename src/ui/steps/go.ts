import type { Session } from '../store/index.ts';
import { nextMoment, type StepKind } from './moments.ts';
import { foundAt, type Condition } from './until.ts';

/** How far the cluster is run for something to step to, in virtual microseconds. */
const HORIZON = 3600 * 1_000_000;
/** A single step does not run on for so long without a word. */
const STEP_HORIZON = 300 * 1_000_000;
const PIECE = 10 * 1_000_000;

/** One step. False: there is nothing of that sort there. */
export async function step(session: Session, kind: StepKind, forward: boolean): Promise<boolean> {
  const { player } = session;
  if (kind === 'telling') {
    if (forward) await player.stepForward();
    else player.stepBack();
    return true;
  }
  const { selection } = session.store.getState();
  const from = player.playhead;
  const look = () => nextMoment(session, kind, from, forward, selection);
  player.pause();
  // An act comes from a person and an absent object from nobody: time alone brings neither.
  const waits = forward && kind !== 'act' && (kind !== 'object' || selection?.type === 'object');
  const known = look();
  const found = known ?? (waits ? await runUntil(session, look, () => true, STEP_HORIZON) : undefined);
  if (!found) return false;
  if (found.at > player.edge) await player.runTo(found.at);
  player.seek(found.at);
  // A record is pointed at, unless an object's own are gone through.
  if (found.record && selection?.type !== 'object' && selection?.type !== 'component')
    session.select({ type: 'record', id: found.record.id });
  return true;
}

/** Runs the cluster on until a condition holds, and says when that is. */
export function untilFound(session: Session, condition: Condition, goesOn: () => boolean): Promise<number | undefined> {
  const from = session.player.playhead;
  if (condition.type === 'time') return Promise.resolve(condition.at);
  return runUntil(session, () => foundAt(session.mirror, condition, from), goesOn, HORIZON);
}

async function runUntil<T>(
  session: Session,
  look: () => T | undefined,
  goesOn: () => boolean,
  horizon: number,
): Promise<T | undefined> {
  const { player, connection } = session;
  const limit = player.edge + horizon;
  let found = look();
  while (found === undefined && player.edge < limit && goesOn()) {
    const { now } = await connection.advance({ to: Math.min(limit, player.edge + PIECE), budgetMs: 40 });
    player.known(now);
    found = look();
  }
  return found;
}
