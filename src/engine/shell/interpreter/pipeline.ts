import type { Run } from '../machine.ts';
import { runProcess } from '../process.ts';
import { Pipe } from '../streams.ts';
import type { Pipeline } from '../syntax/tree.ts';
import type { Runner } from './run.ts';
import type { Job, Shell } from './shell.ts';

/** Runs all stages at once, each in a process of its own, and waits for all of them. */
export function* runPipes(shell: Shell, { commands, text }: Pipeline, by: Runner): Run<number> {
  const jobs: Job[] = [];
  let input: Pipe | undefined;
  for (let i = 0; i < commands.length; i++) {
    const command = commands[i]!;
    const output = i < commands.length - 1 ? new Pipe(shell.process.machine) : undefined;
    const child = shell.fork({ ...(input && { stdin: input }), ...(output && { stdout: output }) }, text);
    const reads = input;
    input = output;
    if (!child) {
      reads?.closeReader();
      output?.end();
      yield* shell.complain('fork: retry: Resource temporarily unavailable');
      continue;
    }
    child.replaceable = true;
    const stage = function* (): Run<number> {
      const code = yield* runProcess(child.process, () => by.toEnd(child, () => by.command(child, command)));
      reads?.closeReader();
      output?.end();
      return code;
    };
    jobs.push(shell.start(child.process, text, stage));
  }
  const codes: number[] = [];
  for (const job of jobs) codes.push(yield* shell.await(job, false));
  const last = codes.at(-1) ?? 254;
  return shell.options.pipefail ? (codes.findLast((code) => code !== 0) ?? 0) : last;
}
