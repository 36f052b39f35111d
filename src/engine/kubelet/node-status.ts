import type { NodeCondition, NodeStatus, Taint } from '../api/node/types.ts';
import { newQuantity, parseQuantity } from '../apimachinery/index.ts';
import type { ImageRecord } from '../cri-api/index.ts';
import { KUBELET_VERSION, MAX_PODS, RUNTIME_VERSION, type KubeletConfig } from './config.ts';

/** Hard eviction keeps this much back (pkg/kubelet/eviction/defaults_linux.go). */
const EVICTION_MEMORY = parseQuantity('100Mi');
const EVICTION_DISK_SHARE = 0.1;
/** nodeStatusMaxImages. */
const MAX_IMAGES = 50;

export function nodeCapacity(config: KubeletConfig): Readonly<Record<string, string>> {
  return {
    cpu: parseQuantity(config.cpu).toString(),
    'ephemeral-storage': parseQuantity(config.ephemeralStorage ?? '100Gi').toString(),
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: parseQuantity(config.memory).toString(),
    pods: String(config.maxPods ?? MAX_PODS),
  };
}

/** Capacity less what hard eviction keeps back. */
export function nodeAllocatable(config: KubeletConfig): Readonly<Record<string, string>> {
  const capacity = nodeCapacity(config);
  const disk = parseQuantity(capacity['ephemeral-storage']!).value();
  return {
    ...capacity,
    'ephemeral-storage': newQuantity(Math.floor(disk * (1 - EVICTION_DISK_SHARE))).toString(),
    memory: parseQuantity(capacity['memory']!).sub(EVICTION_MEMORY).toString(),
  };
}

export function nodeLabels(name: string, config: KubeletConfig): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    ...(config.controlPlane && {
      'node-role.kubernetes.io/control-plane': '',
      'node.kubernetes.io/exclude-from-external-load-balancers': '',
    }),
    ...config.labels,
  };
}

export function nodeTaints(config: KubeletConfig): readonly Taint[] {
  const own: Taint[] = config.controlPlane
    ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
    : [];
  return [...own, ...(config.taints ?? [])];
}

/** Everything in the status that does not change while the kubelet runs. */
export function fixedNodeStatus(name: string, config: KubeletConfig): NodeStatus {
  return {
    addresses: [
      { type: 'InternalIP', address: config.nodeIP },
      { type: 'Hostname', address: name },
    ],
    allocatable: nodeAllocatable(config),
    capacity: nodeCapacity(config),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: `boot-${name}`,
      containerRuntimeVersion: RUNTIME_VERSION,
      kernelVersion: '6.12.0-orrery',
      kubeProxyVersion: '',
      kubeletVersion: KUBELET_VERSION,
      machineID: `machine-${name}`,
      operatingSystem: 'linux',
      osImage: 'Orrery Linux',
      swap: { capacity: 0 },
      systemUUID: `system-${name}`,
    },
  };
}

export interface NodeHealth {
  /** Why the node is not ready; undefined: it is. */
  readonly notReady: string | undefined;
}

const FINE = [
  ['MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
] as const;

/** pkg/kubelet/nodestatus/setters.go. A condition keeps its lastTransitionTime for as long as its status stays. */
export function nodeConditions(
  health: NodeHealth,
  old: readonly NodeCondition[] | undefined,
  now: string,
): readonly NodeCondition[] {
  const conditions: NodeCondition[] = FINE.map(([type, reason, message]) =>
    condition(old, { type, status: 'False', reason, message }, now),
  );
  const ready =
    health.notReady === undefined
      ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: health.notReady };
  conditions.push(condition(old, ready, now));
  return conditions;
}

function condition(
  old: readonly NodeCondition[] | undefined,
  made: { type: string; status: string; reason: string; message: string },
  now: string,
): NodeCondition {
  const before = old?.find((one) => one.type === made.type);
  const lastTransitionTime = before?.status === made.status ? (before.lastTransitionTime ?? now) : now;
  return { ...made, lastHeartbeatTime: now, lastTransitionTime };
}

/** Whether anything but the heartbeats differs (nodeStatusHasChanged). */
export function conditionsChanged(old: readonly NodeCondition[] | undefined, made: readonly NodeCondition[]): boolean {
  if (!old) return true;
  return made.some((one) => {
    const before = old.find((other) => other.type === one.type);
    return !before || before.status !== one.status || before.reason !== one.reason || before.message !== one.message;
  });
}

export function nodeImages(images: readonly ImageRecord[]): NodeStatus['images'] {
  return [...images]
    .sort((a, b) => b.size - a.size)
    .slice(0, MAX_IMAGES)
    .map((image) => ({ names: [...image.repoDigests, ...image.repoTags], sizeBytes: image.size }));
}
