import { parseTime, type Micros } from '../apimachinery/index.ts';
import type { Pod, PodCondition } from '../api/pod/types.ts';

/** What controllers ask of a pod. pkg/api/v1/pod/util.go, pkg/controller/controller_utils.go */

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  const { conditions } = pod.status;
  if (conditions === undefined) return undefined;
  for (let i = 0; i < conditions.length; i++) if (conditions[i]!.type === type) return conditions[i];
  return undefined;
}

export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Ready for at least `minReadySeconds`, so that a container that soon crashes does not count. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: Micros): boolean {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return false;
  if (minReadySeconds === 0) return true;
  const since = readySince(ready);
  return since !== undefined && since + minReadySeconds * 1_000_000 <= now;
}

function readySince(ready: PodCondition): Micros | undefined {
  return ready.lastTransitionTime ? parseTime(ready.lastTransitionTime) : undefined;
}

/** When the pod became ready; undefined when it is not or when that is not recorded. */
export function podReadyTime(pod: Pod): Micros | undefined {
  const ready = podCondition(pod, 'Ready');
  return ready?.status === 'True' ? readySince(ready) : undefined;
}

/** Succeeded or Failed: its containers will never run again. */
export function isPodTerminal(pod: Pod): boolean {
  const { phase } = pod.status;
  return phase === 'Failed' || phase === 'Succeeded';
}

/** Neither finished nor on its way out: it counts towards the number wanted. */
export function isPodActive(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod);
}

/** On its way out and not yet finished. */
export function isPodTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isPodTerminal(pod);
}

const UNASSIGNED: readonly string[] = [];

/** The index `nodeName` of the shared pod cache: pods by the node they are bound to. */
export function nodeNameOf({ spec }: Pod): readonly string[] {
  return spec.nodeName ? [spec.nodeName] : UNASSIGNED;
}
