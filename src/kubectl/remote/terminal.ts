import type { Invocation } from '../cobra/types.ts';
import type { Streams } from './stream.ts';

/** What -i and -t come to on this machine (kubectl/pkg/cmd/exec/exec.go, SetupTTY). */
export interface Terminal {
  readonly stdin: boolean;
  readonly tty: boolean;
}

export function setupTTY({ flags, world, err }: Invocation, quiet: boolean): Terminal {
  if (!flags.bool('stdin')) return { stdin: false, tty: false };
  if (!flags.bool('tty')) return { stdin: true, tty: false };
  if (world.stdin.tty) return { stdin: true, tty: true };
  if (!quiet) err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return { stdin: true, tty: false };
}

/** This machine's ends of the streams. */
export function streamsOf({ world }: Invocation, { stdin, tty }: Terminal): Streams {
  return {
    stdin: stdin ? world.stdin : undefined,
    stdout: (bytes) => world.stdout.writeBytes(bytes),
    stderr: (bytes) => world.stderr.writeBytes(bytes),
    terminal: tty ? world.terminal : undefined,
  };
}

/** Keys go as they are while the work lasts, when there is a terminal at both ends. */
export async function rawWhile<T>({ world }: Invocation, { tty }: Terminal, work: () => Promise<T>): Promise<T> {
  if (!tty) return work();
  world.stdin.raw?.(true);
  try {
    return await work();
  } finally {
    world.stdin.raw?.(false);
  }
}

/** Of exec's and attach's request: which streams there are. */
export function streamParams({ stdin, tty }: Terminal): (readonly [string, string])[] {
  return [
    ...(stdin ? [['stdin', 'true'] as const] : []),
    ['stdout', 'true'] as const,
    ...(tty ? [['tty', 'true'] as const] : [['stderr', 'true'] as const]),
  ];
}
