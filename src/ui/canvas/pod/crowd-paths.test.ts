import { expect, test } from 'vitest';
import { fixturePod } from '../../kit/fixture/objects.ts';
import { crowdPaths, moved } from './crowd-paths.ts';

test('a path is moved by its absolute commands alone', () => {
  expect(moved('M1 2l3 4M5.5 6H7v1V8A5 5 0 0 1 4 3C1 1 2 2 3 3z', 10, 100)).toBe(
    'M11 102l3 4M15.5 106H17v1V108A5 5 0 0 1 14 103C11 101 12 102 13 103z',
  );
});

test('pods that are alike are one drawing, each at its place; others are another', () => {
  const pods = [
    fixturePod('a', 'worker-1', 'Ready'),
    fixturePod('b', 'worker-1', 'Ready'),
    fixturePod('c', 'worker-1', 'Failed', undefined, 'kube-system'),
    fixturePod('nowhere', 'worker-1', 'Pending'),
  ];
  const places = new Map(
    pods.slice(0, 3).map((pod, i) => [pod.metadata.uid, { x: i * 30, y: 0, width: 26, height: 26 }]),
  );
  const { shapes, bases } = crowdPaths(pods, places);
  expect([...shapes.keys()]).toEqual(['ready', 'failed']);
  const starts = [...shapes.get('ready')!.body.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x));
  expect(starts).toHaveLength(2);
  expect(starts[1]! - starts[0]!).toBe(30);
  expect([...bases.values()].map((d) => d.split('M').length - 1)).toEqual([2, 1]);
});
