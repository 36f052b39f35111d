import type { Bytes } from '../../engine/apimachinery/index.ts';

/** One file or directory as it is kept. */
export interface Kept {
  readonly path: string;
  /** undefined: a directory. */
  readonly bytes: Bytes | undefined;
  readonly mode: number;
  /** Microseconds since the Unix epoch. */
  readonly modified: number;
}

/** Where files outlive the page. A write is put down whole or not at all. */
export interface Disk {
  load(): Promise<readonly Kept[]>;
  /** Puts down what changed; an undefined value is gone. */
  save(changes: ReadonlyMap<string, Kept | undefined>): Promise<void>;
}

/** Forgets with the page: for tests, and where the browser keeps nothing (a private window). */
export class MemoryDisk implements Disk {
  readonly kept = new Map<string, Kept>();

  async load(): Promise<readonly Kept[]> {
    return [...this.kept.values()];
  }

  async save(changes: ReadonlyMap<string, Kept | undefined>): Promise<void> {
    for (const [path, kept] of changes) {
      if (kept === undefined) this.kept.delete(path);
      else this.kept.set(path, kept);
    }
  }
}
