import { describe, expect, it } from 'vitest';
import { Player, TraceStore } from '../store/index.ts';
import { Frames } from './frames.ts';

/** A display whose frames are drawn by hand, 16 ms apart. */
class HandDisplay {
  wall = 0;
  asked: ((wall: number) => void) | undefined;
  request(frame: (wall: number) => void): number {
    this.asked = frame;
    return 1;
  }
  cancel(): void {
    this.asked = undefined;
  }
  /** Draws until nobody asks for a frame, at most so many; says how many were drawn. */
  draw(most: number): number {
    let drawn = 0;
    for (; drawn < most && this.asked; drawn++) {
      const frame = this.asked;
      this.asked = undefined;
      this.wall += 16;
      frame(this.wall);
    }
    return drawn;
  }
}

function standing() {
  const player = new Player({
    trace: new TraceStore(),
    advance: ({ to }) => Promise.resolve({ now: to, reached: true }),
    expecting: () => 0,
  });
  const display = new HandDisplay();
  const frames = new Frames({ player }, display);
  player.onState(() => frames.wake());
  player.onStir(() => frames.wake());
  frames.wake();
  return { player, display };
}

describe('frames', () => {
  it('are not asked for while the player stands and nothing stirs', () => {
    const { display } = standing();
    expect(display.draw(1000)).toBeLessThan(60);
    expect(display.asked).toBeUndefined();
  });

  it('go on for as long as the player plays, and a while after it stopped', () => {
    const { player, display } = standing();
    display.draw(1000);
    player.play();
    expect(display.draw(300)).toBe(300);
    player.pause();
    const after = display.draw(1000);
    expect(after).toBeGreaterThan(20);
    expect(after).toBeLessThan(60);
  });

  it('come back when something stirs, also in the middle of the last frame', () => {
    const { player, display } = standing();
    display.draw(1000);
    player.stir();
    expect(display.draw(1000)).toBeGreaterThan(20);
    let once = true;
    const stop = player.onFrame(() => {
      if (once) player.stir();
      once = false;
    });
    player.stir();
    expect(display.draw(1000)).toBeGreaterThan(20);
    stop();
  });

  it('do not make up for the time in which nobody looked', () => {
    const { player, display } = standing();
    display.draw(1000);
    player.known(1e9);
    display.wall += 60_000;
    player.play('realtime', 1);
    display.draw(1);
    expect(player.playhead).toBe(0);
    display.draw(1);
    expect(player.playhead).toBe(16_000);
  });
});
