import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../api/pod/types.ts';
import { SeededRandom } from '../../../sim/index.ts';
import { newPodInfo } from '../../cache/pod-info.ts';
import type { PostFilterResult } from '../../framework/interface.ts';
import { Framework } from '../../framework/runtime.ts';
import { Nominator } from '../../queue/nominator.ts';
import { PodScheduler } from '../../schedule-pod.ts';
import { makeCache, makeNode, makePod, on } from '../../test-objects.ts';
import { NodeAffinity } from '../nodeaffinity/index.ts';
import { Fit } from '../noderesources/fit.ts';
import { PrioritySort } from '../queuesort/index.ts';
import type { Candidate } from './dry-run.ts';
import { DefaultPreemption } from './index.ts';

const NODES = ['a', 'b', 'c'].map((name) => makeNode(name, { allocatable: { cpu: '4' } }));

interface Outcome extends PostFilterResult {
  readonly evicted: Candidate | undefined;
}

/** Fails to place the pod, and runs preemption. */
function preempt(placed: readonly Pod[], pod: Pod, nodes = NODES): Outcome {
  const cache = makeCache(nodes, placed);
  const nominator = new Nominator();
  const random = new SeededRandom(1, 'kube-scheduler');
  let evicted: Candidate | undefined;
  const plugin = new DefaultPreemption({
    cache,
    random,
    framework: () => framework,
    nominator: () => nominator,
    getPod: () => pod,
    isPreempting: () => false,
    *evict(candidate) {
      evicted = candidate;
    },
  });
  const plugins = [new PrioritySort(), new Fit(), new NodeAffinity(), plugin];
  const framework: Framework = new Framework(
    'default-scheduler',
    plugins.map((one) => ({ plugin: one, weight: 1 })),
  );
  const info = newPodInfo(pod, cache.classes);
  const result = new PodScheduler(framework, cache, nominator, random).schedulePod(info);
  if (result.kind !== 'noFit') throw new Error(`expected no fit, got ${result.kind}`);
  const outcome = framework.runPostFilter(result.state, info, result.diagnosis.nodeToStatus);
  outcome.act?.next();
  return { ...outcome, evicted };
}

const cpu = (name: string, amount: string, priority = 0, startTime = '2026-01-01T00:00:00Z'): Pod =>
  makePod(name, { requests: { cpu: amount }, spec: { priority }, status: { startTime } });
const victims = ({ evicted }: Outcome): string[] => evicted?.victims.map(({ pod }) => pod.metadata.name) ?? [];

describe('preemption', () => {
  it('is not helpful where the node is too small or does not match', () => {
    const { status, nominatedNodeName } = preempt([], cpu('huge', '64', 10));
    expect(status?.message).toBe('preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.');
    expect(nominatedNodeName).toBe('');
  });

  it('finds no victims among pods of the same priority', () => {
    const placed = ['a', 'b', 'c'].map((node) => on(node, cpu(`on-${node}`, '3', 10)));
    expect(preempt(placed, cpu('p', '2', 10)).status?.message).toBe(
      'preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    );
  });

  it('is not for pods that have given it up', () => {
    const pod = cpu('polite', '2', 10);
    const placed = ['a', 'b', 'c'].map((node) => on(node, cpu(`on-${node}`, '3')));
    const { status } = preempt(placed, { ...pod, spec: { ...pod.spec, preemptionPolicy: 'Never' } });
    expect(status?.message).toBe('preemption: not eligible due to preemptionPolicy=Never.');
  });

  it('takes no more than it needs, and spares the more important', () => {
    const placed = [
      on('a', cpu('a-1', '1', 1)),
      on('a', cpu('a-2', '1', 2)),
      on('a', cpu('a-3', '1', 3)),
      on('a', cpu('a-4', '1', 4)),
    ];
    const outcome = preempt(placed, cpu('p', '2', 10), [NODES[0]!]);
    expect(outcome.nominatedNodeName).toBe('a');
    expect(victims(outcome)).toEqual(['a-2', 'a-1']);
  });

  it('spares, of equals, who has run longer', () => {
    const placed = [
      on('a', cpu('old', '2', 0, '2026-01-01T00:00:00Z')),
      on('a', cpu('new', '2', 0, '2026-01-02T00:00:00Z')),
    ];
    expect(victims(preempt(placed, cpu('p', '2', 10), [NODES[0]!]))).toEqual(['new']);
  });

  it('chooses the node whose worst loss is least', () => {
    const placed = [on('a', cpu('five', '4', 5)), on('b', cpu('three', '4', 3)), on('c', cpu('four', '4', 4))];
    expect(preempt(placed, cpu('p', '4', 10)).nominatedNodeName).toBe('b');
  });

  it('then the one that loses less in sum, then fewer pods, then younger ones', () => {
    const two = [on('a', cpu('a-1', '2')), on('a', cpu('a-2', '2'))];
    const one = [on('b', cpu('b-1', '4', 0, '2026-01-01T00:00:00Z'))];
    const younger = [on('c', cpu('c-1', '4', 0, '2026-01-02T00:00:00Z'))];
    expect(preempt([...two, ...one], cpu('p', '4', 10), NODES.slice(0, 2)).nominatedNodeName).toBe('b');
    expect(preempt([...two, ...one, ...younger], cpu('p', '4', 10)).nominatedNodeName).toBe('c');
  });

  it('waits for the victims of its own that are still ending', () => {
    const victim = cpu('victim', '4');
    const condition = { type: 'DisruptionTarget', status: 'True' as const, reason: 'PreemptionByScheduler' };
    const ending = on('a', {
      ...victim,
      metadata: { ...victim.metadata, deletionTimestamp: '2026-01-01T00:00:10Z' },
      status: { ...victim.status, conditions: [condition] },
    });
    const pod = cpu('p', '4', 10);
    const nominated = { ...pod, status: { ...pod.status, nominatedNodeName: 'a' } };
    const { status, nominatedNodeName } = preempt([ending], nominated, [NODES[0]!]);
    expect(status?.message).toBe('preemption: not eligible due to a terminating pod on the nominated node.');
    expect(nominatedNodeName).toBeUndefined();
  });
});
