import type { Process } from './process.ts';

/** /proc/sys/kernel/pid_max is higher, and no container here needs more at once. */
const MOST_PROCESSES = 256;

/** Who runs on a machine, by number. */
export class ProcessTable {
  readonly #running = new Map<number, Process>();
  #last = 0;

  /** Undefined: there are too many, and fork fails. */
  nextPid(): number | undefined {
    return this.#running.size >= MOST_PROCESSES ? undefined : ++this.#last;
  }

  add(process: Process): void {
    this.#running.set(process.pid, process);
  }

  remove(process: Process): void {
    this.#running.delete(process.pid);
  }

  get(pid: number): Process | undefined {
    return this.#running.get(pid);
  }

  /** In the order in which they were started. */
  list(): readonly Process[] {
    return [...this.#running.values()];
  }

  /** All that a process has started and that still runs, with what those have started. */
  descendantsOf(pid: number): readonly Process[] {
    const found: Process[] = [];
    for (const process of this.#running.values()) {
      let { parent } = process;
      while (parent && parent.pid !== pid) parent = parent.parent;
      if (parent) found.push(process);
    }
    return found;
  }
}
