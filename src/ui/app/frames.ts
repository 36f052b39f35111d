import type { Session } from '../store/index.ts';

/** Drives the player from the display's frames. Returns how to stop. */
export function runFrames(session: Session): () => void {
  let handle = 0;
  const frame = (wall: number): void => {
    session.player.frame(wall);
    handle = requestAnimationFrame(frame);
  };
  handle = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(handle);
}
