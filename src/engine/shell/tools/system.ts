import { formatTime, type Bytes } from '../../apimachinery/index.ts';
import type { Program } from '../machine.ts';
import { SIGTERM, signalNumber } from '../signals.ts';
import { UsageFailure, complainOf, readArguments } from './arguments.ts';

export const hostname: Program = function* (process) {
  const args = readArguments(process, { flags: 'sfidI' });
  const { hostname: name, files } = process.machine;
  if (args.has('i', 'I')) {
    const hosts = files.stat('/etc/hosts') ? files.read('/etc/hosts') : '';
    const line = hosts.split('\n').find((one) => one.split(/\s+/).slice(1).includes(name));
    yield* process.print(`${line?.split(/\s+/)[0] ?? '127.0.0.1'}\n`);
    return 0;
  }
  yield* process.print(`${args.has('s') ? name.split('.')[0]! : name}\n`);
  return 0;
};

export const whoami: Program = function* (process) {
  yield* process.print(`${process.machine.user.name}\n`);
  return 0;
};

export const id: Program = function* (process) {
  const args = readArguments(process, { flags: 'ugnGr' });
  const { name, uid, group, gid } = process.machine.user;
  if (args.has('u')) yield* process.print(`${args.has('n') ? name : uid}\n`);
  else if (args.has('g', 'G')) yield* process.print(`${args.has('n') ? group : gid}\n`);
  else {
    const groups = process.machine.gnu || uid !== 0 ? `groups=${gid}(${group})` : 'groups=0(root),10(wheel)';
    yield* process.print(`uid=${uid}(${name}) gid=${gid}(${group}) ${groups}\n`);
  }
  return 0;
};

export const uname: Program = function* (process) {
  const args = readArguments(process, { flags: 'asnrvmpio' });
  const { system, hostname: node } = process.machine;
  const all = args.has('a');
  const parts: string[] = [];
  if (all || args.has('s') || process.args.length === 1) parts.push(system.kernel);
  if (all || args.has('n')) parts.push(node);
  if (all || args.has('r')) parts.push(system.release);
  if (all || args.has('v')) parts.push(system.version);
  if (all || args.has('m', 'p', 'i')) parts.push(system.machine);
  if (all || args.has('o')) parts.push('GNU/Linux');
  yield* process.print(`${parts.join(' ')}\n`);
  return 0;
};

export const arch: Program = function* (process) {
  yield* process.print(`${process.machine.system.machine}\n`);
  return 0;
};

export const nproc: Program = function* (process) {
  yield* process.print('4\n');
  return 0;
};

const two = (n: number) => String(n).padStart(2, '0');

/** `00:03` of CPU, which nobody uses here. */
export const ps: Program = function* (process) {
  const { machine } = process;
  const bsd = process.args.slice(1).some((word) => /^-?[aux]+$/.test(word) && /u/.test(word));
  const full = process.args.slice(1).some((word) => /^-[a-z]*f/.test(word));
  const rows = machine.processes.list();
  const command = (args: readonly Bytes[]) => args.join(' ');
  if (!machine.gnu) {
    yield* process.print('PID   USER     TIME  COMMAND\n');
    for (const one of rows) {
      yield* process.print(
        `${String(one.pid).padStart(5)} ${machine.user.name.padEnd(8)}  0:00 ${command(one.args)}\n`,
      );
    }
    return 0;
  }
  const started = (at: number) => formatTime(at).slice(11, 16);
  if (bsd) {
    yield* process.print('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const one of rows) {
      const tty = one.stdin.tty ? 'pts/0' : '?';
      yield* process.print(
        `${machine.user.name.padEnd(8)} ${String(one.pid).padStart(7)}  0.0  0.0   2576   896 ${tty.padEnd(8)} ${one.pid === 1 ? 'Ss' : 'S'}`.padEnd(
          58,
        ) + ` ${started(one.startedAt)}   0:00 ${command(one.args)}\n`,
      );
    }
  } else if (full) {
    yield* process.print('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    for (const one of rows) {
      const tty = one.stdin.tty ? 'pts/0' : '?';
      yield* process.print(
        `${machine.user.name.padEnd(8)} ${String(one.pid).padStart(7)} ${String(one.parent?.pid ?? 0).padStart(7)}  0 ${started(one.startedAt)} ${tty.padEnd(8)} 00:00:00 ${command(one.args)}\n`,
      );
    }
  } else {
    yield* process.print('    PID TTY          TIME CMD\n');
    for (const one of rows) {
      yield* process.print(
        `${String(one.pid).padStart(7)} ${(one.stdin.tty ? 'pts/0' : '?').padEnd(8)} 00:00:00 ${(one.args[0] ?? '').split('/').at(-1)}\n`,
      );
    }
  }
  return 0;
};

/** `pidof`, `pgrep`, `pkill` and `killall`: by name. */
export const byName: Program = function* (process) {
  const tool = (process.args[0] ?? '').split('/').at(-1)!;
  const kills = tool === 'pkill' || tool === 'killall';
  const words = process.args.slice(1);
  const signal =
    kills && words[0]?.startsWith('-') && words[0] !== '-f' ? signalNumber(words.shift()!.slice(1)) : SIGTERM;
  const whole = words[0] === '-f' || words[0] === '-fl';
  const name = words.filter((word) => !word.startsWith('-'))[0];
  if (name === undefined || signal === undefined) throw new UsageFailure('no process name given');
  const found = process.machine.processes.list().filter((one) => {
    if (one === process) return false;
    const own = (one.args[0] ?? '').split('/').at(-1)!;
    return tool === 'pgrep' || tool === 'pkill' ? (whole ? one.args.join(' ') : own).includes(name) : own === name;
  });
  if (kills) for (const one of found) one.signal(signal);
  else if (found.length > 0) {
    yield* process.print(
      tool === 'pidof'
        ? `${found
            .map((one) => one.pid)
            .reverse()
            .join(' ')}\n`
        : found.map((one) => `${one.pid}\n`).join(''),
    );
  }
  if (found.length === 0 && tool === 'killall') yield* complainOf(process, `${name}: no process killed`);
  return found.length > 0 ? 0 : 1;
};

export const uptime: Program = function* (process) {
  const { machine } = process;
  const first = machine.processes.list()[0]?.startedAt ?? machine.now();
  const minutes = Math.floor((machine.now() - first) / 60_000_000);
  const clock = formatTime(machine.now()).slice(11, 19);
  const up = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  yield* process.print(` ${clock} up ${up},  0 users,  load average: 0.00, 0.00, 0.00\n`);
  return 0;
};

export const tty: Program = function* (process) {
  yield* process.print(process.stdin.tty ? '/dev/pts/0\n' : 'not a tty\n');
  return process.stdin.tty ? 0 : 1;
};

export const clear: Program = function* (process) {
  yield* process.print('\x1b[H\x1b[2J\x1b[3J');
  return 0;
};

export const sync: Program = function* () {
  return 0;
};
