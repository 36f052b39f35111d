import type { Pod } from '../../api/pod/types.ts';
import { keyOf } from '../../apimachinery/index.ts';
import type { PodClass, PodClasses } from './pod-class.ts';
import { podRequests, type Resource } from './resource.ts';

export interface HostPort {
  readonly hostIP: string;
  readonly protocol: string;
  readonly hostPort: number;
}

/** A pod with all that filters and scores ask of it again and again, computed once (framework/types.go, PodInfo). */
export interface PodInfo {
  /** Replaced by a later version while nothing below depends on what has changed. */
  pod: Pod;
  /** `namespace/name` */
  readonly key: string;
  readonly uid: string;
  readonly priority: number;
  readonly requests: Resource;
  /** Requests with the defaults for containers that ask for nothing; only for scoring. */
  readonly nonZeroMilliCPU: number;
  readonly nonZeroMemory: number;
  readonly hostPorts: readonly HostPort[];
  podClass: PodClass;
}

const NO_PORTS: readonly HostPort[] = [];

function hostPortsOf(pod: Pod): readonly HostPort[] {
  let found: HostPort[] | undefined;
  const { containers, initContainers } = pod.spec;
  const collect = (list: typeof containers, all: boolean): void => {
    for (const container of list) {
      if (container.ports === undefined || (!all && container.restartPolicy !== 'Always')) continue;
      for (const { hostPort, hostIP, protocol } of container.ports) {
        if (hostPort === undefined || hostPort <= 0) continue;
        (found ??= []).push({ hostIP: hostIP || '0.0.0.0', protocol: protocol || 'TCP', hostPort });
      }
    }
  };
  collect(containers, true);
  if (initContainers !== undefined) collect(initContainers, false);
  return found ?? NO_PORTS;
}

export function newPodInfo(pod: Pod, classes: PodClasses): PodInfo {
  const filled = podRequests(pod.spec, true);
  return {
    pod,
    key: keyOf(pod),
    uid: pod.metadata.uid,
    priority: pod.spec.priority ?? 0,
    requests: podRequests(pod.spec, false),
    nonZeroMilliCPU: filled.milliCPU,
    nonZeroMemory: filled.memory,
    hostPorts: hostPortsOf(pod),
    podClass: classes.of(pod),
  };
}

/** Whether a later version of a pod differs in nothing that its PodInfo was computed from: most are reports of its status. */
export function isSameForScheduling(before: Pod, after: Pod): boolean {
  return (
    before.spec.containers === after.spec.containers &&
    before.spec.initContainers === after.spec.initContainers &&
    before.spec.overhead === after.spec.overhead &&
    before.spec.resources === after.spec.resources &&
    before.spec.affinity === after.spec.affinity &&
    before.spec.priority === after.spec.priority &&
    before.metadata.labels === after.metadata.labels &&
    before.metadata.deletionTimestamp === after.metadata.deletionTimestamp
  );
}

/** The same pod, changed. What depends on parts that are still the same objects is kept. */
export function updatedPodInfo(info: PodInfo, pod: Pod, classes: PodClasses): PodInfo {
  const before = info.pod;
  const sameRequests =
    before.spec.containers === pod.spec.containers &&
    before.spec.initContainers === pod.spec.initContainers &&
    before.spec.overhead === pod.spec.overhead &&
    before.spec.resources === pod.spec.resources;
  if (!sameRequests) return newPodInfo(pod, classes);
  const sameClass =
    before.metadata.labels === pod.metadata.labels &&
    before.metadata.deletionTimestamp === pod.metadata.deletionTimestamp &&
    before.spec.affinity === pod.spec.affinity;
  return {
    ...info,
    pod,
    priority: pod.spec.priority ?? 0,
    podClass: sameClass ? info.podClass : classes.of(pod),
  };
}
