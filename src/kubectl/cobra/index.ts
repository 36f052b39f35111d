/**
 * cobra: how a command line is understood. The tree of commands, their flags as pflag reads them, the help that they print,
 * and the errors that end them.
 *
 * It promises the texts of cobra and pflag to the letter. It differs where kubectl never goes: commands are not matched by
 * a part of their name, and there are no flag groups.
 */
export * from './errors.ts';
export { find, flagsOf, childOf, UnknownCommand, type Found } from './find.ts';
export { FlagError, FlagSet } from './flag-set.ts';
export { flagLines, helpText, pathOfCommand, usageText, type CommandGroup } from './help.ts';
export type * from './types.ts';
