import type { Micros } from '../sim/index.ts';

/** One look at a counter and a gauge. */
export interface Point {
  /** Microseconds since the Unix epoch. */
  readonly at: Micros;
  /** When the counter began, if that is known. */
  readonly startedAt: Micros | undefined;
  /** CPU seconds since then. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** What one kubelet told. */
export interface Scraped {
  readonly node: Point | undefined;
  /** By `namespace/pod/container`. */
  readonly containers: ReadonlyMap<string, Point>;
}

interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly at: Micros;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{([^}]*)\})? (\S+) (\d+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

function* samples(text: string): Generator<Sample, void, undefined> {
  for (const line of text.split('\n')) {
    const match = LINE.exec(line);
    if (!match) continue;
    const labels = new Map([...(match[2] ?? '').matchAll(LABEL)].map(([, name, value]) => [name!, value!]));
    yield { name: match[1]!, labels, value: Number(match[3]), at: Number(match[4]) * 1000 };
  }
}

/** Reads what a kubelet answers at /metrics/resource. metrics-server/pkg/scraper/client/resource/decode.go */
export function readScrape(text: string): Scraped {
  const containers = new Map<string, Partial<Point>>();
  let node: Partial<Point> = {};
  for (const { name, labels, value, at } of samples(text)) {
    if (name === 'node_cpu_usage_seconds_total') node = { ...node, at, cpuSeconds: value };
    else if (name === 'node_memory_working_set_bytes') node = { ...node, memoryBytes: value };
    const part = PARTS[name];
    if (!part) continue;
    const key = `${labels.get('namespace')}/${labels.get('pod')}/${labels.get('container')}`;
    containers.set(key, { ...containers.get(key), ...part(value, at) });
  }
  const whole = [...containers].filter((entry): entry is [string, Point] => isWhole(entry[1]));
  return { node: isWhole(node) ? node : undefined, containers: new Map(whole) };
}

const PARTS: Readonly<Record<string, (value: number, at: Micros) => Partial<Point>>> = {
  container_cpu_usage_seconds_total: (cpuSeconds, at) => ({ at, cpuSeconds }),
  container_memory_working_set_bytes: (memoryBytes) => ({ memoryBytes }),
  container_start_time_seconds: (value) => ({ startedAt: Math.round(value * 1_000_000) }),
};

function isWhole(point: Partial<Point>): point is Point {
  return point.at !== undefined && point.cpuSeconds !== undefined && point.memoryBytes !== undefined;
}

/** What was used between two looks. */
export interface Usage {
  readonly at: Micros;
  readonly window: Micros;
  /** CPU in billionths of a core. */
  readonly nanocores: number;
  readonly memoryBytes: number;
}

/** A container that began after the last look is measured from its beginning. metrics-server/pkg/storage/types.go */
export function usageBetween(before: Point | undefined, after: Point): Usage | undefined {
  const restarted = before === undefined || after.cpuSeconds < before.cpuSeconds;
  const since = restarted ? after.startedAt : before.at;
  if (since === undefined || after.at - since < SHORTEST_WINDOW) return undefined;
  const window = after.at - since;
  const seconds = after.cpuSeconds - (restarted ? 0 : before.cpuSeconds);
  return {
    at: after.at,
    window,
    nanocores: Math.round((seconds / (window / 1_000_000)) * 1e9),
    memoryBytes: after.memoryBytes,
  };
}

/** Less is not enough to tell a rate. */
const SHORTEST_WINDOW: Micros = 10_000_000;
