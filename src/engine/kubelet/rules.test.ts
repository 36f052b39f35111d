import { describe, expect, it } from 'vitest';
import type { Container, ContainerStatus, Pod, PodStatus } from '../api/pod/types.ts';
import type { RuntimeContainer } from '../cri-api/index.ts';
import { MINUTE, SECOND, Sim } from '../sim/index.ts';
import { Backoff } from './backoff.ts';
import { computePodActions } from './compute-actions.ts';
import { decodeBase64 } from './environment.ts';
import { Threshold } from './prober/threshold.ts';
import type { RuntimePodStatus } from './runtime-status.ts';
import { podStatusPatch } from './status/patch.ts';
import { getPhase } from './status/phase.ts';

function container(name: string, rest: Partial<Container> = {}): Container {
  return {
    name,
    image: 'nginx',
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
    ...rest,
  };
}

type Policy = Pod['spec']['restartPolicy'];

function pod(restartPolicy: Policy, containers: readonly Container[], initContainers?: readonly Container[]): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '' },
    spec: {
      containers,
      ...(initContainers && { initContainers }),
      restartPolicy,
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
      securityContext: {},
    },
    status: { phase: 'Pending' },
  };
}

const RUNNING = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const ended = (exitCode: number) => ({ terminated: { exitCode } });

function status(name: string, state: ContainerStatus['state'], rest: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, image: 'nginx', imageID: '', ready: false, restartCount: 0, ...(state && { state }), ...rest };
}

describe('the phase of a pod', () => {
  const two = (policy: Policy) => pod(policy, [container('a'), container('b')]);
  const phase = (policy: Policy, a: ContainerStatus['state'], b: ContainerStatus['state'], terminal = false) =>
    getPhase(two(policy), [], [status('a', a), status('b', b)], terminal);

  it('is Pending as long as a container has never run', () => {
    expect(phase('Always', RUNNING, { waiting: {} })).toBe('Pending');
  });

  it('is Running as long as one runs, whatever became of the other', () => {
    expect(phase('Never', RUNNING, ended(1))).toBe('Running');
  });

  it.each<[Policy, number, number, string]>([
    ['Always', 0, 0, 'Running'],
    ['Always', 1, 0, 'Running'],
    ['OnFailure', 0, 0, 'Succeeded'],
    ['OnFailure', 1, 0, 'Running'],
    ['Never', 0, 0, 'Succeeded'],
    ['Never', 1, 0, 'Failed'],
  ])('with %s and exit codes %i and %i is %s', (policy, a, b, expected) => {
    expect(phase(policy, ended(a), ended(b))).toBe(expected);
  });

  it('of a pod that is over is Succeeded only if every container succeeded, whatever the policy', () => {
    expect(phase('Always', ended(0), ended(0), true)).toBe('Succeeded');
    expect(phase('Always', ended(0), ended(137), true)).toBe('Failed');
    expect(phase('Always', { waiting: {} }, { waiting: {} }, true)).toBe('Failed');
  });

  it('of a container that waits after a crash counts as having run', () => {
    const crashed = status('a', { waiting: { reason: 'CrashLoopBackOff' } }, { lastState: ended(1) });
    expect(getPhase(pod('Always', [container('a')]), [], [crashed], false)).toBe('Running');
  });

  it('is Failed when an init container failed and may not be tried again', () => {
    const of = (policy: Policy) =>
      getPhase(
        pod(policy, [container('a')], [container('i')]),
        [status('i', ended(1))],
        [status('a', { waiting: {} })],
        false,
      );
    expect([of('Never'), of('Always')]).toEqual(['Failed', 'Pending']);
  });
});

function record(name: string, rest: Partial<RuntimeContainer> = {}): RuntimeContainer {
  return {
    id: `${name}-0`,
    sandboxId: 's0',
    podUid: 'u',
    name,
    attempt: 0,
    image: 'nginx',
    imageRef: 'nginx@x',
    state: 'CONTAINER_RUNNING',
    createdAt: 0,
    startedAt: 1,
    finishedAt: 0,
    exitCode: 0,
    reason: '',
    message: '',
    ...rest,
  };
}

function runtime(containers: readonly RuntimeContainer[], ready = true): RuntimePodStatus {
  const state = ready ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY';
  const sandbox = {
    id: 's0',
    pod: { namespace: '', name: '', uid: 'u' },
    attempt: 0,
    createdAt: 0,
    ip: '',
    hostNetwork: false,
  };
  return { sandboxes: [{ ...sandbox, state }], containers };
}

describe('what a sync has to do', () => {
  const actions = (of: Pod, now: RuntimePodStatus, failed?: string) =>
    computePodActions({
      pod: of,
      runtime: now,
      probes: { failed: (one) => (one.name === failed ? 'liveness' : undefined), started: () => true },
    });
  const names = (containers: readonly Container[]) => containers.map((one) => one.name);
  const exited = { state: 'CONTAINER_EXITED', finishedAt: 2 } as const;

  it('for a new pod is a sandbox and all containers, or the first init container alone', () => {
    const nothing = { sandboxes: [], containers: [] };
    const plain = actions(pod('Always', [container('a'), container('b')]), nothing);
    expect(plain).toMatchObject({ createSandbox: true, killPod: false, attempt: 0 });
    expect(names(plain.containersToStart)).toEqual(['a', 'b']);
    const init = actions(pod('Always', [container('a')], [container('i'), container('j')]), nothing);
    expect(names(init.containersToStart)).toEqual(['i']);
  });

  it('for a pod that runs is nothing', () => {
    const result = actions(pod('Always', [container('a')]), runtime([record('a')]));
    expect(result).toMatchObject({ killPod: false, createSandbox: false, containersToStart: [], containersToKill: [] });
  });

  it('after the sandbox died is to stop what is left and make the next one', () => {
    const result = actions(pod('Always', [container('a')]), runtime([record('a', exited)], false));
    expect(result).toMatchObject({ killPod: true, createSandbox: true, attempt: 1 });
  });

  it('for a pod that has run to its end is no new sandbox', () => {
    const result = actions(pod('Never', [container('a')]), runtime([record('a', exited)], false));
    expect(result).toMatchObject({ createSandbox: false, containersToStart: [] });
  });

  it('goes to the next init container when one has succeeded, and tries again when it has failed', () => {
    const of = pod('Always', [container('a')], [container('i'), container('j')]);
    expect(names(actions(of, runtime([record('i', exited)])).containersToStart)).toEqual(['j']);
    expect(names(actions(of, runtime([record('i', { ...exited, exitCode: 1 })])).containersToStart)).toEqual(['i']);
    expect(names(actions(of, runtime([record('i')])).containersToStart)).toEqual([]);
  });

  it('restarts a sidecar beside the others', () => {
    const of = pod('Always', [container('a')], [container('side', { restartPolicy: 'Always' })]);
    expect(names(actions(of, runtime([record('side', exited), record('a')])).containersToStart)).toEqual(['side']);
  });

  it('kills a container that failed its liveness probe, and starts it again unless it must not', () => {
    const always = actions(pod('Always', [container('a')]), runtime([record('a')]), 'a');
    expect(always.containersToKill[0]?.message).toBe('Container a failed liveness probe, will be restarted');
    expect(names(always.containersToStart)).toEqual(['a']);
    expect(actions(pod('Never', [container('a')]), runtime([record('a')]), 'a').containersToStart).toEqual([]);
  });
});

describe('a back-off', () => {
  it('doubles from 10 s to 300 s and is forgotten after ten quiet minutes', () => {
    const sim = new Sim({ seed: 1 });
    const backoff = new Backoff(sim, 10 * SECOND, 300 * SECOND);
    const delays: number[] = [];
    for (let i = 0; i < 7; i++) {
      backoff.next('a', sim.now);
      delays.push(backoff.get('a') / SECOND);
    }
    expect(delays).toEqual([10, 20, 40, 80, 160, 300, 300]);
    sim.runUntil(11 * MINUTE);
    expect(backoff.remaining('a', sim.now)).toBe(0);
    backoff.next('a', sim.now);
    expect(backoff.get('a')).toBe(10 * SECOND);
  });
});

describe('a probe', () => {
  it('turns only after as many outcomes in a row as it asks for', () => {
    const threshold = new Threshold({ successThreshold: 1, failureThreshold: 3 });
    const outcomes = [true, false, false, true, false, false, false];
    expect(outcomes.map((one) => threshold.add(one))).toEqual([
      true,
      undefined,
      undefined,
      true,
      undefined,
      undefined,
      false,
    ]);
  });
});

describe('the patch of a status', () => {
  const base: PodStatus = {
    phase: 'Pending',
    conditions: [
      { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'x' },
      { type: 'example.com/gate', status: 'True' },
    ],
  };

  it('says nothing when nothing changed', () => {
    expect(podStatusPatch('u', base, { ...base, conditions: [...base.conditions!] })).toBeUndefined();
  });

  it('has only what changed, takes away what is no longer said, and leaves the conditions of others alone', () => {
    const made: PodStatus = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    expect(podStatusPatch('u', base, made)).toEqual({
      metadata: { uid: 'u' },
      status: {
        phase: 'Running',
        '$setElementOrder/conditions': [{ type: 'Ready' }, { type: 'example.com/gate' }],
        conditions: [{ type: 'Ready', status: 'True', reason: null, message: null }],
      },
    });
  });
});

describe('base64', () => {
  it('is read as the bytes that were written', () => {
    expect(['czNjcjN0', 'YQ==', '', 'YWI='].map(decodeBase64)).toEqual(['s3cr3t', 'a', '', 'ab']);
  });
});
