import type { Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import { SIGNALS, SIGTERM, signalNumber } from '../signals.ts';
import { jobOf } from './jobs.ts';
import type { Builtin } from './index.ts';

export const trap: Builtin = function* (shell, words) {
  const args = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (args.length === 0 || args[0] === '-p') {
    for (const [signal, action] of [...shell.traps].sort(([a], [b]) => a - b)) {
      const name = SIGNALS.get(signal)!;
      const shown = shell.dialect === 'bash' && signal > 0 ? `SIG${name}` : name;
      yield* shell.process.print(`trap -- '${action.replaceAll("'", "'\\''")}' ${shown}\n`);
    }
    return 0;
  }
  if (args[0] === '-l') {
    yield* shell.process.print(
      `${[...SIGNALS]
        .filter(([n]) => n > 0)
        .map(([n, name]) => `${n}) SIG${name}`)
        .join(' ')}\n`,
    );
    return 0;
  }
  const resets = args[0] === '-' || (args.length === 1 && signalNumber(args[0]!) !== undefined);
  const names = args.length === 1 ? args : args.slice(1);
  let code = 0;
  for (const name of names) {
    const signal = signalNumber(name);
    if (signal === undefined) {
      if (['ERR', 'DEBUG', 'RETURN'].includes(name)) continue;
      yield* shell.complain(`trap: ${name}: ${shell.dialect === 'bash' ? 'invalid signal specification' : 'bad trap'}`);
      code = 1;
    } else shell.setTrap(signal, resets ? undefined : args[0]!);
  }
  return code;
};

export const kill: Builtin = function* (shell, words) {
  let signal: number | undefined = SIGTERM;
  let targets = words.slice(1);
  const [first] = targets;
  if (first === '-l' || first === '-L') {
    yield* shell.process.print(
      `${[...SIGNALS]
        .filter(([n]) => n > 0)
        .map(([, name]) => name)
        .join(' ')}\n`,
    );
    return 0;
  }
  if (first === '-s' || first === '-n') {
    signal = signalNumber(targets[1] ?? '');
    targets = targets.slice(2);
  } else if (first?.startsWith('-') && first !== '--') {
    signal = signalNumber(first.slice(1));
    targets = targets.slice(1);
  }
  if (targets[0] === '--') targets = targets.slice(1);
  if (signal === undefined) {
    const said = shell.dialect === 'bash' ? 'invalid signal specification' : 'bad signal name';
    yield* shell.complain(`kill: ${(first ?? '').slice(1)}: ${said}`);
    return 1;
  }
  if (targets.length === 0) {
    yield* shell.process.complain(
      'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
    );
    return 2;
  }
  let code = 0;
  for (const target of targets) code = Math.max(code, yield* send(shell, target, signal));
  return code;
};

function* send(shell: Shell, target: string, signal: number): Run<number> {
  const { processes } = shell.process.machine;
  const job = target.startsWith('%') ? jobOf(shell, target) : undefined;
  if (!job && !/^-?[0-9]+$/.test(target)) {
    const said = shell.dialect === 'bash' ? 'arguments must be process or job IDs' : 'invalid number';
    yield* shell.complain(target.startsWith('%') ? `kill: ${target}: no such job` : `kill: ${target}: ${said}`);
    return 1;
  }
  const pid = job?.pid ?? Number(target);
  if (pid === -1) {
    for (const process of processes.list()) if (process.pid !== 1 && process !== shell.process) process.signal(signal);
    return 0;
  }
  const process = processes.get(Math.abs(pid));
  if (!process) {
    const bash = shell.dialect === 'bash';
    yield* shell.complain(bash ? `kill: (${pid}) - No such process` : `kill: can't kill pid ${pid}: No such process`);
    return 1;
  }
  process.signal(signal);
  if (process === shell.process) process.check();
  return 0;
}
