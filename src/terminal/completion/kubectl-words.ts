import type { Candidate } from '../line/candidates.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import type { SessionShell } from '../session/session-shell.ts';

/** kubectl's own completion, asked with an observer's eyes: nothing travels for a Tab. */
export class KubectlWords {
  readonly #machine: LearnerMachine;

  constructor(machine: LearnerMachine) {
    this.#machine = machine;
  }

  forget(): void {
    void this.#machine;
  }

  async complete(
    _args: readonly string[],
    _word: string,
    _shell: SessionShell,
  ): Promise<readonly Candidate[] | 'files'> {
    return 'files';
  }
}
