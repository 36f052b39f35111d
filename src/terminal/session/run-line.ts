import { textOf } from '../../engine/apimachinery/index.ts';
import { Gathered, Held } from '../../engine/shell/index.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { drive } from '../machine/promises.ts';
import { SessionShell } from './session-shell.ts';

export interface LineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs one command line without a terminal, as a script would, and answers what it said. */
export async function runLine(machine: LearnerMachine, line: string): Promise<LineResult> {
  const [stdout, stderr] = [new Gathered(), new Gathered()];
  const session = new SessionShell(machine, { stdin: new Held(''), stdout, stderr });
  try {
    machine.waking.expect(() => machine.surroundings.wake?.());
    await drive(session.run(line));
    return { stdout: textOf(stdout.bytes), stderr: textOf(stderr.bytes), code: session.shell.status };
  } finally {
    session.hangUp();
  }
}
