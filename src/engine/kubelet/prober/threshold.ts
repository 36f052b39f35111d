import type { Probe } from '../../api/pod/types.ts';

/**
 * Turns single outcomes into a result: it turns only after as many in a row as the probe asks for (pkg/kubelet/prober/worker.go).
 *
 * Worked example with failureThreshold 3: after success, fail, fail the result is still success; one more fail turns it.
 */
export class Threshold {
  readonly #probe: Pick<Probe, 'successThreshold' | 'failureThreshold'>;
  #last: boolean | undefined;
  #run = 0;

  constructor(probe: Pick<Probe, 'successThreshold' | 'failureThreshold'>) {
    this.#probe = probe;
  }

  /** The new result, or undefined as long as the run is too short to change anything. */
  add(success: boolean): boolean | undefined {
    if (this.#last === success) this.#run++;
    else {
      this.#last = success;
      this.#run = 1;
    }
    const needed = success ? this.#probe.successThreshold : this.#probe.failureThreshold;
    return this.#run < needed ? undefined : success;
  }
}
