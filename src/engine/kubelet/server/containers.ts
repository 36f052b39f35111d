import type { ContainerStatus, Pod } from '../../api/pod/types.ts';
import { goQuote } from '../../apimachinery/index.ts';
import type { ContainerOfPod, PodOfNode, RuntimeContainer } from '../../cri-api/index.ts';
import type { Indexer } from '../../client-go/index.ts';
import type { Pleg } from '../pleg.ts';

/** A request that the kubelet's server refuses, with the status and the body of its answer. */
export class Refusal extends Error {
  readonly code: 400 | 404 | 500;

  constructor(code: 400 | 404 | 500, message: string) {
    super(message);
    this.code = code;
  }
}

/** What of the kubelet its server looks at. */
export interface ServerView {
  readonly pods: Indexer<Pod>;
  readonly pleg: Pleg;
}

export function podOf({ pods }: ServerView, { namespace, pod }: PodOfNode): Pod {
  const found = pods.get(`${namespace}/${pod}`);
  if (!found) throw new Refusal(404, 'pod does not exist');
  return found;
}

/** The container that a log is wanted of. pkg/kubelet/kubelet_pods.go validateContainerLogStatus */
export function loggedContainer(view: ServerView, asked: ContainerOfPod, previous: boolean): RuntimeContainer {
  const pod = podOf(view, asked);
  const where = `container ${goQuote(asked.container)} in pod ${goQuote(asked.pod)}`;
  const records = view.pleg.get(pod.metadata.uid).containers.filter((one) => one.name === asked.container);
  const status = statusOf(pod, asked.container);
  if (previous) {
    const id = status?.lastState?.terminated?.containerID?.replace('containerd://', '');
    const found = records.find((one) => one.id === id);
    if (!found) throw new Refusal(400, `previous terminated ${where} not found`);
    return found;
  }
  const newest = records.find((one) => one.state !== 'CONTAINER_CREATED');
  if (newest) return newest;
  if (!status) throw new Refusal(400, `${where} is not available`);
  throw new Refusal(400, `${where} is waiting to start${whyItWaits(status)}`);
}

function whyItWaits({ state }: ContainerStatus): string {
  const reason = state?.waiting?.reason;
  if (reason === 'ErrImagePull') return ": image can't be pulled";
  if (reason === 'ImagePullBackOff') return ': trying and failing to pull image';
  return reason === undefined ? ' - no logs yet' : `: ${reason}`;
}

function statusOf({ status }: Pod, name: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status;
  const all = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  return all.find((one) => one.name === name);
}

/** A container in which something can be run. pkg/kubelet/kubelet_pods.go GetExec, GetAttach */
export function runningContainer(view: ServerView, asked: ContainerOfPod): RuntimeContainer {
  const pod = podOf(view, asked);
  const found = view.pleg
    .get(pod.metadata.uid)
    .containers.find((one) => one.name === asked.container && one.state === 'CONTAINER_RUNNING');
  if (!found) throw new Refusal(500, `container not found (${goQuote(asked.container)})`);
  return found;
}
