import { UsageFailure, type Program } from '../../shell/index.ts';
import { baseOf } from '../images/index.ts';
import type { ContainerMachine } from '../container-machine.ts';
import { NETWORK_TOOLS } from './index.ts';

/** Packages → the commands that they bring, where the names differ. */
const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['dnsutils', ['dig', 'nslookup', 'host']],
  ['bind-tools', ['dig', 'nslookup', 'host']],
  ['bind-utils', ['dig', 'nslookup', 'host']],
  ['iputils-ping', ['ping']],
  ['iputils', ['ping']],
  ['inetutils-ping', ['ping']],
  ['netcat', ['nc']],
  ['netcat-openbsd', ['nc']],
  ['netcat-traditional', ['nc']],
  ['nmap-ncat', ['nc']],
  ['procps', ['ps']],
  ['coreutils', []],
]);

/** `apk add curl`, `apt-get install -y curl`: what tutorials do first inside of a container. */
export function packageTools(machine: ContainerMachine): ReadonlyMap<string, Program> {
  const base = baseOf(machine.container.image);
  const install = (names: readonly string[]) => {
    for (const name of names) for (const command of COMMANDS.get(name) ?? [name]) machine.installed.add(command);
  };
  if (base === 'alpine') return new Map([['apk', apk(install)]]);
  if (base === 'busybox') return NONE;
  const apt = aptGet(install);
  return new Map([
    ['apt', apt],
    ['apt-get', apt],
  ]);
}

const NONE: ReadonlyMap<string, Program> = new Map();

/** Downloads take a moment. */
const FETCH_MICROS = 1_500_000;

function isKnown(name: string): boolean {
  return (
    COMMANDS.has(name) ||
    NETWORK_TOOLS.has(name) ||
    ['bash', 'jq', 'vim', 'nano', 'ca-certificates', 'git', 'less'].includes(name)
  );
}

function apk(install: (names: readonly string[]) => void): Program {
  return function* (process) {
    const [command, ...rest] = process.args.slice(1).filter((word) => !word.startsWith('-'));
    const names = rest.map((word) => word.split('=')[0]!);
    const fetched = process.args.some((word) => /^(-U|--update|--update-cache|--no-cache)$/.test(word));
    if (command === 'update' || fetched) {
      for (const section of ['main', 'community']) {
        yield* process.print(`fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/${section}/x86_64/APKINDEX.tar.gz\n`);
      }
      yield* process.sleep(FETCH_MICROS);
    }
    if (command === 'update') {
      yield* process.print('OK: 26297 distinct packages available\n');
      return 0;
    }
    if (command !== 'add') throw new UsageFailure(`'${command ?? ''}' is not an apk command. See 'apk --help'.`);
    const unknown = names.filter((name) => !isKnown(name));
    if (unknown.length > 0) {
      yield* process.complain('ERROR: unable to select packages:\n');
      for (const name of unknown)
        yield* process.complain(`  ${name} (no such package):\n    required by: world[${name}]\n`);
      return unknown.length;
    }
    yield* process.sleep(FETCH_MICROS);
    for (const [i, name] of names.entries()) yield* process.print(`(${i + 1}/${names.length}) Installing ${name}\n`);
    install(names);
    yield* process.print(`OK: ${10 + names.length * 4} MiB in ${16 + names.length} packages\n`);
    return 0;
  };
}

function aptGet(install: (names: readonly string[]) => void): Program {
  return function* (process) {
    const [command, ...names] = process.args.slice(1).filter((word) => !word.startsWith('-'));
    if (command === 'update') {
      yield* process.print('Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]\n');
      yield* process.sleep(FETCH_MICROS);
      yield* process.print('Fetched 9,217 kB in 2s (6,145 kB/s)\nReading package lists... Done\n');
      return 0;
    }
    if (command !== 'install') {
      yield* process.complain(`E: Invalid operation ${command ?? ''}\n`);
      return 100;
    }
    yield* process.print(
      'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n',
    );
    const unknown = names.find((name) => !isKnown(name));
    if (unknown !== undefined) {
      yield* process.complain(`E: Unable to locate package ${unknown}\n`);
      return 100;
    }
    yield* process.print(`The following NEW packages will be installed:\n  ${names.join(' ')}\n`);
    yield* process.sleep(FETCH_MICROS);
    for (const name of names) yield* process.print(`Setting up ${name} ...\n`);
    install(names);
    return 0;
  };
}
