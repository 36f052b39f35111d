import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import { Held, Process, runProcess, type Program } from '../../engine/shell/index.ts';
import { kubectl as main } from '../../kubectl/index.ts';
import type { World } from '../../kubectl/world.ts';
import { asyncProgram, type AsyncProcess } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { drive } from '../machine/promises.ts';
import { ScreenSink } from '../screen/screen-sink.ts';

export function kubectlProgram(machine: LearnerMachine): Program {
  return asyncProgram((io) => main(io.process.args.slice(1).map(textOf), worldOf(machine, io)));
}

/** The size of the terminal that a process writes to. */
function terminalOf({ stdout }: Process, signal: AbortSignal): World['terminal'] {
  if (!(stdout instanceof ScreenSink)) return undefined;
  const { screen } = stdout;
  return {
    get columns() {
      return screen.columns;
    },
    get rows() {
      return screen.rows;
    },
    onResize: (told) => signal.addEventListener('abort', screen.onResize(told), { once: true }),
  };
}

function worldOf(machine: LearnerMachine, io: AsyncProcess): World {
  const { process, stdin, stdout, stderr, signal, sleep } = io;
  const { edit, random } = machine.surroundings;
  const terminal = terminalOf(process, signal);
  return {
    transport: machine.waking,
    stdin,
    stdout,
    stderr,
    ...(terminal && { terminal }),
    files: machine.home,
    env: Object.fromEntries([...process.env].map(([name, value]) => [name, textOf(value)])),
    cwd: process.cwd,
    now: () => machine.now(),
    sleep,
    signal,
    random,
    ...(edit && { edit: (name, text) => edit(name, text, (shown) => askedAtPrompt(machine, io, shown)) }),
    listen: async (port, address, called) => machine.ports.listen(port, address, called),
    run: (argv, input) => runBeside(machine, process, argv, input),
  };
}

/** Says what is to be done in the editor, and waits for Enter. */
async function askedAtPrompt(
  machine: LearnerMachine,
  { stdin, stderr, signal, process }: AsyncProcess,
  name: string,
): Promise<void> {
  const text = machine.surroundings.words()('terminal.edit.waiting', { name });
  if (process.stderr instanceof ScreenSink) process.stderr.draw(`\x1b[2m${text}\x1b[0m\r\n`);
  else stderr.write(`${text}\n`);
  await stdin.read();
  signal.throwIfAborted();
}

/** Another program of this machine, with the same streams but for its input. */
async function runBeside(
  machine: LearnerMachine,
  process: Process,
  argv: readonly string[],
  input: string,
): Promise<{ readonly code: number } | undefined> {
  const program = machine.program(argv[0] ?? '');
  const pid = machine.processes.nextPid();
  if (!program || pid === undefined) return undefined;
  const { env, cwd, stdout, stderr } = process;
  const child = new Process(machine, pid, {
    args: argv.map(bytesOf),
    env,
    cwd,
    stdin: new Held(input),
    stdout,
    stderr,
    parent: process,
  });
  return { code: await drive(runProcess(child, program)) };
}
