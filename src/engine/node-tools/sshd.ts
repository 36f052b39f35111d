import {
  bytesOf,
  ERROR,
  exitStatus,
  STDERR,
  STDIN,
  STDOUT,
  type Bytes,
  type StreamMessage,
} from '../apimachinery/index.ts';
import {
  Pipe,
  Process as ShellProcess,
  runProcess,
  SIGINT,
  SIGHUP,
  Told,
  type Run,
  type Source,
} from '../shell/index.ts';
import { serve, type Label, type Process, type ServerCall, type Task } from '../sim/index.ts';
import { NodeMachine } from './machine.ts';
import type { Node } from './node.ts';

export function sshAddress(machine: string): string {
  return `sshd@${machine}`;
}

/** What a client asks for: a command, or a shell when there is none. */
export interface SshRequest {
  readonly command: readonly string[];
  /** Whether a person sits before it: the shell then prompts. */
  readonly tty: boolean;
}

const DATA: Label = { form: 'data', verb: 'data' };
const INTERRUPT = '\x03';

/** A pipe that a person fills. */
function keyboard(pipe: Pipe, tty: boolean): Source {
  return { tty, read: (process, most) => pipe.read(process, most), unread: (bytes) => pipe.unread(bytes) };
}

/** Ctrl-C: to all that was started from the shell; the shell itself goes on. */
function interrupt(machine: NodeMachine, shell: ShellProcess): void {
  for (const child of machine.processes.descendantsOf(shell.pid)) child.signal(SIGINT);
  shell.signal(SIGINT);
}

function startShell(machine: NodeMachine, { command, tty }: SshRequest, stdin: Pipe, tell: Tell): ShellProcess {
  const env = new Map<string, Bytes>([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOME', '/root'],
    ['USER', 'root'],
    ['HOSTNAME', machine.hostname],
    ['PS1', `root@${machine.hostname}:\\w# `],
  ]);
  // A command's words are joined and read again by the shell on the other side, as ssh does it.
  const args = command.length === 0 ? ['bash'] : ['bash', '-c', command.join(' ')];
  return new ShellProcess(machine, machine.processes.nextPid() ?? 1, {
    args: args.map(bytesOf),
    env,
    cwd: '/root',
    stdin: keyboard(stdin, tty && command.length === 0),
    stdout: new Told((bytes) => tell(STDOUT, bytes)),
    stderr: new Told((bytes) => tell(STDERR, bytes)),
  });
}

type Tell = (channel: number, data: Bytes) => void;

function* session(machine: NodeMachine, call: ServerCall): Task {
  const stdin = new Pipe(machine);
  const tell: Tell = (channel, data) => call.item(DATA, { channel, data } satisfies StreamMessage);
  const shell = startShell(machine, call.request as SshRequest, stdin, tell);
  call.onInput = (payload) => {
    const message = payload as StreamMessage;
    if (message.channel !== STDIN) return;
    if ('end' in message) stdin.end();
    else if ('data' in message && message.data.includes(INTERRUPT)) interrupt(machine, shell);
    else if ('data' in message) stdin.push(message.data);
  };
  call.onCancel = () => {
    for (const process of machine.processes.list()) process.end(SIGHUP);
  };
  call.reply(DATA, undefined);
  const bash = machine.program('bash');
  const code = bash === undefined ? 127 : yield* runProcess(shell, bash) as Run<number> as Task<number>;
  tell(ERROR, exitStatus(code, `exit status ${code}`));
  call.finish();
}

/** Lets people onto a node. Everybody who comes sees the same files and the same processes. */
export function startSshd(process: Process, node: Node): void {
  let machine: NodeMachine | undefined;
  serve(node.network, process, sshAddress(node.name), (call) =>
    session((machine ??= new NodeMachine(node, process)), call),
  );
}
