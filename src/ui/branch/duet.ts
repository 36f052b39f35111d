import type { Session } from '../store/index.ts';

/** How far ahead of the playhead the second cluster is computed, in microseconds; it is never run on for its own sake. */
const LEAD = 30_000_000;
/** Wall milliseconds that it computes between two looks at what is wanted of it. */
const BUDGET_MS = 30;

/**
 * Two clusters under one clock: the lead's player moves, the other's shows the same moment. The playhead goes no further than
 * both are known, and the second is run only where the playhead wants to go: what has not been looked at is not yet decided.
 */
export class Duet {
  readonly #stop: () => void;
  #asking = false;
  #ended = false;

  constructor(
    readonly lead: Session,
    readonly other: Session,
    since: number,
  ) {
    lead.beside = other;
    lead.pacing.beside = { trace: other.trace, since };
    other.player.pause();
    other.player.shadow(lead.player);
    this.#stop = lead.player.onFrame(() => this.#frame());
  }

  end(): void {
    this.#ended = true;
    this.#stop();
    this.lead.beside = undefined;
    this.lead.pacing.beside = undefined;
    this.other.player.shadowEnds();
  }

  #frame(): void {
    const { lead, other } = this;
    other.player.shadow(lead.player);
    const to = this.#needed();
    if (to > other.player.edge && !this.#asking) void this.#run(to);
  }

  /** Up to when the second should be known. */
  #needed(): number {
    const { player } = this.lead;
    if (player.wanted !== undefined) return player.wanted;
    return player.state.playing ? Math.min(player.edge, player.playhead + LEAD) : 0;
  }

  async #run(to: number): Promise<void> {
    const { lead, other } = this;
    if (other.store.getState().phase !== 'ready') return;
    this.#asking = true;
    try {
      const { now } = await other.connection.advance({ to, budgetMs: BUDGET_MS });
      other.player.known(now);
    } finally {
      this.#asking = false;
    }
    lead.player.stir();
    const { wanted } = lead.player;
    if (!this.#ended && wanted !== undefined) lead.player.seek(wanted);
  }
}
