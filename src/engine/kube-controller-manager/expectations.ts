import { MINUTE, type Micros } from '../sim/index.ts';

/** After this long an expectation no longer holds work up: the event it waited for was missed. pkg/controller/controller_utils.go */
export const EXPECTATIONS_TIMEOUT: Micros = 5 * MINUTE;

interface Expected {
  creations: number;
  readonly deletions: Set<string>;
  since: Micros;
}

/**
 * What a controller has asked for and not yet seen in its cache. While something is expected the controller does not
 * count pods, because its cache is behind its own acts: this is what keeps it from creating everything twice.
 * UIDTrackingControllerExpectations of pkg/controller/controller_utils.go.
 */
export class Expectations {
  readonly #expected = new Map<string, Expected>();

  expectCreations(key: string, count: number, now: Micros): void {
    this.#expected.set(key, { creations: count, deletions: new Set(), since: now });
  }

  expectDeletions(key: string, pods: readonly string[], now: Micros): void {
    this.#expected.set(key, { creations: 0, deletions: new Set(pods), since: now });
  }

  /** Both at once, as a DaemonSet does that replaces pods on some nodes while it fills others. */
  expect(key: string, creations: number, deletions: readonly string[], now: Micros): void {
    this.#expected.set(key, { creations, deletions: new Set(deletions), since: now });
  }

  creationObserved(key: string): void {
    const expected = this.#expected.get(key);
    if (expected && expected.creations > 0) expected.creations--;
  }

  deletionObserved(key: string, pod: string): void {
    this.#expected.get(key)?.deletions.delete(pod);
  }

  /** Whether the controller may act: nothing is expected, all was seen, or it has waited too long. */
  satisfied(key: string, now: Micros): boolean {
    const expected = this.#expected.get(key);
    if (!expected) return true;
    if (expected.creations === 0 && expected.deletions.size === 0) return true;
    return now - expected.since > EXPECTATIONS_TIMEOUT;
  }

  /** How many creations and deletions are still unseen, for the trace. */
  pending(key: string): { readonly creations: number; readonly deletions: number } {
    const expected = this.#expected.get(key);
    return { creations: expected?.creations ?? 0, deletions: expected?.deletions.size ?? 0 };
  }

  delete(key: string): void {
    this.#expected.delete(key);
  }
}
