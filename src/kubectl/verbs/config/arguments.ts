import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';

/** Refuses another number of words than this, below the command's help (kubectl/pkg/cmd/config, helpErrorf). */
export function requireWords({ args, help }: Invocation, count: number, word = 'Unexpected'): void {
  if (args.length === count) return;
  help();
  throw new CommandError(`${word} args: [${args.join(' ')}]`);
}
