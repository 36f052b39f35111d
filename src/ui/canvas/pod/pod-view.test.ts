import { describe, expect, it } from 'vitest';
import { fixtureNode, fixturePod, type PodPicture } from '../../kit/fixture/objects.ts';
import { machineView, nodeStatus } from '../cluster/machine-view.ts';
import { podView } from './pod-view.ts';
import { sizeFor } from './pod-size.ts';

describe('a pod', () => {
  it.each([
    ['Pending', 'pending', 'Pending'],
    ['ContainerCreating', 'creating', 'ContainerCreating'],
    ['Init', 'creating', 'Init:0/1'],
    ['Running', 'running', 'Running'],
    ['Ready', 'ready', 'Running'],
    ['CrashLoopBackOff', 'backoff', 'CrashLoopBackOff'],
    ['ImagePullBackOff', 'backoff', 'ImagePullBackOff'],
    ['Succeeded', 'succeeded', 'Completed'],
    ['Failed', 'failed', 'Error'],
    ['Terminating', 'terminating', 'Terminating'],
  ] satisfies [PodPicture, string, string][])('that is %s is drawn as %s and says %s', (picture, shape, status) => {
    const view = podView(fixturePod('web', 'worker-1', picture));
    expect({ shape: view.shape, status: view.status }).toEqual({ shape, status });
  });

  it('shows how long its back-off lasts, and who owns it', () => {
    const view = podView(fixturePod('web', 'worker-1', 'CrashLoopBackOff', 'web-1'));
    expect(view).toMatchObject({ backoff: { seconds: 40 }, badge: 'RS', restarts: 4 });
  });

  it('is looked at once', () => {
    const pod = fixturePod('web', 'worker-1', 'Ready');
    expect(podView(pod)).toBe(podView(pod));
  });
});

describe('a node', () => {
  it('says what kubectl says', () => {
    expect(nodeStatus(fixtureNode('a'))).toBe('Ready');
    expect(nodeStatus(fixtureNode('a', false, true))).toBe('NotReady,SchedulingDisabled');
  });

  it('counts requests against what can be allocated; a finished pod holds nothing', () => {
    const pods = [fixturePod('a', 'n', 'Ready'), fixturePod('b', 'n', 'Ready'), fixturePod('c', 'n', 'Succeeded')];
    const { cpu, memory } = machineView(fixtureNode('n'), pods);
    expect(cpu).toEqual({ used: 0.5, total: 4 });
    expect(memory).toEqual({ used: 512 * 1024 ** 2, total: 8 * 1024 ** 3 });
  });

  it('draws pods smaller as they become many, and never more than fit', () => {
    expect([1, 6, 7, 9, 10, 60, 61].map((count) => sizeFor(count, 460, 113))).toEqual([
      'capsule',
      'capsule',
      'slim',
      'slim',
      'chip',
      'dots',
      'dots',
    ]);
  });
});
