import { beforeEach, describe, expect, it } from 'vitest';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { DaemonSet } from '../../api/daemonset/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONTROLLER_REVISIONS, DAEMON_SETS, NODES, PODS } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World, template } from '../../testing/control-plane-world.ts';

function daemon(image = 'fluentd:1', more = {}): object {
  const spec = { selector: { matchLabels: { app: 'agent' } }, template: template('agent', image), ...more };
  return { metadata: { name: 'agent' }, spec };
}

describe('daemonset-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    for (const name of ['worker-1', 'worker-2', 'worker-3']) world.addNode(name);
  });

  const status = (): DaemonSet['status'] => world.get<DaemonSet>(DAEMON_SETS, 'agent')!.status;
  const nodesOf = (): (string | undefined)[] =>
    world
      .list<Pod>(PODS)
      .map(({ spec }) => spec.nodeName)
      .sort();
  const images = (): string[] => world.list<Pod>(PODS).map(({ spec }) => spec.containers[0]!.image);

  it('runs one pod on each node, each meant for its node, and on nodes that come later', () => {
    world.create(DAEMON_SETS, daemon());
    world.advance(5 * SECOND);
    expect(nodesOf()).toEqual(['worker-1', 'worker-2', 'worker-3']);
    world.addNode('worker-4');
    world.advance(5 * SECOND);
    expect(nodesOf()).toEqual(['worker-1', 'worker-2', 'worker-3', 'worker-4']);
    expect(status()).toEqual({
      currentNumberScheduled: 4,
      desiredNumberScheduled: 4,
      numberAvailable: 4,
      numberMisscheduled: 0,
      numberReady: 4,
      observedGeneration: 1,
      updatedNumberScheduled: 4,
    });
    const [pod] = world.list<Pod>(PODS);
    expect(pod!.metadata.labels?.['pod-template-generation']).toBe('1');
    expect(pod!.spec.tolerations?.map(({ key }) => key)).toContain('node.kubernetes.io/unschedulable');
    expect(world.messages('SuccessfulCreate')).toHaveLength(4);
  });

  it('leaves nodes alone that its selector or a taint rules out, and leaves when a label goes', () => {
    world.patch(NODES, 'worker-1', { metadata: { labels: { disk: 'ssd' } } });
    world.patch(NODES, 'worker-2', { metadata: { labels: { disk: 'ssd' } } });
    world.patch(NODES, 'worker-3', {
      metadata: { labels: { disk: 'ssd' } },
      spec: { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] },
    });
    const { spec } = template('agent', 'fluentd:1') as { spec: object };
    const chosen = { metadata: { labels: { app: 'agent' } }, spec: { ...spec, nodeSelector: { disk: 'ssd' } } };
    world.create(DAEMON_SETS, daemon('fluentd:1', { template: chosen }));
    world.advance(5 * SECOND);
    expect(nodesOf()).toEqual(['worker-1', 'worker-2']);
    world.patch(NODES, 'worker-1', { metadata: { labels: { disk: null } } });
    world.advance(5 * SECOND);
    expect(nodesOf()).toEqual(['worker-2']);
    expect(status()).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 0 });
  });

  it('rolls node by node, keeps a revision per template, and goes back to a number above', () => {
    world.create(DAEMON_SETS, daemon());
    world.advance(5 * SECOND);
    world.patch(DAEMON_SETS, 'agent', { spec: { template: template('agent', 'fluentd:2') } });
    world.advance(20 * SECOND);
    expect(images()).toEqual(['fluentd:2', 'fluentd:2', 'fluentd:2']);
    const numbers = (): number[] =>
      world
        .list<ControllerRevision>(CONTROLLER_REVISIONS)
        .map(({ revision }) => revision)
        .sort();
    expect(numbers()).toEqual([1, 2]);
    world.patch(DAEMON_SETS, 'agent', { spec: { template: template('agent', 'fluentd:1') } });
    world.advance(20 * SECOND);
    expect(images()).toEqual(['fluentd:1', 'fluentd:1', 'fluentd:1']);
    expect(numbers()).toEqual([2, 3]);
  });

  it('stops rolling while as many pods are unavailable as may be', () => {
    world.create(DAEMON_SETS, daemon());
    world.advance(5 * SECOND);
    world.broken = true;
    world.patch(DAEMON_SETS, 'agent', { spec: { template: template('agent', 'fluentd:2') } });
    world.advance(20 * SECOND);
    expect(images().sort()).toEqual(['fluentd:1', 'fluentd:1', 'fluentd:2']);
    expect(status()).toMatchObject({ numberUnavailable: 1, updatedNumberScheduled: 1, observedGeneration: 2 });
  });

  it('with OnDelete, only replaces what somebody deletes', () => {
    world.create(DAEMON_SETS, daemon('fluentd:1', { updateStrategy: { type: 'OnDelete' } }));
    world.advance(5 * SECOND);
    world.patch(DAEMON_SETS, 'agent', { spec: { template: template('agent', 'fluentd:2') } });
    world.advance(10 * SECOND);
    expect(images()).toEqual(['fluentd:1', 'fluentd:1', 'fluentd:1']);
    expect(status()).toMatchObject({ currentNumberScheduled: 3, numberAvailable: 3 });
    expect(status().updatedNumberScheduled ?? 0).toBe(0);
    world.delete(PODS, world.list<Pod>(PODS)[0]!.metadata.name);
    world.advance(5 * SECOND);
    expect(images().sort()).toEqual(['fluentd:1', 'fluentd:1', 'fluentd:2']);
  });

  it('with maxSurge, has the new pod ready before the old one goes', () => {
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
    world.create(DAEMON_SETS, daemon('fluentd:1', { updateStrategy: { type: 'RollingUpdate', rollingUpdate } }));
    world.advance(5 * SECOND);
    world.broken = true;
    world.patch(DAEMON_SETS, 'agent', { spec: { template: template('agent', 'fluentd:2') } });
    world.advance(10 * SECOND);
    expect(images().sort()).toEqual(['fluentd:1', 'fluentd:1', 'fluentd:1', 'fluentd:2']);
  });

  it('replaces failed pods', () => {
    world.create(DAEMON_SETS, daemon());
    world.advance(5 * SECOND);
    const [pod] = world.list<Pod>(PODS);
    const pods = world.client.resource<Pod>(PODS);
    const status = { phase: 'Failed' };
    world.run(pods.patch('default', pod!.metadata.name, 'application/merge-patch+json', { status }, 'status'));
    world.advance(5 * SECOND);
    const { nodeName } = pod!.spec;
    expect(world.messages('FailedDaemonPod')).toEqual([
      `Found failed daemon pod default/${pod!.metadata.name} on node ${nodeName}, will try to kill it`,
    ]);
    expect(nodesOf()).toEqual(['worker-1', 'worker-2', 'worker-3']);
  });
});
