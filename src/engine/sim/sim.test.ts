import { describe, expect, it } from 'vitest';
import { Channel, EngineFault, Host, MILLISECOND, Process, SECOND, Sim, Waiter, sleep, type Task } from './index.ts';

function machine(seed = 1) {
  const sim = new Sim({ seed });
  const process = new Process(sim, 'test', new Host('host-1'));
  return { sim, process };
}

describe('virtual time', () => {
  it('passes only between events, and events of one instant happen in the order they were set', () => {
    const { sim } = machine();
    const seen: string[] = [];
    sim.after(5, () => seen.push(`a@${sim.now}`), undefined);
    sim.after(3, () => seen.push(`b@${sim.now}`), undefined);
    sim.after(5, () => seen.push(`c@${sim.now}`), undefined);
    sim.runUntil(10);
    expect(seen).toEqual(['b@3', 'a@5', 'c@5']);
    expect(sim.now).toBe(10);
  });

  it('stops early when the step budget is used up and goes on where it was', () => {
    const { sim } = machine();
    let fired = 0;
    for (let i = 1; i <= 10; i++) sim.after(i, () => fired++, undefined);
    expect(sim.runUntil(100, 4)).toBe(false);
    expect([fired, sim.now]).toEqual([4, 4]);
    expect(sim.runUntil(100)).toBe(true);
    expect(fired).toBe(10);
  });

  it('drops a cancelled timer', () => {
    const { sim } = machine();
    const timer = sim.after(5, () => expect.fail('fired'), undefined);
    timer.cancel();
    expect(sim.nextTime()).toBeUndefined();
    sim.runUntil(10);
  });

  it('orders ten thousand random timers', () => {
    const { sim } = machine(7);
    const random = sim.random('times');
    const seen: number[] = [];
    for (let i = 0; i < 10_000; i++) sim.at(random.int(1000), () => seen.push(sim.now), undefined);
    sim.runUntil(1000);
    expect(seen).toHaveLength(10_000);
    expect(seen.every((time, i) => i === 0 || seen[i - 1]! <= time)).toBe(true);
  });
});

describe('goroutines', () => {
  it('run until they wait: nothing else comes between', () => {
    const { sim, process } = machine();
    const seen: string[] = [];
    function* worker(name: string): Task {
      seen.push(`${name}1`);
      seen.push(`${name}2`);
      yield* sleep(sim, MILLISECOND);
      seen.push(`${name}3`);
    }
    process.go('a', worker('a'));
    process.go('b', worker('b'));
    sim.runUntil(SECOND);
    expect(seen).toEqual(['a1', 'a2', 'b1', 'b2', 'a3', 'b3']);
  });

  it('of a killed process never run again', () => {
    const { sim, process } = machine();
    let ticks = 0;
    process.every('tick', SECOND, function* () {
      ticks++;
    });
    sim.runUntil(2.5 * SECOND);
    process.kill();
    sim.runUntil(10 * SECOND);
    expect(ticks).toBe(3);
  });

  it('of a paused process wait, and run when it goes on', () => {
    const { sim, process } = machine();
    const seen: number[] = [];
    process.go(
      'sleeper',
      (function* () {
        yield* sleep(sim, SECOND);
        seen.push(sim.now);
      })(),
    );
    sim.runUntil(SECOND / 2);
    process.pause();
    sim.runUntil(5 * SECOND);
    expect(seen).toEqual([]);
    process.unpause();
    sim.runUntil(6 * SECOND);
    expect(seen).toEqual([5 * SECOND]);
  });

  it('keep their cause across a wait', () => {
    const { sim, process } = machine();
    const seen: number[] = [];
    function* worker(cause: number): Task {
      sim.cause = cause;
      yield* sleep(sim, 10);
      seen.push(sim.cause);
    }
    process.go('a', worker(11));
    process.go('b', worker(22));
    sim.runUntil(20);
    expect(seen).toEqual([11, 22]);
  });

  it('that fail stop the engine with the seed and the time', () => {
    const { sim, process } = machine(42);
    process.go(
      'bad',
      (function* () {
        yield* sleep(sim, 7);
        throw new Error('impossible');
      })(),
    );
    expect(() => sim.runUntil(10)).toThrow(EngineFault);
    expect(() => sim.assert(false, 'x')).toThrow(/seed 42, virtual time 7/);
  });
});

describe('waiters and channels', () => {
  it('a waiter keeps the first value', () => {
    const { sim, process } = machine();
    const waiter = new Waiter<string>(sim);
    const seen: string[] = [];
    process.go(
      'w',
      (function* () {
        seen.push(yield* waiter.wait());
      })(),
    );
    sim.after(5, () => waiter.settle('first'), undefined);
    sim.after(5, () => waiter.settle('second'), undefined);
    sim.runUntil(10);
    expect(seen).toEqual(['first']);
  });

  it('a channel hands each item to one receiver, in order, and drains after close', () => {
    const { sim, process } = machine();
    const channel = new Channel<number>(sim);
    const seen: (number | undefined)[] = [];
    function* receiver(): Task {
      for (;;) {
        const item = yield* channel.get();
        seen.push(item);
        if (item === undefined) return;
      }
    }
    process.go('r1', receiver());
    process.go('r2', receiver());
    for (const i of [1, 2, 3]) channel.put(i);
    channel.close();
    channel.put(4);
    sim.runUntil(1);
    expect(seen.filter((x) => x !== undefined)).toEqual([1, 2, 3]);
    expect(seen.filter((x) => x === undefined)).toHaveLength(2);
  });
});

describe('chance', () => {
  it('comes in streams that do not disturb each other', () => {
    const one = new Sim({ seed: 5 });
    const two = new Sim({ seed: 5 });
    two.random('other').float();
    expect([1, 2, 3].map(() => one.random('a').int(1000))).toEqual([1, 2, 3].map(() => two.random('a').int(1000)));
  });

  it('differs from seed to seed and spreads evenly', () => {
    const draw = (seed: number) => Array.from({ length: 8 }, () => new Sim({ seed }).random('a').int(1e9));
    expect(draw(1)).not.toEqual(draw(2));
    const random = new Sim({ seed: 3 }).random('even');
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) counts[random.int(4)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

describe('cancelled timers', () => {
  it('let go of what they hold, and clearing them out changes nothing of what happens when', () => {
    const { sim } = machine();
    const seen: number[] = [];
    const timers = Array.from({ length: 5000 }, (_, i) => sim.after(5000 - i, (n: number) => seen.push(n), i));
    timers.forEach((timer, i) => i % 5 !== 0 && timer.cancel());
    expect(timers[1]!.argument).toBeUndefined();
    sim.runUntil(10_000);
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => 4995 - 5 * i));
  });
});
