import { CommandError } from '../cobra/errors.ts';
import type { Command } from '../cobra/types.ts';

/** kubectl/pkg/cmd/plugin/plugin.go: this machine has no programs of others, so there are no plugins on its PATH. */
const list: Command = {
  name: 'list',
  usage: '[flags]',
  short: "List all visible plugin executables on a user's PATH",
  long: "List the programs on the PATH whose names begin with 'kubectl-'.",
  examples: '# All plugins\nkubectl plugin list\n\n# Their names alone\nkubectl plugin list --name-only',
  flags: [{ name: 'name-only', type: 'bool', usage: 'Print the names of the programs, without their directories.' }],
  run: () => Promise.reject(new CommandError('unable to find any kubectl plugins in your PATH')),
};

export const plugin: Command = {
  name: 'plugin',
  usage: '[flags]',
  short: 'Provides utilities for interacting with plugins',
  long: 'Tools for plugins: programs on the PATH that give kubectl commands of their own.',
  examples: '# All plugins\nkubectl plugin list\n\n# Their names alone\nkubectl plugin list --name-only',
  commands: [list],
};
