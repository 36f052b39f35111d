import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Session } from '../../store/index.ts';
import { pictureCanvas } from './picture.ts';

export interface Recording {
  /** Virtual time, in microseconds. */
  readonly from: number;
  readonly to: number;
  readonly frames: number;
  /** Wall milliseconds that each frame is shown. */
  readonly frameMs: number;
  /** CSS pixels. */
  readonly widest: number;
  readonly told: (done: number) => void;
}

/** A GIF of a stretch of time that is known: the playhead goes from frame to frame, so it is smooth however slow the machine. */
export async function recordGif(session: Session, recording: Recording): Promise<Blob> {
  const gif = GIFEncoder();
  for await (const canvas of framesOf(session, recording)) {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: recording.frameMs });
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}

/** The same as a video; the browser encodes it while the frames are shown to it at their pace. */
export async function recordWebm(session: Session, recording: Recording): Promise<Blob> {
  const screen = document.createElement('canvas');
  const chunks: Blob[] = [];
  let recorder: MediaRecorder | undefined;
  for await (const canvas of framesOf(session, recording)) {
    if (!recorder) {
      screen.width = canvas.width;
      screen.height = canvas.height;
      recorder = new MediaRecorder(screen.captureStream(30), { mimeType: 'video/webm' });
      recorder.ondataavailable = ({ data }) => chunks.push(data);
      recorder.start();
    } else recorder.resume();
    screen.getContext('2d')!.drawImage(canvas, 0, 0);
    await new Promise((resolve) => setTimeout(resolve, recording.frameMs));
    recorder.pause();
  }
  if (!recorder) return new Blob();
  const last = recorder;
  const stopped = new Promise((resolve) => (last.onstop = resolve));
  last.stop();
  await stopped;
  return new Blob(chunks, { type: 'video/webm' });
}

async function* framesOf(
  session: Session,
  { from, to, frames, widest, told }: Recording,
): AsyncGenerator<HTMLCanvasElement> {
  const { player } = session;
  const { playing, pace, speed } = player.state;
  const before = player.playhead;
  player.pause();
  try {
    for (let i = 0; i < frames; i++) {
      player.seek(from + ((to - from) * i) / Math.max(1, frames - 1));
      // Once for React, once for the canvas that is drawn on the frame after.
      await nextFrame();
      await nextFrame();
      yield await pictureCanvas(widest);
      told((i + 1) / frames);
    }
  } finally {
    player.seek(before);
    if (playing) player.play(pace, speed);
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
