import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../api/pod/types.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { TestNode } from '../testing/test-node.ts';

const WEB = { name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] };

function shell(script: string, rest: Record<string, unknown> = {}) {
  return { name: 'main', image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', script], ...rest };
}

function main(pod: Pod): ContainerStatus {
  return pod.status.containerStatuses![0]!;
}

/** What `seen` says of the pod, each time it changes, looking once a second. */
function history(node: TestNode, name: string, seconds: number, seen: (pod: Pod) => string): string[] {
  const all: string[] = [];
  for (let i = 0; i < seconds; i++) {
    node.advance(SECOND);
    const pod = node.tryPod(name);
    const now = pod ? seen(pod) : 'gone';
    if (all.at(-1) !== now) all.push(now);
  }
  return all;
}

function stateOf(pod: Pod): string {
  const { state, restartCount } = main(pod);
  return `${state?.waiting?.reason ?? state?.terminated?.reason ?? 'Running'} ${restartCount}`;
}

describe('a pod that is bound to a node', () => {
  it('pulls its image, gets an address, runs and becomes ready', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    const { status } = node.pod('web');
    expect(status.phase).toBe('Running');
    expect(status.podIP).toBe('10.244.1.2');
    expect(status.conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'PodReadyToStartContainers True',
      'Initialized True',
      'Ready True',
      'ContainersReady True',
      'PodScheduled True',
    ]);
    expect(status.conditions?.find((one) => one.type === 'Ready')).not.toHaveProperty('message');
    expect(main(node.pod('web'))).toMatchObject({ ready: true, started: true, restartCount: 0 });
    expect(node.events('web').map((event) => event.replace(/in [\d.]+m?s \(.*waiting\)/, 'in T'))).toEqual([
      'Normal Pulling Pulling image "nginx"',
      'Normal Pulled Successfully pulled image "nginx" in T. Image size: 72107100 bytes.',
      'Normal Created Container created',
      'Normal Started Container started',
    ]);
  });

  it('has its status written once for each real change, and not again', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * MINUTE);
    const patches = node.records().filter((record) => record.type === 'span' && record.operation === 'PATCH');
    const ofPod = patches.filter((record) => record.type === 'span' && record.key.endsWith('/pods/web/status'));
    // ContainerCreating, PodReadyToStartContainers, Running.
    expect(ofPod).toHaveLength(3);
  });

  it('does not pull what is on the node already', () => {
    const node = new TestNode();
    node.run('one', { containers: [{ ...WEB, imagePullPolicy: 'IfNotPresent' }] });
    node.advance(10 * SECOND);
    node.run('two', { containers: [{ ...WEB, imagePullPolicy: 'IfNotPresent' }] });
    node.advance(3 * SECOND);
    expect(node.pod('two').status.phase).toBe('Running');
    const message = 'Container image "nginx" already present on machine and can be accessed by the pod';
    expect(node.events('two')[0]).toBe(`Normal Pulled ${message}`);
  });
});

describe('a container that ends', () => {
  it('restarts at once, then after 10 s, 20 s, 40 s, and says why it waits', () => {
    const node = new TestNode();
    node.run('bad', { containers: [shell('sleep 2; exit 3')] });
    const seen = history(node, 'bad', 60, stateOf);
    expect(seen.filter((state) => state.startsWith('CrashLoopBackOff'))).toEqual([
      'CrashLoopBackOff 1',
      'CrashLoopBackOff 2',
      'CrashLoopBackOff 3',
    ]);
    const pod = node.pod('bad');
    expect(main(pod).state?.waiting?.message).toBe(
      `back-off 40s restarting failed container=main pod=bad_default(${pod.metadata.uid})`,
    );
    expect(main(pod).lastState?.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    expect(node.events('bad')).toContain(
      `Warning BackOff Back-off restarting failed container main in pod bad_default(${pod.metadata.uid})`,
    );
  });

  it('is left alone with restartPolicy Never, and the pod has failed or succeeded', () => {
    const node = new TestNode();
    node.run('good', { restartPolicy: 'Never', containers: [shell('echo done')] });
    node.run('bad', { restartPolicy: 'Never', containers: [shell('exit 1')] });
    node.advance(MINUTE);
    expect([node.pod('good').status.phase, node.pod('bad').status.phase]).toEqual(['Succeeded', 'Failed']);
    const ready = node.pod('good').status.conditions?.find((one) => one.type === 'Ready');
    expect(ready).toMatchObject({ status: 'False', reason: 'PodCompleted' });
    expect([main(node.pod('good')).restartCount, main(node.pod('bad')).restartCount]).toEqual([0, 0]);
  });

  it('that somebody kills is started again', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    expect(node.runtime.crashContainer('default', 'web', 'web', 137, 'OOMKilled')).toBe(true);
    node.advance(5 * SECOND);
    const status = main(node.pod('web'));
    expect(status).toMatchObject({ restartCount: 1, ready: true });
    expect(status.lastState?.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });
});

describe('an image that cannot be had', () => {
  it('waits with ErrImagePull and ImagePullBackOff, in the words of the runtime', () => {
    const node = new TestNode();
    node.run('lost', { containers: [{ name: 'main', image: 'nginx:nope' }] });
    const seen = history(node, 'lost', 20, (pod) => main(pod).state?.waiting?.reason ?? '');
    expect(seen.filter((reason) => reason !== 'ContainerCreating').slice(0, 3)).toEqual([
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
    ]);
    const cause =
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found';
    expect(node.events('lost')).toEqual([
      'Normal Pulling Pulling image "nginx:nope"',
      `Warning Failed Failed to pull image "nginx:nope": ${cause}`,
      'Warning Failed Error: ErrImagePull',
      'Normal BackOff Back-off pulling image "nginx:nope"',
      'Warning Failed Error: ImagePullBackOff',
    ]);
    expect(main(node.pod('lost')).state?.waiting?.message).toBe(
      `Back-off pulling image "nginx:nope": ErrImagePull: ${cause}`,
    );
  });

  it('is not even asked for when its name is no name', () => {
    const node = new TestNode();
    node.run('odd', { containers: [{ name: 'main', image: 'Nginx' }] });
    node.advance(5 * SECOND);
    expect(main(node.pod('odd')).state?.waiting?.reason).toBe('InvalidImageName');
  });

  it('comes as soon as the registry gives it again', () => {
    const node = new TestNode();
    node.registry.failPulls('nginx', 'unexpected status from HEAD request: 503 Service Unavailable');
    node.run('web', { containers: [WEB] });
    node.advance(20 * SECOND);
    expect(node.pod('web').status.phase).toBe('Pending');
    node.registry.failPulls('nginx', undefined);
    node.advance(MINUTE);
    expect(node.pod('web').status.phase).toBe('Running');
  });
});

describe('a command that is not in its image', () => {
  it('keeps the container in RunContainerError, in the words of the runtime', () => {
    const node = new TestNode();
    node.run('odd', { containers: [{ ...shell(''), command: ['python'] }] });
    const seen = history(node, 'odd', 20, (pod) => main(pod).state?.waiting?.reason ?? '');
    expect(seen).toContain('RunContainerError');
    expect(node.events('odd')).toContain(
      'Warning Failed Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "python": executable file not found in $PATH: unknown',
    );
  });
});

describe('what a container needs and is not there', () => {
  it('keeps it in CreateContainerConfigError until it is', () => {
    const node = new TestNode();
    const env = [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'settings', key: 'x' } } }];
    node.run('app', { containers: [shell('sleep 1000', { env })] });
    node.advance(10 * SECOND);
    expect(main(node.pod('app')).state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    expect(node.events('app')).toContain('Warning Failed Error: configmap "settings" not found');
    node.configMap('settings', { x: '1' });
    node.advance(20 * SECOND);
    expect(node.pod('app').status.phase).toBe('Running');
  });

  it('as a volume keeps the pod in ContainerCreating, with FailedMount', () => {
    const node = new TestNode();
    const volumes = [{ name: 'conf', configMap: { name: 'settings' } }];
    node.run('app', { volumes, containers: [shell('sleep 1000')] });
    node.advance(5 * SECOND);
    expect(stateOf(node.pod('app'))).toBe('ContainerCreating 0');
    const text = 'MountVolume.SetUp failed for volume "conf" : configmap "settings" not found';
    expect(node.events('app')).toEqual([`Warning FailedMount ${text}`]);
    node.configMap('settings', { x: '1' });
    node.advance(20 * SECOND);
    expect(node.pod('app').status.phase).toBe('Running');
  });
});

describe('a pod that does not fit', () => {
  it('fails when it arrives', () => {
    const node = new TestNode();
    const resources = { requests: { cpu: '3' } };
    node.run('big', { containers: [shell('sleep 1000', { resources })] });
    node.advance(SECOND);
    node.run('bigger', { containers: [shell('sleep 1000', { resources })] });
    node.advance(5 * SECOND);
    expect(node.pod('big').status.phase).toBe('Running');
    expect(node.pod('bigger').status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
      message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 3000, capacity: 4000",
    });
  });
});
