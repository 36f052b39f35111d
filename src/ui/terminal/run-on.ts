import { runLine, type LineResult } from '../../terminal/index.ts';
import type { Session } from '../store/index.ts';
import { machineOf } from './machine.ts';

/** A command line on the learner's machine, without a terminal: for scripts. */
export async function runOn(session: Session, line: string): Promise<LineResult> {
  return runLine(await machineOf(session), line);
}
