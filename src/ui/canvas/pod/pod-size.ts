export type PodSize = 'capsule' | 'slim' | 'chip' | 'dots';

/** In map units, as pods.css draws them. */
const CAPSULE = { width: 147, height: 52, gap: 6 };
const SLIM_HEIGHT = 28;
const CHIP = { size: 26, gap: 4 };

/** The largest size at which so many pods stand in a room; dots when none will do. */
export function sizeFor(count: number, width: number, height: number, coarse: boolean): PodSize {
  const fit = (w: number, h: number, gap: number): number =>
    Math.floor((width + gap) / (w + gap)) * Math.floor((height + gap) / (h + gap));
  if (!coarse && count <= fit(CAPSULE.width, CAPSULE.height, CAPSULE.gap)) return 'capsule';
  if (!coarse && count <= fit(CAPSULE.width, SLIM_HEIGHT, CAPSULE.gap)) return 'slim';
  if (!coarse && count <= fit(CHIP.size, CHIP.size, CHIP.gap)) return 'chip';
  return 'dots';
}
