import { UsageFailure, tool, type Program } from '../../shell/index.ts';
import type { Container } from '../container.ts';
import { DEBIAN, layer, type Image } from './image.ts';

const UNITS: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `--vm-bytes 250M` in bytes. */
function bytesOfOption(text: string): number {
  const match = /^([0-9]+)([bkmg]?)$/i.exec(text);
  if (!match) throw new UsageFailure(`invalid number: ${text}`);
  return Number(match[1]) * UNITS[(match[2] || 'b').toLowerCase()]!;
}

/** Takes memory as it is told to. What goes beyond the container's limit is killed, and it with it. */
const takesMemory = (container: Container): Program =>
  tool(function* (process) {
    const words = process.args.slice(1).flatMap((word) => word.split('='));
    const valueOf = (...names: string[]) => words[words.findIndex((word) => names.includes(word)) + 1] ?? '0';
    const has = (...names: string[]) => words.some((word) => names.includes(word));
    const workers = has('-m', '--vm') ? Number(valueOf('-m', '--vm')) : 0;
    const each = has('--vm-bytes') ? bytesOfOption(valueOf('--vm-bytes')) : 256 * UNITS['m']!;
    const cpus = has('-c', '--cpu') ? Number(valueOf('-c', '--cpu')) : 0;
    yield* process.print(`stress: info: [${process.pid}] dispatching hogs: ${cpus} cpu, 0 io, ${workers} vm, 0 hdd\n`);
    yield* process.sleep(1_000_000);
    const limit = container.config.memoryLimit;
    if (limit !== undefined && workers * each > limit) {
      container.exit(137, 'OOMKilled');
      return 137;
    }
    const seconds = has('-t', '--timeout') ? parseInt(valueOf('-t', '--timeout'), 10) : Infinity;
    for (let left = seconds; left > 0; left -= 3600) yield* process.sleep(Math.min(left, 3600) * 1_000_000);
    yield* process.print(`stress: info: [${process.pid}] successful run completed in ${seconds}s\n`);
    return 0;
  });

/** The memory lesson of the documentation: a container that takes more than its limit. */
export const stress: readonly Image[] = [
  'docker.io/polinux/stress',
  'docker.io/progrium/stress',
  'docker.io/vish/stress',
].map((repository) => ({
  repository,
  layers: [DEBIAN, layer(`${repository} stress`, 4_100_000)],
  entrypoint: [],
  cmd: ['stress', '--help'],
  shell: true,
  programs: { stress: takesMemory },
}));
