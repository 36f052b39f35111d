import type { ContainerStats } from '../../cri-api/index.ts';
import type { Micros, Sim } from '../../sim/index.ts';

const MIB = 1024 * 1024;
/** What a machine uses beside its pods: kernel, runtime, kubelet, proxy; on a control plane, its components too. */
const OF_A_WORKER = { millicores: 45, memoryBytes: 420 * MIB };
const OF_A_CONTROL_PLANE = { millicores: 160, memoryBytes: 980 * MIB };

/** What a machine has used until now: its pods and itself. */
export interface NodeUsage {
  readonly usageCoreNanoSeconds: number;
  readonly workingSetBytes: number;
}

export function nodeUsage(stats: readonly ContainerStats[], now: Micros, controlPlane: boolean): NodeUsage {
  const own = controlPlane ? OF_A_CONTROL_PLANE : OF_A_WORKER;
  return {
    // A millicore for a microsecond is a nanosecond of one core.
    usageCoreNanoSeconds: stats.reduce((sum, one) => sum + one.usageCoreNanoSeconds, now * own.millicores),
    workingSetBytes: stats.reduce((sum, one) => sum + one.workingSetBytes, own.memoryBytes),
  };
}

/**
 * What the kubelet tells at /metrics/resource, as Prometheus reads it. pkg/kubelet/metrics/collectors/resource_metrics.go
 */
export function resourceMetrics(stats: readonly ContainerStats[], sim: Sim, controlPlane: boolean): string {
  const at = Math.round(sim.wallClock() / 1000);
  const { usageCoreNanoSeconds: nodeCpu, workingSetBytes: nodeMemory } = nodeUsage(stats, sim.now, controlPlane);
  const line = (name: string, { name: container, pod }: ContainerStats, value: string): string =>
    `${name}{container="${container}",namespace="${pod.namespace}",pod="${pod.name}"} ${value} ${at}`;
  return [
    '# HELP container_cpu_usage_seconds_total [STABLE] CPU time that the container has used, in core-seconds',
    '# TYPE container_cpu_usage_seconds_total counter',
    ...stats.map((one) => line('container_cpu_usage_seconds_total', one, seconds(one.usageCoreNanoSeconds))),
    '# HELP container_memory_working_set_bytes [STABLE] Working set of the container, in bytes',
    '# TYPE container_memory_working_set_bytes gauge',
    ...stats.map((one) => line('container_memory_working_set_bytes', one, String(one.workingSetBytes))),
    '# HELP container_start_time_seconds [STABLE] When the container began, in seconds since the Unix epoch',
    '# TYPE container_start_time_seconds gauge',
    ...stats.map((one) => line('container_start_time_seconds', one, (one.startedAt / 1_000_000).toFixed(6))),
    '# HELP node_cpu_usage_seconds_total [STABLE] CPU time that the node has used, in core-seconds',
    '# TYPE node_cpu_usage_seconds_total counter',
    `node_cpu_usage_seconds_total ${seconds(nodeCpu)} ${at}`,
    '# HELP node_memory_working_set_bytes [STABLE] Working set of the node, in bytes',
    '# TYPE node_memory_working_set_bytes gauge',
    `node_memory_working_set_bytes ${nodeMemory} ${at}`,
    '# HELP resource_scrape_error [STABLE] 1 if container stats could not be had, 0 otherwise',
    '# TYPE resource_scrape_error gauge',
    'resource_scrape_error 0',
    '',
  ].join('\n');
}

function seconds(nanoseconds: number): string {
  return (nanoseconds / 1e9).toFixed(9);
}
