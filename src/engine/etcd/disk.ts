import { Lessor } from './lessor.ts';
import { Store } from './mvcc.ts';
import type { KeyValue } from './rpc.ts';

export interface DiskOptions {
  /** How many versions are kept for looking back, beside those that are current. */
  readonly historyLimit?: number;
  /** For tests: freezes, all the way down, what is stored. */
  readonly paranoid?: boolean;
}

const HISTORY_LIMIT = 1_000_000;

/**
 * What outlives the process: write-ahead log and database in one. A member that is killed and started again on the same disk
 * goes on where the last fsync left it.
 */
export class EtcdDisk {
  readonly store: Store;
  readonly lessor = new Lessor();
  readonly paranoid: boolean;
  /** Told, at once and outside of the simulation, what each revision changed. */
  readonly observers: ((changes: readonly KeyValue[]) => void)[] = [];

  constructor(options: DiskOptions = {}) {
    this.store = new Store(options.historyLimit ?? HISTORY_LIMIT);
    this.paranoid = options.paranoid ?? false;
  }
}

export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
}
