import { flagLines } from '../cobra/help.ts';
import type { Command } from '../cobra/types.ts';
import { GLOBAL_FLAGS } from '../global-flags.ts';

/** kubectl/pkg/cmd/options/options.go */
export const options: Command = {
  name: 'options',
  short: 'Print the list of flags inherited by all commands',
  examples: '# Print flags inherited by all commands\nkubectl options',
  run: ({ out }) => {
    out(`The following options can be passed to any command:\n\n${flagLines(GLOBAL_FLAGS)}\n`);
    return Promise.resolve();
  },
};
