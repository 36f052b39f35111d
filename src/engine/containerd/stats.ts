import type { ContainerStats } from '../cri-api/index.ts';
import type { Micros } from '../sim/index.ts';
import type { Container } from './container.ts';
import type { Uses } from './images/index.ts';
import type { NodeRuntime } from './node-runtime.ts';

const MIB = 1024 * 1024;
/** What a small program does that nobody asks anything of. */
const IDLE_SERVER: Uses = { millicores: 1, memoryBytes: 11 * MIB, millisecondsPerRequest: 2 };
/** A shell that sleeps. */
const IDLE_SCRIPT: Uses = { millicores: 0.1, memoryBytes: 0.6 * MIB };

/** What every running container has used until now. No two of an image use quite the same. */
export function containerStats({ containers }: NodeRuntime, now: Micros): readonly ContainerStats[] {
  const stats: ContainerStats[] = [];
  for (const container of containers.values()) if (container.running) stats.push(statsOf(container, now));
  return stats;
}

function statsOf(container: Container, now: Micros): ContainerStats {
  const { record, image, sandbox, served } = container;
  const uses = image.uses ?? (image.server ? IDLE_SERVER : IDLE_SCRIPT);
  // Of a container's own, so that a second look tells the same: 0.9 to 1.1.
  const share = 0.9 + (parseInt(record.id.slice(0, 4), 16) % 201) / 1000;
  const milliseconds = (now - record.startedAt) / 1000;
  const cpu = milliseconds * uses.millicores * share + served * (uses.millisecondsPerRequest ?? 0) * 1000;
  return {
    containerId: record.id,
    name: record.name,
    pod: sandbox.record.pod,
    startedAt: record.startedAt,
    // A millicore for a millisecond is a thousand nanoseconds of one core.
    usageCoreNanoSeconds: Math.round(cpu * 1000),
    workingSetBytes: Math.round(uses.memoryBytes * share * breathing(now, record.startedAt)),
  };
}

const BREATH: Micros = 600_000_000;

/** Memory rises and falls a little: 0.97 to 1.03 within ten minutes. */
function breathing(now: Micros, startedAt: Micros): number {
  const phase = ((now - startedAt) % BREATH) / BREATH;
  return 0.97 + 0.06 * (phase < 0.5 ? phase * 2 : 2 - phase * 2);
}
