import { textOf } from '../../engine/apimachinery/index.ts';
import { Held, Process, runProcess, type Program } from '../../engine/shell/index.ts';
import { kubectl as main } from '../../kubectl/index.ts';
import type { World } from '../../kubectl/world.ts';
import { asyncProgram, type AsyncProcess } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { drive } from '../machine/promises.ts';

/** The size of the terminal that a process writes to; the tab it belongs to knows. */
export type SizeOf = (process: Process) => World['terminal'];

export function kubectlProgram(machine: LearnerMachine, sizeOf: SizeOf): Program {
  return asyncProgram((io) => main(io.process.args.slice(1).map(textOf), worldOf(machine, io, sizeOf)));
}

function worldOf(machine: LearnerMachine, io: AsyncProcess, sizeOf: SizeOf): World {
  const { process, stdin, stdout, stderr, signal, sleep } = io;
  const { transport, edit, clock, random } = machine.surroundings;
  const terminal = sizeOf(process);
  return {
    transport,
    stdin,
    stdout,
    stderr,
    ...(terminal && { terminal }),
    files: machine.home,
    env: Object.fromEntries([...process.env].map(([name, value]) => [name, textOf(value)])),
    cwd: process.cwd,
    now: () => clock.now(),
    sleep,
    signal,
    random,
    ...(edit && { edit: (name, text) => edit(name, text, signal) }),
    listen: async (port, address, called) => machine.ports.listen(port, address, called),
    run: (argv, input) => runBeside(machine, process, argv, input),
  };
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
    args: argv,
    env,
    cwd,
    stdin: new Held(input),
    stdout,
    stderr,
    parent: process,
  });
  return { code: await drive(runProcess(child, program)) };
}
