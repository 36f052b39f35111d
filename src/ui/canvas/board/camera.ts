import { create } from 'zustand';

/** Where a camera stands, as React Flow says it. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

type Mover = (camera: Camera | undefined) => void;

/** Where the camera of the board in sight was put by hand; undefined: it shows the whole board. */
export const useCamera = create<{ readonly camera: Camera | undefined }>(() => ({ camera: undefined }));

const movers: Mover[] = [];
let awaited: Camera | undefined;

/** Every board that is shown can be moved. Returns how to take that away again. */
export function addMover(mover: Mover): () => void {
  movers.push(mover);
  return () => {
    movers.splice(movers.indexOf(mover), 1);
    if (movers.length === 0) useCamera.setState({ camera: awaited });
  };
}

/** Says where a hand has put the camera. */
export function cameraMoved(camera: Camera | undefined): void {
  useCamera.setState({ camera });
}

/** Puts it somewhere; on a board that is still to come, once that stands. */
export function setCamera(camera: Camera | undefined, toCome = false): void {
  awaited = toCome ? camera : undefined;
  useCamera.setState({ camera });
  if (!toCome) for (const mover of movers) mover(camera);
}

/** Where a board that stands now for the first time was asked to look. */
export function takeAwaited(): Camera | undefined {
  const camera = awaited;
  awaited = undefined;
  return camera;
}
