import type { IContainerStatus, IPod } from 'kubernetes-models/v1';
import { getControllerOf, type ApiObject } from '../../../engine/apimachinery/index.ts';

/** The outline of a capsule: a shape and a glyph for every way a pod can be. */
export type PodShape =
  'pending' | 'creating' | 'running' | 'ready' | 'succeeded' | 'failed' | 'backoff' | 'terminating' | 'unknown';

export interface ContainerDot {
  readonly name: string;
  readonly init: boolean;
  readonly state: 'waiting' | 'running' | 'ready' | 'done' | 'failed';
}

/** All that is drawn of a pod. */
export interface PodView {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly shape: PodShape;
  /** The text kubectl prints in STATUS. */
  readonly status: string;
  readonly restarts: number;
  readonly dots: readonly ContainerDot[];
  /** First letter of its owner's kind, as a badge; '' for a bare pod. */
  readonly badge: string;
  /** RFC 3339 time at which a back-off began, and how long it lasts; both must be known for a ring. */
  readonly backoff: { readonly since: string; readonly seconds: number } | undefined;
}

const BADGES: Readonly<Record<string, string>> = {
  ReplicaSet: 'RS',
  ReplicationController: 'RC',
  DaemonSet: 'DS',
  StatefulSet: 'SS',
  Job: 'J',
  Node: 'N',
};
const views = new WeakMap<ApiObject, PodView>();

/** Pure in the object, and objects never change: each is looked at once. */
export function podView(object: ApiObject): PodView {
  let view = views.get(object);
  if (!view) views.set(object, (view = makeView(object)));
  return view;
}

function makeView(object: ApiObject): PodView {
  const { name, namespace = '' } = object.metadata;
  const status: IPod['status'] = object.status ?? {};
  const spec = object.spec as IPod['spec'];
  const containers = status.containerStatuses ?? [];
  const word = statusWord(object, spec, status);
  const owner = getControllerOf(object)?.kind;
  return {
    key: `${namespace}/${name}`,
    name,
    namespace,
    status: word,
    shape: shapeOf(word, status, object.metadata.deletionTimestamp !== undefined),
    restarts: containers.reduce((sum, container) => sum + container.restartCount, 0),
    dots: dotsOf(spec, status),
    badge: owner === undefined ? '' : (BADGES[owner] ?? owner.slice(0, 1)),
    backoff: backoffOf(containers),
  };
}

/** pkg/printers/internalversion/printers.go printPod */
function statusWord(object: ApiObject, spec: IPod['spec'], status: NonNullable<IPod['status']>): string {
  let word: string = status.reason !== undefined && status.reason !== '' ? status.reason : (status.phase ?? 'Pending');
  if (status.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated'))
    word = 'SchedulingGated';
  const init = initWord(spec, status);
  if (init !== undefined) word = init;
  else word = containersWord(status, word);
  if (object.metadata.deletionTimestamp === undefined) return word;
  if (status.reason === 'NodeLost') return 'Unknown';
  return status.phase === 'Succeeded' || status.phase === 'Failed' ? word : 'Terminating';
}

function initWord(spec: IPod['spec'], status: NonNullable<IPod['status']>): string | undefined {
  const statuses = status.initContainerStatuses ?? [];
  const total = spec?.initContainers?.length ?? statuses.length;
  for (const [i, container] of statuses.entries()) {
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    const restartable = spec?.initContainers?.find((c) => c.name === container.name)?.restartPolicy === 'Always';
    if (restartable && container.started === true) continue;
    if (terminated) {
      if (terminated.reason) return `Init:${terminated.reason}`;
      return terminated.signal ? `Init:Signal:${terminated.signal}` : `Init:ExitCode:${terminated.exitCode}`;
    }
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
    return `Init:${i}/${total}`;
  }
  return undefined;
}

function containersWord(status: NonNullable<IPod['status']>, before: string): string {
  let word = before;
  let running = false;
  for (const container of [...(status.containerStatuses ?? [])].reverse()) {
    const { waiting, terminated, running: runs } = container.state ?? {};
    if (waiting?.reason) word = waiting.reason;
    else if (terminated?.reason) word = terminated.reason;
    else if (terminated) word = terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
    else if (container.ready && runs) running = true;
  }
  if (word !== 'Completed' || !running) return word;
  return isReady(status) ? 'Running' : 'NotReady';
}

function isReady(status: NonNullable<IPod['status']>): boolean {
  return status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
}

function shapeOf(word: string, status: NonNullable<IPod['status']>, deleted: boolean): PodShape {
  if (word === 'Unknown' || word === 'NodeLost') return 'unknown';
  if (deleted) return 'terminating';
  if (status.phase === 'Succeeded') return 'succeeded';
  if (status.phase === 'Failed') return 'failed';
  if (/BackOff$|^Err|Error$|OOMKilled$|ExitCode|Signal:/.test(word))
    return word.endsWith('BackOff') ? 'backoff' : 'failed';
  if (status.phase === 'Running' && !word.startsWith('Init:')) return isReady(status) ? 'ready' : 'running';
  return status.containerStatuses || status.initContainerStatuses ? 'creating' : 'pending';
}

function dotsOf(spec: IPod['spec'], status: NonNullable<IPod['status']>): readonly ContainerDot[] {
  const dots: ContainerDot[] = [];
  const statusOf = (list: readonly IContainerStatus[] | undefined, name: string): IContainerStatus | undefined =>
    list?.find((container) => container.name === name);
  for (const { name } of spec?.initContainers ?? [])
    dots.push({ name, init: true, state: dotState(statusOf(status.initContainerStatuses, name)) });
  for (const { name } of spec?.containers ?? [])
    dots.push({ name, init: false, state: dotState(statusOf(status.containerStatuses, name)) });
  return dots;
}

function dotState(container: IContainerStatus | undefined): ContainerDot['state'] {
  if (container?.state?.terminated) return container.state.terminated.exitCode === 0 ? 'done' : 'failed';
  if (container?.state?.running) return container.ready ? 'ready' : 'running';
  return container?.lastState?.terminated ? 'failed' : 'waiting';
}

function backoffOf(containers: readonly IContainerStatus[]): PodView['backoff'] {
  for (const { state, lastState } of containers) {
    const since = lastState?.terminated?.finishedAt;
    const minutes = /back-off (?:(\d+)m)?(?:(\d+)s)?/.exec(state?.waiting?.message ?? '');
    if (state?.waiting?.reason !== 'CrashLoopBackOff' || since === undefined || !minutes) continue;
    return { since, seconds: Number(minutes[1] ?? 0) * 60 + Number(minutes[2] ?? 0) };
  }
  return undefined;
}
