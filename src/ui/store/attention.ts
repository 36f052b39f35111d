import type { Hop } from '../../engine/trace/index.ts';

/** How often the same kind of message is shown at full length before it is taken as known. */
const FULL_LENGTH = 3;
const SHORTEST_SHARE = 0.12;

/**
 * How long things hold the eye. The first few messages of a kind take their full time; the hundredth pod of a rollout
 * is told as quickly as it is understood. A person's act makes everything new again.
 */
export class Attention {
  readonly #seen = new Map<string, number>();
  readonly #shares = new Map<number, number>();

  /** Wall milliseconds that a message takes from end to end. */
  wallOf(hop: Hop, fullMs: number): number {
    let share = this.#shares.get(hop.id);
    if (share === undefined) {
      const kind = kindOf(hop);
      const seen = (this.#seen.get(kind) ?? 0) + 1;
      this.#seen.set(kind, seen);
      share = seen <= FULL_LENGTH ? 1 : Math.max(SHORTEST_SHARE, FULL_LENGTH / seen);
      if (this.#shares.size > 2000) this.#shares.clear();
      this.#shares.set(hop.id, share);
    }
    return fullMs * share;
  }

  refresh(): void {
    this.#seen.clear();
    this.#shares.clear();
  }

  /** Many at once are seen as one movement: beyond four of them, time passes faster. */
  static ofCrowd(crowd: number): number {
    return crowd <= 4 ? 1 : 1 + (crowd - 4) / 4;
  }
}

/** Wall milliseconds in which a silent stretch of virtual time passes: 1 ms in 200, a second in 500, a minute in 680. */
export function glideMs(gap: number): number {
  return Math.min(700, Math.max(60, 100 * Math.log10(Math.max(10, gap)) - 100));
}

function kindOf(hop: Hop): string {
  const { verb, resource, subresource, form } = hop.label;
  return `${bare(hop.from)} ${bare(hop.to)} ${form} ${verb} ${resource ?? ''} ${subresource ?? ''}`;
}

function bare(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}
