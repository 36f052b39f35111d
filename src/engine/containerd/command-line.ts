import type { Image } from './images/index.ts';

/** Container command and args over the image's entrypoint and cmd (the table in the documentation of `command` and `args`). */
export function commandLine(
  image: Image,
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): readonly string[] {
  if (command !== undefined && command.length > 0) return [...command, ...(args ?? [])];
  if (args !== undefined && args.length > 0) return [...image.entrypoint, ...args];
  return [...image.entrypoint, ...image.cmd];
}
