import { ERROR, STDERR, STDIN, STDOUT, textOf } from '../../engine/apimachinery/index.ts';
import { SIGINT, type Program } from '../../engine/shell/index.ts';
import type { StreamEvent } from '../../protocol/index.ts';
import { asyncProgram, type AsyncProcess } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';

const USAGE = 'usage: ssh [user@]hostname [command [argument ...]]\n';
/** What ssh ends with when it was ssh that failed. */
const OWN_FAILURE = 255;
const VALUED = new Set(['-i', '-p', '-o', '-l', '-F', '-J']);
const INTERRUPT = '\x03';

interface Destination {
  readonly host: string;
  readonly command: readonly string[];
}

function readArguments(args: readonly string[]): Destination | undefined {
  let at = 0;
  while (args[at]?.startsWith('-') === true) at += VALUED.has(args[at] ?? '') ? 2 : 1;
  const host = args[at]?.replace(/^.*@/, '');
  return host === undefined || host === '' ? undefined : { host, command: args.slice(at + 1) };
}

function urlOf({ host, command }: Destination, tty: boolean): string {
  const words = command.map((word) => `command=${encodeURIComponent(word)}`);
  return `ssh://${encodeURIComponent(host)}/?${[...words, `tty=${tty}`].join('&')}`;
}

/** The exit code that the error channel tells, as that of an exec. */
function exitCode(data: string): number {
  try {
    const { status, details } = JSON.parse(textOf(data)) as {
      readonly status?: string;
      readonly details?: { readonly causes?: readonly { readonly message?: string }[] };
    };
    return status === 'Success' ? 0 : Number(details?.causes?.[0]?.message ?? 1);
  } catch {
    return 1;
  }
}

/** Goes on until the other side ends; what is typed goes there, and Ctrl-C too. */
function converse(machine: LearnerMachine, io: AsyncProcess, to: Destination): Promise<number> {
  const { stdin, stdout, stderr, signal, process } = io;
  const interactive = to.command.length === 0;
  const tty = interactive && stdin.tty;
  return new Promise((resolve) => {
    let code = 0;
    const told = (event: StreamEvent): void => {
      if (event.type === 'failed') {
        stderr.write(`${event.reason}\n`);
        resolve(OWN_FAILURE);
      } else if (event.type === 'end') resolve(code);
      else if (event.type === 'message' && 'data' in event.message) {
        const { channel, data } = event.message;
        if (channel === STDOUT) stdout.writeBytes(data);
        else if (channel === STDERR) stderr.writeBytes(data);
        else if (channel === ERROR) code = exitCode(data);
      }
    };
    const stream = machine.waking.connect({ method: 'CONNECT', url: urlOf(to, tty), headers: {} }, told);
    signal.addEventListener('abort', () => stream.cancel(), { once: true });
    if (tty) process.handlers.set(SIGINT, () => stream.send({ channel: STDIN, data: INTERRUPT }));
    // A command at a prompt reads nothing that is typed: it may be meant for the next line.
    if (!interactive && stdin.tty) return stream.send({ channel: STDIN, end: true });
    void (async () => {
      for (let piece = await stdin.read(); piece !== undefined; piece = await stdin.read()) {
        stream.send({ channel: STDIN, data: piece });
      }
      if (!signal.aborted) stream.send({ channel: STDIN, end: true });
    })();
  });
}

/** `ssh worker-1`, `ssh worker-1 crictl ps`: a shell on a machine of the cluster. */
export function sshProgram(machine: LearnerMachine): Program {
  return asyncProgram(async (io) => {
    const to = readArguments(io.process.args.slice(1).map(textOf));
    if (to !== undefined) return converse(machine, io, to);
    io.stderr.write(USAGE);
    return OWN_FAILURE;
  });
}
