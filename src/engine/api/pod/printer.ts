import { compareStrings } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, since, wide } from '../columns.ts';
import type { Printer } from '../kind.ts';
import type { Container, ContainerStatus, Pod, PodStatus } from './types.ts';

/** What `kubectl get pods` says in READY, STATUS and RESTARTS. */
export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  readonly status: string;
  readonly restarts: number;
  readonly lastRestart: string | undefined;
}

/** node.NodeUnreachablePodReason. */
const NODE_LOST = 'NodeLost';

function conditionIs(status: PodStatus, type: string): boolean {
  return status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareStrings(a, b) < 0 ? b : a;
}

function endedWith(status: ContainerStatus): string | undefined {
  return status.lastState?.terminated?.finishedAt;
}

function terminationReason(state: NonNullable<ContainerStatus['state']>): string | undefined {
  const terminated = state.terminated;
  if (terminated === undefined) return undefined;
  if (terminated.reason !== undefined && terminated.reason !== '') return terminated.reason;
  return (terminated.signal ?? 0) !== 0 ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

class Tally {
  ready = 0;
  restarts = 0;
  lastRestart: string | undefined;
  /** Of init containers that run beside the others. */
  sidecarRestarts = 0;
  sidecarLastRestart: string | undefined;

  countInit(status: ContainerStatus, isSidecar: boolean): void {
    this.restarts += status.restartCount;
    this.lastRestart = later(this.lastRestart, endedWith(status));
    if (!isSidecar) return;
    this.sidecarRestarts += status.restartCount;
    this.sidecarLastRestart = later(this.sidecarLastRestart, endedWith(status));
  }

  forgetInit(): void {
    this.restarts = this.sidecarRestarts;
    this.lastRestart = this.sidecarLastRestart;
  }
}

/** Walks the init containers up to the first that is not through; answers `Init:…` for it. */
function initReason(pod: Pod, inits: readonly Container[], tally: Tally): string | undefined {
  const statuses = pod.status.initContainerStatuses ?? [];
  for (const [i, status] of statuses.entries()) {
    const isSidecar = inits.find((c) => c.name === status.name)?.restartPolicy === 'Always';
    tally.countInit(status, isSidecar);
    const state = status.state ?? {};
    if (state.terminated?.exitCode === 0) continue;
    if (isSidecar && status.started === true) {
      if (status.ready) tally.ready++;
      continue;
    }
    const reason = terminationReason(state);
    if (reason !== undefined) return `Init:${reason}`;
    const waiting = state.waiting?.reason ?? '';
    return waiting !== '' && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${i}/${inits.length}`;
  }
  return undefined;
}

/** The last word belongs to the first container, because the list is walked from its end. */
function containersReason(pod: Pod, before: string, tally: Tally): string {
  tally.forgetInit();
  const statuses = pod.status.containerStatuses ?? [];
  let reason = before;
  let hasRunning = false;
  for (let i = statuses.length - 1; i >= 0; i--) {
    const status = statuses[i];
    if (status === undefined) continue;
    tally.restarts += status.restartCount;
    tally.lastRestart = later(tally.lastRestart, endedWith(status));
    const state = status.state ?? {};
    const waiting = state.waiting?.reason ?? '';
    const ended = terminationReason(state);
    if (waiting !== '') reason = waiting;
    else if (ended !== undefined) reason = ended;
    else if (status.ready && state.running !== undefined) {
      hasRunning = true;
      tally.ready++;
    }
  }
  if (reason !== 'Completed' || !hasRunning) return reason;
  return conditionIs(pod.status, 'Ready') ? 'Running' : 'NotReady';
}

/** printPod, without the table around it. The map draws pods by the same words. */
export function summarizePod(pod: Pod): PodSummary {
  const inits = pod.spec.initContainers ?? [];
  const { status } = pod;
  let reason: string = status.reason === undefined || status.reason === '' ? status.phase : status.reason;
  for (const condition of status.conditions ?? []) {
    if (condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated') reason = 'SchedulingGated';
  }
  const tally = new Tally();
  const waitingFor = initReason(pod, inits, tally);
  if (waitingFor !== undefined) reason = waitingFor;
  if (waitingFor === undefined || conditionIs(status, 'Initialized')) reason = containersReason(pod, reason, tally);
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (status.reason === NODE_LOST) reason = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') reason = 'Terminating';
  }
  const sidecars = inits.reduce((n, c) => (c.restartPolicy === 'Always' ? n + 1 : n), 0);
  return {
    ready: tally.ready,
    total: pod.spec.containers.length + sidecars,
    status: reason,
    restarts: tally.restarts,
    lastRestart: tally.lastRestart,
  };
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  return `${gates.filter((gate) => conditionIs(pod.status, gate.conditionType)).length}/${gates.length}`;
}

function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

export const podPrinter: Printer<Pod> = {
  columns: [
    NAME,
    column('Ready', 'The aggregate readiness state of this pod for accepting traffic.'),
    column('Status', 'The aggregate status of the containers in this pod.'),
    column(
      'Restarts',
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    ),
    AGE,
    wide('IP', 'Address of the pod.'),
    wide('Node', 'The node the pod is bound to.'),
    wide('Nominated Node', 'The node where room is being made for the pod.'),
    wide('Readiness Gates', 'Additional conditions that must be true for the pod to be ready.'),
  ],
  cells(pod, now) {
    const { ready, total, status, restarts, lastRestart } = summarizePod(pod);
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      status,
      lastRestart === undefined ? String(restarts) : `${restarts} (${since(lastRestart, now)} ago)`,
      age(pod, now),
      orNone(pod.status.podIPs?.[0]?.ip),
      orNone(pod.spec.nodeName),
      orNone(pod.status.nominatedNodeName),
      readinessGates(pod),
    ];
  },
};
