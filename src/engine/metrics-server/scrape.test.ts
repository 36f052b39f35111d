import { describe, expect, it } from 'vitest';
import { readScrape, usageBetween } from './scrape.ts';

const at = (seconds: number) => seconds * 1_000_000;
const TEXT = `# TYPE container_cpu_usage_seconds_total counter
container_cpu_usage_seconds_total{container="web",namespace="default",pod="web-0"} 1.5 100000
container_memory_working_set_bytes{container="web",namespace="default",pod="web-0"} 1048576 100000
container_start_time_seconds{container="web",namespace="default",pod="web-0"} 50.000000 100000
container_cpu_usage_seconds_total{container="half",namespace="default",pod="web-0"} 9 100000
node_cpu_usage_seconds_total 40 100000
node_memory_working_set_bytes 2097152 100000
`;

describe('what a kubelet tells', () => {
  it('is read by container, and only whole', () => {
    const { node, containers } = readScrape(TEXT);
    expect(node).toEqual({ at: at(100), cpuSeconds: 40, memoryBytes: 2097152 });
    expect([...containers]).toEqual([
      ['default/web-0/web', { at: at(100), cpuSeconds: 1.5, memoryBytes: 1048576, startedAt: at(50) }],
    ]);
  });

  it('becomes a rate between two looks', () => {
    const point = (seconds: number, cpuSeconds: number) => ({
      at: at(seconds),
      startedAt: at(90),
      cpuSeconds,
      memoryBytes: 1,
    });
    expect(usageBetween(point(100, 1), point(115, 4))?.nanocores).toBe(200_000_000);
    // It was restarted: what it used before is not part of it.
    expect(usageBetween(point(100, 10), point(115, 5))).toMatchObject({ window: at(25), nanocores: 200_000_000 });
    expect(usageBetween(undefined, point(95, 1))).toBeUndefined();
  });
});
