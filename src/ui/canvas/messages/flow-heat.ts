import type { Path } from '../board/geometry.ts';
import type { Hue } from './hue.ts';

const WEIGHTS = [0.08, 0.3, 0.7] as const;
/** Wall milliseconds in which a wire loses half its heat. */
const HALF_LIFE = 260;
const COLD = 0.03;
const HOTTEST = 24;

/** How much has passed over each wire of late: thickness is rate. */
export class FlowHeat {
  /** Changes whenever what is drawn changes. */
  version = 0;
  readonly #heats = new Map<Path, { hue: Hue; heat: number }>();

  add(path: Path, hue: Hue, salience: 0 | 1 | 2): void {
    const weight = WEIGHTS[salience];
    const known = this.#heats.get(path);
    if (known) {
      known.heat = Math.min(HOTTEST, known.heat + weight);
      // The hue of what tells most wins.
      if (salience === 2) known.hue = hue;
    } else this.#heats.set(path, { hue, heat: weight });
    this.version++;
  }

  cool(elapsedMs: number): void {
    if (this.#heats.size === 0) return;
    const share = 0.5 ** (elapsedMs / HALF_LIFE);
    for (const [path, flow] of this.#heats) {
      flow.heat *= share;
      if (flow.heat < COLD) this.#heats.delete(path);
    }
    this.version++;
  }

  visit(visitor: (path: Path, hue: Hue, heat: number) => void): void {
    for (const [path, { hue, heat }] of this.#heats) visitor(path, hue, heat);
  }

  clear(): void {
    this.#heats.clear();
    this.version++;
  }
}
