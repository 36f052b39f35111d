import { describe, expect, it } from 'vitest';
import { Host, MILLISECOND, Process, SECOND, Sim, sleep, type Task } from '../sim/index.ts';
import { TraceRecorder } from '../trace/index.ts';
import { WorkQueue, runWorkers } from './index.ts';
import { newConflict } from '../apimachinery/index.ts';

function queueOn(workers: number, sync: (key: string, sim: Sim) => Task) {
  const sim = new Sim({ seed: 1 });
  const process = new Process(sim, 'controller', new Host('host-1'));
  const queue = new WorkQueue(process, 'test');
  runWorkers(process, queue, workers, (key) => sync(key, sim));
  return { sim, process, queue };
}

describe('the workqueue', () => {
  it('is fair: keys come out in the order they went in', () => {
    const seen: string[] = [];
    const { sim, queue } = queueOn(1, function* (key, sim) {
      seen.push(key);
      yield* sleep(sim, MILLISECOND);
    });
    for (const key of ['c', 'a', 'b']) queue.add(key);
    sim.runUntil(SECOND);
    expect(seen).toEqual(['c', 'a', 'b']);
  });

  it('is stingy: a key added many times before it is taken is worked on once', () => {
    const seen: string[] = [];
    const { sim, queue } = queueOn(1, function* (key) {
      seen.push(key);
    });
    for (let i = 0; i < 5; i++) queue.add('a');
    sim.runUntil(SECOND);
    expect(seen).toEqual(['a']);
  });

  it('is single: a key is never in two hands, and added while in work it comes again', () => {
    let working = 0;
    let most = 0;
    let times = 0;
    const { sim, queue } = queueOn(3, function* (_key, sim) {
      working++;
      times++;
      most = Math.max(most, working);
      yield* sleep(sim, 10 * MILLISECOND);
      working--;
    });
    queue.add('a');
    sim.after(5 * MILLISECOND, () => queue.add('a'), undefined);
    sim.runUntil(SECOND);
    expect([most, times]).toEqual([1, 2]);
  });

  it('is patient: a key added for later comes no sooner, and the earliest of several times holds', () => {
    const seen: number[] = [];
    const { sim, queue } = queueOn(1, function* (_key, sim) {
      seen.push(sim.now);
    });
    queue.addAfter('a', 3 * SECOND);
    queue.addAfter('a', 2 * SECOND);
    queue.addAfter('a', 9 * SECOND);
    sim.runUntil(20 * SECOND);
    expect(seen).toEqual([2 * SECOND]);
  });

  it('puts a refused key back with doubling delays and forgets its failures once it succeeds', () => {
    const at: number[] = [];
    const { sim, queue } = queueOn(1, function* (_key, sim) {
      at.push(sim.now);
      if (at.length < 4) throw newConflict({ group: '', resource: 'pods' }, 'a', new Error('changed').message);
    });
    queue.add('a');
    sim.runUntil(SECOND);
    expect(at).toEqual([0, 5, 15, 35].map((ms) => ms * MILLISECOND));
    expect(queue.numRequeues('a')).toBe(0);
  });

  it('remembers why: the reconcile is caused by the newest add', () => {
    const recorder = new TraceRecorder();
    const sim = new Sim({ seed: 1, recorder });
    const process = new Process(sim, 'controller', new Host('host-1'));
    const queue = new WorkQueue(process, 'test');
    const older = process.note('watch', 'older');
    const newer = process.note('watch', 'newer');
    for (const cause of [older, newer]) {
      sim.cause = cause;
      queue.add('a');
    }
    runWorkers(process, queue, 1, function* () {});
    sim.runUntil(SECOND);
    expect(recorder.get(newer + 1)).toMatchObject({ operation: 'sync test', key: 'a', cause: newer, outcome: 'ok' });
  });
});
