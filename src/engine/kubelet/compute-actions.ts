import type { Container, Pod } from '../api/pod/types.ts';
import type { RuntimeContainer } from '../cri-api/index.ts';
import { asContainer } from './format.ts';
import {
  findContainer,
  hasAnyRegularContainerStarted,
  isRestartableInit,
  shouldContainerBeRestarted,
  type RuntimePodStatus,
} from './runtime-status.ts';

export interface ContainerToKill {
  readonly container: RuntimeContainer;
  readonly message: string | undefined;
}

/** What a sync has to do, decided without doing any of it. */
export interface PodActions {
  /** Everything of the pod is to be stopped first. */
  readonly killPod: boolean;
  readonly createSandbox: boolean;
  /** The present sandbox, if it is to be kept. */
  readonly sandboxId: string | undefined;
  /** The number of the next sandbox. */
  readonly attempt: number;
  readonly containersToKill: readonly ContainerToKill[];
  /** Init containers first. */
  readonly containersToStart: readonly Container[];
}

export function isNothing({ killPod, createSandbox, containersToKill, containersToStart }: PodActions): boolean {
  return !killPod && !createSandbox && containersToKill.length === 0 && containersToStart.length === 0;
}

/** What probes say of containers that run. */
export interface ProbeVerdicts {
  /** Whether the container has to be killed because of a probe, and which: `liveness` or `startup`. */
  failed(container: Container, running: RuntimeContainer): 'liveness' | 'startup' | undefined;
  /** Whether a sidecar has passed its startup probe. */
  started(container: Container, running: RuntimeContainer): boolean;
}

export interface ActionInput {
  readonly pod: Pod;
  readonly runtime: RuntimePodStatus;
  readonly probes: ProbeVerdicts;
}

/** pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions. */
export function computePodActions(input: ActionInput): PodActions {
  const { pod, runtime } = input;
  const sandbox = runtime.sandboxes[0];
  if (sandbox?.state !== 'SANDBOX_READY') return newSandbox(input);
  const { id: sandboxId, attempt } = sandbox;
  const createSandbox = false;
  const debuggers = ephemeralToStart(pod, runtime);
  const initialized = hasAnyRegularContainerStarted(pod, runtime, sandbox.id);
  const init = initActions(input, sandbox.id, initialized);
  if (init.failed) {
    return { killPod: true, createSandbox, sandboxId, attempt, containersToKill: [], containersToStart: [] };
  }
  const { kill: containersToKill } = init;
  const containersToStart = debuggers.length > 0 ? [...debuggers, ...init.start] : init.start;
  let { keep } = init;
  if (init.done) {
    for (const container of pod.spec.containers) {
      const action = regularAction(input, container);
      if (action.kill) containersToKill.push(action.kill);
      if (action.start) containersToStart.push(container);
      if (action.keep) keep++;
    }
    const killPod = keep === 0 && containersToStart.length === debuggers.length;
    return { killPod, createSandbox, sandboxId, attempt, containersToKill, containersToStart };
  }
  return { killPod: false, createSandbox, sandboxId, attempt, containersToKill, containersToStart };
}

/** Ephemeral containers may come before initialization is over, and are started once, whatever becomes of them. */
function ephemeralToStart(pod: Pod, runtime: RuntimePodStatus): readonly Container[] {
  const { ephemeralContainers } = pod.spec;
  if (!ephemeralContainers) return NO_CONTAINERS;
  return ephemeralContainers.filter(({ name }) => !findContainer(runtime, name)).map(asContainer);
}

const NO_CONTAINERS: readonly Container[] = [];

function newSandbox({ pod, runtime }: ActionInput): PodActions {
  const previous = runtime.sandboxes[0];
  const attempt = previous ? previous.attempt + 1 : 0;
  const killPod = previous !== undefined;
  const ended = (container: Container) => {
    const newest = findContainer(runtime, container.name);
    if (newest?.state !== 'CONTAINER_EXITED') return false;
    const { restartPolicy } = pod.spec;
    return restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && newest.exitCode === 0);
  };
  const { containers, initContainers } = pod.spec;
  // Of a pod that has no sandbox yet nothing has ended.
  const pending = previous ? containers.filter((container) => !ended(container)) : containers;
  const createSandbox = !previous || pending.length > 0;
  const first = initContainers?.[0];
  const containersToStart = createSandbox && first ? [first] : pending;
  return { killPod, createSandbox, sandboxId: undefined, attempt, containersToKill: [], containersToStart };
}

interface InitActions {
  readonly done: boolean;
  readonly failed: boolean;
  readonly keep: number;
  readonly start: Container[];
  readonly kill: ContainerToKill[];
}

/** One init container after another; a sidecar counts as passed when it has started, and is kept running after. */
function initActions(input: ActionInput, sandboxId: string, initialized: boolean): InitActions {
  const { pod, runtime } = input;
  const start: Container[] = [];
  const kill: ContainerToKill[] = [];
  let keep = 0;
  for (const container of pod.spec.initContainers ?? []) {
    const found = findContainer(runtime, container.name, sandboxId);
    if (isRestartableInit(container)) {
      if (found?.state === 'CONTAINER_RUNNING') {
        const probe = input.probes.failed(container, found);
        if (!probe) keep++;
        else {
          kill.push({ container: found, message: probeMessage(container.name, probe) });
          start.push(container);
        }
        if (initialized || input.probes.started(container, found)) continue;
        return { done: false, failed: false, keep, start, kill };
      }
      start.push(container);
      if (initialized) continue;
      return { done: false, failed: false, keep, start, kill };
    }
    if (initialized) continue;
    if (found?.state === 'CONTAINER_EXITED' && found.exitCode === 0) continue;
    if (found?.state === 'CONTAINER_RUNNING') return { done: false, failed: false, keep: keep + 1, start, kill };
    if (found?.state === 'CONTAINER_EXITED' && pod.spec.restartPolicy === 'Never') {
      return { done: false, failed: true, keep, start, kill };
    }
    start.push(container);
    return { done: false, failed: false, keep, start, kill };
  }
  return { done: true, failed: false, keep, start, kill };
}

function regularAction(
  input: ActionInput,
  container: Container,
): { start: boolean; keep: boolean; kill: ContainerToKill | undefined } {
  const { pod, runtime } = input;
  const found = findContainer(runtime, container.name);
  if (found?.state !== 'CONTAINER_RUNNING') {
    return { start: shouldContainerBeRestarted(container, pod, runtime), keep: false, kill: undefined };
  }
  const probe = input.probes.failed(container, found);
  if (!probe) return { start: false, keep: true, kill: undefined };
  const restart = pod.spec.restartPolicy !== 'Never';
  const message = `Container ${container.name} failed ${probe} probe${restart ? ', will be restarted' : ''}`;
  return { start: restart, keep: false, kill: { container: found, message } };
}

function probeMessage(name: string, probe: string): string {
  return `Init container ${name} failed ${probe} probe, will be restarted`;
}
