import { describe, expect, it } from 'vitest';
import type { Node } from '../../api/node/types.ts';
import { Host, MINUTE, Process, SECOND, Sim } from '../../sim/index.ts';
import { Cache } from '../cache/cache.ts';
import { newPodInfo, type PodInfo } from '../cache/pod-info.ts';
import { EVENT_ASSIGNED_POD_ADD, EVENT_ASSIGNED_POD_DELETE, EVENT_NODE_ADD } from '../framework/events.ts';
import { Framework } from '../framework/runtime.ts';
import { NodeAffinity } from '../plugins/nodeaffinity/index.ts';
import { Fit } from '../plugins/noderesources/fit.ts';
import { PrioritySort } from '../plugins/queuesort/index.ts';
import { SchedulingGates } from '../plugins/schedulinggates/index.ts';
import { makeNode, makePod, on, type PodOptions } from '../test-objects.ts';
import type { QueuedPodInfo } from './queued-pod-info.ts';
import { SchedulingQueue, backoffDuration } from './scheduling-queue.ts';

/** A queue and a reader that notes what it is given and when. */
class Fixture {
  readonly sim = new Sim({ seed: 1 });
  readonly cache = new Cache();
  readonly queue: SchedulingQueue;
  readonly taken: { name: string; at: number; queued: QueuedPodInfo }[] = [];
  readonly #process = new Process(this.sim, 'kube-scheduler', new Host('control-plane-1'));

  constructor() {
    const plugins = [new SchedulingGates(), new PrioritySort(), new Fit(), new NodeAffinity()];
    const framework = new Framework(
      'default-scheduler',
      plugins.map((plugin) => ({ plugin, weight: 1 })),
    );
    this.queue = new SchedulingQueue(this.#process, framework, this.cache.classes);
  }

  info(name: string, options: PodOptions = {}): PodInfo {
    return newPodInfo(makePod(name, options), this.cache.classes);
  }

  add(name: string, options: PodOptions = {}): void {
    this.queue.add(this.info(name, options));
  }

  /** Takes `count` pods, or as many as come. */
  take(count: number): void {
    const { queue, sim, taken } = this;
    this.#process.go(
      'taker',
      (function* () {
        for (let i = 0; i < count; i++) {
          const queued = yield* queue.pop();
          taken.push({ name: queued.podInfo.pod.metadata.name, at: sim.now, queued });
        }
      })(),
    );
    this.run(0);
  }

  run(duration: number): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  names(): string[] {
    return this.taken.map(({ name }) => name);
  }

  /** Takes the next pod and puts it back as rejected by these plugins; none stands for an error. */
  reject(...plugins: string[]): QueuedPodInfo {
    this.take(1);
    const { queued } = this.taken[this.taken.length - 1]!;
    queued.unschedulablePlugins = new Set(plugins);
    this.queue.addUnschedulableIfNotPresent(queued);
    return queued;
  }

  move(node: Node): void {
    this.queue.moveAllToActiveOrBackoffQueue(EVENT_NODE_ADD, undefined, node);
    this.run(0);
  }
}

const priority = (value: number): PodOptions => ({ spec: { priority: value } });

describe('Ordered', () => {
  it('gives the highest priority first, and among equals who came first', () => {
    const f = new Fixture();
    f.add('low', priority(1));
    f.run(1000);
    f.add('first', priority(5));
    f.run(1000);
    f.add('second', priority(5));
    f.add('top', priority(9));
    f.take(4);
    expect(f.names()).toEqual(['top', 'first', 'second', 'low']);
  });

  it('keeps that order when pods leave from the middle', () => {
    const f = new Fixture();
    for (const value of [5, 3, 8, 1, 9, 2, 7]) f.add(`p${value}`, priority(value));
    f.queue.delete('uid-p8');
    f.queue.delete('uid-p2');
    f.take(5);
    expect(f.names()).toEqual(['p9', 'p7', 'p5', 'p3', 'p1']);
  });

  it('makes its reader wait while there is none', () => {
    const f = new Fixture();
    f.take(1);
    f.run(3 * SECOND);
    f.add('late');
    f.run(0);
    expect(f.taken[0]?.at).toBe(3 * SECOND);
  });
});

describe('Patient', () => {
  it('backs off 1 s doubling to 10 s', () => {
    const f = new Fixture();
    f.add('p');
    f.take(1);
    const { queued } = f.taken[0]!;
    const seconds = [1, 2, 3, 4, 5, 6].map((unschedulableCount) => backoffDuration({ ...queued, unschedulableCount }));
    expect(seconds).toEqual([1, 2, 4, 8, 10, 10].map((n) => n * SECOND));
  });

  it('holds a pod back after an error of ours or of the API server', () => {
    const f = new Fixture();
    f.add('p');
    f.reject();
    f.take(1);
    expect(f.taken).toHaveLength(1);
    f.run(3 * SECOND);
    expect(f.taken).toHaveLength(2);
    expect(f.taken[1]!.at).toBeGreaterThanOrEqual(1 * SECOND);
  });

  it('takes a pod out of its back-off when nothing else is to be done', () => {
    const f = new Fixture();
    f.add('p', { requests: { cpu: '1' } });
    f.reject('NodeResourcesFit');
    f.move(makeNode('n'));
    expect(f.queue.backoffLength).toBe(1);
    f.take(1);
    expect(f.taken).toHaveLength(2);
    expect(f.taken[1]!.at).toBe(0);
  });
});

describe('Discerning', () => {
  it('moves only pods that the event may help', () => {
    const f = new Fixture();
    f.add('wants-cpu', { requests: { cpu: '8' } });
    f.reject('NodeResourcesFit');
    f.add('wants-ssd', { spec: { nodeSelector: { disk: 'ssd' } } });
    f.reject('NodeAffinity');
    f.move(makeNode('small'));
    expect(f.queue.unschedulableLength).toBe(2);
    f.move(makeNode('fast', { labels: { disk: 'ssd' } }));
    expect(f.queue.unschedulableLength).toBe(1);
    f.move(makeNode('large', { allocatable: { cpu: '16' } }));
    expect(f.queue.unschedulableLength).toBe(0);
  });

  it('lets a pod that lacks room wait through arrivals, not through departures', () => {
    const f = new Fixture();
    f.add('p', { requests: { cpu: '1' } });
    f.reject('NodeResourcesFit');
    const other = on('n', makePod('other'));
    f.queue.moveAllToActiveOrBackoffQueue(EVENT_ASSIGNED_POD_ADD, undefined, other);
    expect(f.queue.unschedulableLength).toBe(1);
    f.queue.moveAllToActiveOrBackoffQueue(EVENT_ASSIGNED_POD_DELETE, other, undefined);
    expect(f.queue.unschedulableLength).toBe(0);
  });
});

describe('Forgetting nothing', () => {
  it('counts events that came while the pod was being tried', () => {
    const f = new Fixture();
    f.add('p', { requests: { cpu: '1' } });
    f.take(1);
    f.move(makeNode('n'));
    const { queued } = f.taken[0]!;
    queued.unschedulablePlugins = new Set(['NodeResourcesFit']);
    f.queue.addUnschedulableIfNotPresent(queued);
    expect(f.queue.unschedulableLength).toBe(0);
    expect(f.queue.backoffLength).toBe(1);
  });

  it('tries a pod again after five minutes even if nothing happens', () => {
    const f = new Fixture();
    f.add('p');
    f.reject('NodeAffinity');
    f.take(1);
    f.run(5 * MINUTE);
    expect(f.taken).toHaveLength(1);
    f.run(31 * SECOND);
    expect(f.taken).toHaveLength(2);
  });

  it('takes a pod once, however often it is put back', () => {
    const f = new Fixture();
    f.add('p');
    const queued = f.reject('NodeAffinity');
    f.queue.addUnschedulableIfNotPresent(queued);
    f.queue.activate(['uid-p']);
    f.queue.activate(['uid-p']);
    f.take(2);
    expect(f.names()).toEqual(['p', 'p']);
  });
});

describe('Gated', () => {
  it('keeps a pod out whatever happens, until its gates are gone', () => {
    const f = new Fixture();
    const gated = makePod('p', { spec: { schedulingGates: [{ name: 'wait' }] } });
    f.queue.add(newPodInfo(gated, f.cache.classes));
    f.take(1);
    f.move(makeNode('n'));
    f.run(10 * MINUTE);
    expect(f.taken).toEqual([]);
    f.queue.update(gated, makePod('p'), (pod) => newPodInfo(pod, f.cache.classes));
    f.run(0);
    expect(f.names()).toEqual(['p']);
  });
});
