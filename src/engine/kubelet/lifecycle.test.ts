import { describe, expect, it } from 'vitest';
import type { Pod } from '../api/pod/types.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { TestNode } from '../testing/test-node.ts';

const WEB = { name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] };
const SLEEPER = { name: 'main', image: 'busybox', command: ['sleep', '3600'] };

function shell(name: string, script: string, rest: Record<string, unknown> = {}) {
  return { name, image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', script], ...rest };
}

function ready(pod: Pod): string | undefined {
  return pod.status.conditions?.find((one) => one.type === 'Ready')?.status;
}

describe('a pod that is deleted', () => {
  it('goes as soon as its program has ended, and leaves nothing on the node', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    node.server.delete('pods', 'default', 'web');
    node.advance(5 * SECOND);
    expect(node.tryPod('web')).toBeUndefined();
    expect(node.runtime.sandboxes.size).toBe(0);
    expect(node.events('web')).toContain('Normal Killing Stopping container web');
  });

  it('waits for a program that does not hear SIGTERM, and kills it after the grace period with 137', () => {
    const node = new TestNode();
    node.run('deaf', { terminationGracePeriodSeconds: 10, containers: [SLEEPER] });
    node.advance(10 * SECOND);
    node.server.delete('pods', 'default', 'deaf');
    node.advance(9 * SECOND);
    expect(node.pod('deaf').metadata.deletionTimestamp).toBeDefined();
    expect(node.pod('deaf').status.phase).toBe('Running');
    const watch = node.server.watch({ resource: 'pods', namespace: 'default' });
    node.advance(5 * SECOND);
    expect(node.tryPod('deaf')).toBeUndefined();
    const last = watch.events.filter((event) => event.type === 'MODIFIED').at(-1)?.object as Pod;
    expect(last.status.phase).toBe('Failed');
    expect(last.status.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(137);
  });

  it('goes even if it never got its image', () => {
    const node = new TestNode();
    node.run('lost', { containers: [{ name: 'main', image: 'nginx:nope' }] });
    node.advance(5 * SECOND);
    node.server.delete('pods', 'default', 'lost');
    node.advance(5 * SECOND);
    expect(node.tryPod('lost')).toBeUndefined();
  });

  it('by force while the kubelet was away is stopped when it comes back', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    node.kubelet.kill();
    node.server.delete('pods', 'default', 'web', { gracePeriodSeconds: 0 });
    node.advance(10 * SECOND);
    expect(node.runtime.containers.size).toBe(1);
    node.startKubelet();
    node.advance(10 * SECOND);
    expect(node.runtime.containers.size).toBe(0);
  });
});

describe('init containers', () => {
  it('run one after another before the others', () => {
    const node = new TestNode();
    node.run('app', {
      initContainers: [shell('first', 'sleep 3'), shell('second', 'sleep 3')],
      containers: [SLEEPER],
    });
    node.advance(3 * SECOND);
    expect(node.pod('app').status).toMatchObject({ phase: 'Pending' });
    expect(node.pod('app').status.containerStatuses?.[0]?.state?.waiting?.reason).toBe('PodInitializing');
    const initialized = node.pod('app').status.conditions?.find((one) => one.type === 'Initialized');
    expect(initialized).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [first second]',
    });
    node.advance(15 * SECOND);
    expect(node.pod('app').status.phase).toBe('Running');
    const [first, second] = [...node.runtime.containers.values()].map((one) => one.record);
    expect(second!.startedAt).toBeGreaterThan(first!.finishedAt);
  });

  it('that fail with restartPolicy Never fail the pod', () => {
    const node = new TestNode();
    node.run('app', { restartPolicy: 'Never', initContainers: [shell('bad', 'exit 1')], containers: [SLEEPER] });
    node.advance(10 * SECOND);
    expect(node.pod('app').status.phase).toBe('Failed');
  });

  it('that restart always stay beside the others, and end after them', () => {
    const node = new TestNode();
    node.run('app', {
      restartPolicy: 'Never',
      initContainers: [{ ...WEB, name: 'sidecar', restartPolicy: 'Always' }],
      containers: [shell('main', 'sleep 5')],
    });
    node.advance(8 * SECOND);
    expect(node.pod('app').status.phase).toBe('Running');
    expect(node.pod('app').status.initContainerStatuses?.[0]).toMatchObject({ started: true, ready: true });
    node.advance(15 * SECOND);
    expect(node.pod('app').status.phase).toBe('Succeeded');
    expect(node.pod('app').status.initContainerStatuses?.[0]?.state?.terminated).toBeDefined();
  });
});

describe('probes', () => {
  const http = { httpGet: { path: '/', port: 80 }, periodSeconds: 2, failureThreshold: 2 };

  it('of readiness decide whether the pod is ready, and leave it running', () => {
    const node = new TestNode();
    node.run('web', { containers: [{ ...WEB, readinessProbe: http }] });
    node.advance(15 * SECOND);
    expect(ready(node.pod('web'))).toBe('True');
    node.runtime.failProbe('default', 'web', 'web', 'readiness', true);
    node.advance(6 * SECOND);
    expect(ready(node.pod('web'))).toBe('False');
    expect(node.pod('web').status.containerStatuses?.[0]).toMatchObject({ ready: false, restartCount: 0 });
    expect(node.events('web')).toContain(
      'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 500',
    );
    node.runtime.failProbe('default', 'web', 'web', 'readiness', false);
    node.advance(4 * SECOND);
    expect(ready(node.pod('web'))).toBe('True');
  });

  it('of liveness restart the container', () => {
    const node = new TestNode();
    node.run('web', { containers: [{ ...WEB, livenessProbe: http }] });
    node.advance(15 * SECOND);
    node.runtime.failProbe('default', 'web', 'web', 'liveness', true);
    node.advance(10 * SECOND);
    expect(node.pod('web').status.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 1 });
    expect(node.events('web')).toContain('Normal Killing Container web failed liveness probe, will be restarted');
  });

  it('that run a command see the files that the container made', () => {
    const node = new TestNode();
    const exec = { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 };
    const script = 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600';
    node.run('live', { containers: [shell('main', script, { livenessProbe: exec })] });
    node.advance(30 * SECOND);
    expect(node.pod('live').status.containerStatuses?.[0]?.restartCount).toBe(0);
    // Three failures from 30 s on, then 30 s in which `sleep` does not hear SIGTERM.
    node.advance(60 * SECOND);
    expect(node.pod('live').status.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  it('of a port where nothing listens say so', () => {
    const node = new TestNode();
    const readinessProbe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 };
    node.run('web', { containers: [{ ...WEB, readinessProbe }] });
    node.advance(20 * SECOND);
    expect(ready(node.pod('web'))).toBe('False');
    const text = 'Get "http://10.244.1.2:8080/healthz": dial tcp 10.244.1.2:8080: connect: connection refused';
    expect(node.events('web')).toContain(`Warning Unhealthy Readiness probe failed: ${text}`);
  });
});

describe('crashes', () => {
  it('of the kubelet leave containers running, and nothing is started twice', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    const [id] = node.runtime.containers.keys();
    node.kubelet.kill();
    node.advance(20 * SECOND);
    node.startKubelet();
    node.advance(MINUTE);
    expect([...node.runtime.containers.keys()]).toEqual([id]);
    expect(node.pod('web').status.containerStatuses?.[0]).toMatchObject({ restartCount: 0, ready: true });
  });

  it('of the runtime leave containers running; new ones wait for it', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    node.containerd.kill();
    node.run('late', { containers: [WEB] });
    node.advance(20 * SECOND);
    expect(node.pod('web').status.phase).toBe('Running');
    expect(node.pod('late').status.phase).toBe('Pending');
    node.startContainerd();
    node.advance(MINUTE);
    expect(node.pod('late').status.phase).toBe('Running');
  });

  it('of the whole machine: after power-on every pod gets a new sandbox and restarts once', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(10 * SECOND);
    node.server.network.powerOff(node.host);
    node.advance(10 * SECOND);
    node.server.network.powerOn(node.host);
    node.startContainerd();
    node.startKubelet();
    node.advance(30 * SECOND);
    const { status } = node.pod('web');
    expect(status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
    expect(status.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({ exitCode: 255, reason: 'Unknown' });
    expect(node.events('web')).toContain(
      'Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.',
    );
  });
});

describe('a node', () => {
  it('says that it is ready, and does nothing but renew its lease when nothing happens', () => {
    const node = new TestNode();
    node.run('web', { containers: [WEB] });
    node.advance(20 * SECOND);
    const before = node.records().length;
    node.advance(4 * MINUTE);
    const spans = node
      .records()
      .slice(before)
      .filter((one) => one.type === 'span' && one.process.startsWith('kubelet'));
    expect(spans).toEqual([]);
    const puts = node
      .records()
      .slice(before)
      .filter((one) => one.type === 'span' && one.operation === 'PUT');
    expect(puts.length).toBeGreaterThan(22);
    expect(puts.length).toBeLessThan(26);
  });

  it('gives the same history for the same seed', () => {
    const run = (seed: number) => {
      const node = new TestNode(seed);
      node.run('web', { containers: [WEB] });
      node.advance(30 * SECOND);
      return node.server.trace.hash.digest();
    };
    expect(run(4)).toBe(run(4));
    expect(run(4)).not.toBe(run(5));
  });
});
