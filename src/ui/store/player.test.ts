import { describe, expect, it } from 'vitest';
import { salience, startOf, type Hop, type TraceRecord } from '../../engine/trace/index.ts';
import type { Advanced, AdvanceRequest } from '../../client/index.ts';
import { glideMs } from './attention.ts';
import { Player } from './player.ts';
import { TraceStore } from './trace-store.ts';

const SECOND = 1_000_000;
const API = 'kube-apiserver@control-plane-1';

function message(id: number, sent: number, travel: number, to = 'kube-scheduler@control-plane-1'): Hop {
  const label = { form: 'item', verb: 'ADDED', resource: 'pods', namespace: 'default', name: `pod-${id}` } as const;
  return { type: 'hop', id, cause: 0, from: API, to, label, sent, arrives: sent + travel, outcome: 'delivered' };
}

/** An engine that has its whole history ready, and tells it as far as it is asked. Answers at once, on `settle`. */
class Recital {
  readonly trace = new TraceStore();
  readonly player: Player;
  readonly asked: AdvanceRequest[] = [];
  expected = 0;
  onAdvance: (now: number) => void = () => {};
  now = 0;
  #told = 0;
  wall = 0;

  constructor(readonly records: readonly TraceRecord[]) {
    this.player = new Player({
      trace: this.trace,
      advance: (request) => Promise.resolve(this.#advance(request)),
      expecting: () => this.expected,
    });
  }

  #advance(request: AdvanceRequest): Advanced {
    this.asked.push(request);
    let now = request.to;
    for (const record of this.records.slice(this.#told)) {
      const start = startOf(record);
      if (start > request.to) break;
      this.#told++;
      this.trace.add([record]);
      if (request.salience !== undefined && salience(record) >= request.salience) {
        now = start;
        break;
      }
    }
    this.now = Math.max(this.now, now);
    this.onAdvance(this.now);
    return { now: this.now, reached: this.now >= request.to };
  }

  /** Runs frames of `step` milliseconds, letting the engine answer between them. */
  async run(wallMs: number, step = 16): Promise<void> {
    for (const end = this.wall + wallMs; this.wall < end;) {
      this.wall += step;
      this.player.frame(this.wall);
      await Promise.resolve();
      await Promise.resolve();
    }
  }
}

describe('the player in real time', () => {
  it('moves the playhead with the wall clock, times the speed', async () => {
    const recital = new Recital([]);
    recital.player.play('realtime', 10);
    await recital.run(2_000);
    expect(recital.player.playhead / SECOND).toBeGreaterThan(18);
    expect(recital.player.playhead / SECOND).toBeLessThanOrEqual(20);
  });

  it('never passes what the engine has computed', async () => {
    const recital = new Recital([]);
    recital.player.play('realtime', 100);
    for (let i = 0; i < 60; i++) {
      await recital.run(16);
      expect(recital.player.playhead).toBeLessThanOrEqual(recital.now);
    }
  });

  it('a paused playhead stands still and asks for nothing', async () => {
    const recital = new Recital([]);
    recital.player.play('realtime', 1);
    await recital.run(500);
    recital.player.pause();
    const { playhead } = recital.player;
    const asked = recital.asked.length;
    await recital.run(500);
    expect(recital.player.playhead).toBe(playhead);
    expect(recital.asked).toHaveLength(asked);
  });
});

describe('the player in the cinema', () => {
  it.each([16, 50, 100])('a telling message takes its full time, at %d ms a frame', async (step) => {
    const recital = new Recital([message(1, 1_000, 60), message(2, 5_000, 400)]);
    recital.player.play('cinematic');
    const seen = new Map<number, number>();
    for (let frame = 0; frame < 6_000 / step; frame++) {
      await recital.run(step, step);
      recital.trace.inFlight(recital.player.playhead, ({ id }) => seen.set(id, (seen.get(id) ?? 0) + step));
    }
    for (const id of [1, 2]) {
      expect(seen.get(id)).toBeGreaterThanOrEqual(650 - 2 * step);
      expect(seen.get(id)).toBeLessThanOrEqual(650 + 3 * step);
    }
  });

  it('passes 40 s of expected silence in a few seconds, and stops for what ends it', async () => {
    const recital = new Recital([message(1, 40 * SECOND, 500)]);
    recital.expected = 30 * SECOND;
    recital.player.play('cinematic');
    await recital.run(1_000);
    expect(recital.player.playhead).toBeGreaterThanOrEqual(40 * SECOND);
    expect(recital.player.playhead).toBeLessThan(40 * SECOND + 501);
  });

  it('lets a cluster that waits for nothing live in real time', async () => {
    const recital = new Recital([]);
    recital.player.play('cinematic');
    await recital.run(3_000);
    expect(recital.player.playhead / SECOND).toBeGreaterThan(2);
    expect(recital.player.playhead / SECOND).toBeLessThan(3.1);
  });

  it('tells the hundredth message of a kind faster than the first', async () => {
    const many = Array.from({ length: 100 }, (_, i) => message(i + 1, 1_000 + i * 100, 60));
    const recital = new Recital(many);
    recital.player.play('cinematic');
    await recital.run(60_000);
    expect(recital.player.playhead).toBeGreaterThan(11_000);
  });

  it('no glide takes longer than 700 ms', () => {
    for (const gap of [1, 100, SECOND, 40 * SECOND, 3_600 * SECOND]) expect(glideMs(gap)).toBeLessThanOrEqual(700);
    expect(glideMs(SECOND)).toBeLessThan(glideMs(40 * SECOND));
  });
});

describe('history', () => {
  it('scrubbing back moves the playhead and not the engine; playing runs up to the live edge again', async () => {
    const recital = new Recital([message(1, 2_000, 500), message(2, 9_000, 500)]);
    await recital.player.runTo(10_000);
    const asked = recital.asked.length;
    recital.player.seek(1_000);
    expect([recital.player.playhead, recital.player.edge, recital.player.state.live]).toEqual([1_000, 10_000, false]);
    expect(recital.asked).toHaveLength(asked);
    recital.player.play('realtime', 0.1);
    await recital.run(400);
    expect(recital.player.playhead).toBeGreaterThanOrEqual(10_000);
  });

  it('a step plays to the end of the next telling message and stands there', async () => {
    const recital = new Recital([message(1, 2_000, 500), message(2, 9_000, 500)]);
    void recital.player.stepForward();
    await recital.run(3_000);
    expect([recital.player.playhead, recital.player.state.playing]).toEqual([2_500, false]);
    void recital.player.stepForward();
    await recital.run(3_000);
    expect(recital.player.playhead).toBe(9_500);
    recital.player.stepBack();
    expect(recital.player.playhead).toBe(9_000);
    recital.player.stepBack();
    expect(recital.player.playhead).toBe(2_000);
  });

  it('an act brings the playhead to where the engine stands, however far ahead that is', async () => {
    const recital = new Recital([]);
    await recital.player.runTo(60 * SECOND);
    recital.player.seek(20 * SECOND);
    recital.player.state = { ...recital.player.state, live: true };
    recital.player.play('cinematic');
    recital.player.acted();
    await recital.run(800);
    expect(recital.player.playhead).toBeGreaterThanOrEqual(60 * SECOND);
  });

  it('an act from the past brings the playhead to the present', async () => {
    const recital = new Recital([]);
    await recital.player.runTo(10_000);
    recital.player.seek(0);
    recital.player.acted();
    expect(recital.player.playhead).toBe(10_000);
  });

  it('lets nobody wait for an answer until the playhead is there, and shows afterwards how it came', async () => {
    const recital = new Recital([message(1, 2_000, 500), message(2, 6_000, 500)]);
    const { player } = recital;
    player.play('cinematic');
    await recital.run(32);
    player.acted();
    const answer = new Promise<void>((resolve) => (recital.onAdvance = (now) => void (now >= 6_000 && resolve())));
    await player.runUntil(answer);
    expect(recital.now).toBeGreaterThanOrEqual(6_000);
    expect(player.playhead).toBeLessThan(3_000);
    expect(player.following).toBe(true);
  });

  it('does not run on for ever for an answer that does not come', async () => {
    const recital = new Recital([]);
    recital.player.play('cinematic');
    await recital.player.runUntil(new Promise(() => undefined));
    expect(recital.now).toBeLessThanOrEqual(SECOND);
  });

  it('is not taken for scrubbed back because the engine is ahead of it', async () => {
    const recital = new Recital([message(1, 2_000, 500)]);
    recital.player.play('cinematic');
    recital.player.known(50_000);
    expect(recital.player.following).toBe(true);
    recital.player.seek(1_000);
    expect(recital.player.following).toBe(false);
    recital.player.acted();
    expect(recital.player.playhead).toBe(50_000);
  });
});

describe('the trace as the page has it', () => {
  it('finds what is in flight among many that are not, long flights included', () => {
    const trace = new TraceStore();
    const long = message(1, 0, 5_000_000, 'containerd@worker-1');
    trace.add([long, ...Array.from({ length: 5_000 }, (_, i) => message(i + 2, 10 + i * 10, 5))]);
    const inFlight = (moment: number): number[] => {
      const ids: number[] = [];
      trace.inFlight(moment, ({ id }) => ids.push(id));
      return ids;
    };
    expect(inFlight(40_011)).toEqual([4002, 1]);
    expect(inFlight(40_016)).toEqual([1]);
    expect(inFlight(5_000_000)).toEqual([]);
  });

  it('takes in what became of a record that it already has', () => {
    const trace = new TraceStore();
    const span = { type: 'span', id: 1, cause: 0, process: API, operation: 'POST', key: 'x', start: 5 } as const;
    trace.add([{ ...span, end: undefined, outcome: 'open', detail: undefined }]);
    const open = (moment: number): number => {
      let count = 0;
      trace.spansBetween(moment, moment, () => count++);
      return count;
    };
    expect(open(1_000)).toBe(1);
    trace.add([{ ...span, end: 100, outcome: 'ok', detail: undefined }]);
    expect([open(50), open(1_000), trace.next]).toEqual([1, 0, 2]);
  });

  it('refuses a trace with a hole in it', () => {
    expect(() => new TraceStore().add([message(2, 0, 1)])).toThrow('gap');
  });
});
