import { useMemo, useSyncExternalStore } from 'react';
import { useSession, type Mirror } from '../../store/index.ts';
import { berthsOf, type Life } from '../board/berths.ts';

/** Who has ever stood on a machine, from the history of all pods, read once. */
export class Residents {
  #lives = new Map<string, { id: string; born: number; died: number | undefined }>();
  #current = new Map<string, string>();
  #read = 0;
  #first: unknown;
  #berths: ReadonlyMap<string, number> = new Map();

  constructor(
    readonly mirror: Mirror,
    readonly node: string,
  ) {}

  /** The place of each pod by uid. The same map until somebody has come or gone. */
  berths(): ReadonlyMap<string, number> {
    const { versions } = this.mirror.log('pods');
    if (versions[0] !== this.#first || versions.length < this.#read) this.#startOver(versions[0]);
    let changed = false;
    for (; this.#read < versions.length; this.#read++) {
      const { key, at, object } = versions[this.#read]!;
      changed = this.#note(key, at, object?.metadata.uid, nodeNameOf(object?.spec) === this.node) || changed;
    }
    if (changed) this.#berths = berthsOf([...this.#lives.values()]);
    return this.#berths;
  }

  #note(key: string, at: number, uid: string | undefined, here: boolean): boolean {
    const before = this.#current.get(key);
    const after = here ? uid : undefined;
    if (before === after) return false;
    if (before !== undefined) {
      this.#lives.get(before)!.died = at;
      this.#current.delete(key);
    }
    if (after !== undefined) {
      this.#lives.set(after, { id: after, born: at, died: undefined } satisfies Life);
      this.#current.set(key, after);
    }
    return true;
  }

  #startOver(first: unknown): void {
    this.#first = first;
    this.#read = 0;
    this.#lives = new Map();
    this.#current = new Map();
    this.#berths = new Map();
  }
}

function nodeNameOf(spec: unknown): string {
  return typeof spec === 'object' && spec !== null && 'nodeName' in spec ? String(spec.nodeName) : '';
}

export function useBerths(node: string): ReadonlyMap<string, number> {
  const { mirror } = useSession();
  const residents = useMemo(() => new Residents(mirror, node), [mirror, node]);
  return useSyncExternalStore(
    (changed) => mirror.onChange(({ resource }) => resource === 'pods' && changed()),
    () => residents.berths(),
  );
}
