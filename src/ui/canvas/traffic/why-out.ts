import type { Pod } from '../../../engine/api/pod/types.ts';
import type { Service } from '../../../engine/api/service/types.ts';
import { missingPort, type Words } from './lanes.ts';

/** Why a pod that its Service's selector matches gets no requests, the cause that is furthest up first. */
export function whyOut(pod: Pod, service: Service): Words {
  const { status, spec, metadata } = pod;
  if (metadata.deletionTimestamp !== undefined) return { id: 'traffic.out.terminating' };
  if (spec.nodeName === undefined || spec.nodeName === '') return { id: 'traffic.out.unscheduled' };
  const waiting = waitingOf(pod);
  if (waiting !== undefined) return { id: 'traffic.out.waiting', params: { reason: waiting } };
  if (!status.podIP) return { id: 'traffic.out.noAddress' };
  if (status.phase !== 'Running') return { id: 'traffic.out.phase', params: { reason: status.phase ?? 'Pending' } };
  if (isReady(pod)) {
    const port = missingPort(service.spec.ports ?? [], [pod]);
    return port === undefined ? { id: 'traffic.out.late' } : { id: 'traffic.out.noPort', params: { port } };
  }
  const unready = (status.containerStatuses ?? []).filter(({ ready }) => !ready).map(({ name }) => name);
  const probed = spec.containers.some(({ name, readinessProbe }) => unready.includes(name) && readinessProbe);
  if (probed) return { id: 'traffic.out.readiness' };
  // The containers are well as far as anybody knows: it was declared unready for its node, which tells nothing any more.
  if (unready.length === 0 && (spec.readinessGates ?? []).length === 0) return { id: 'traffic.out.node' };
  return unready.length > 0
    ? { id: 'traffic.out.container', params: { name: unready[0]! } }
    : { id: 'traffic.out.gate' };
}

/** What the first container that does not run waits for: `CrashLoopBackOff`, `ImagePullBackOff`. */
function waitingOf({ status }: Pod): string | undefined {
  for (const { state } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
    if (state?.waiting?.reason) return state.waiting.reason;
  }
  return undefined;
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}
