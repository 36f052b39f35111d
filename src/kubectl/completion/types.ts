import type { Mapping } from '../rest/types.ts';
import type { World } from '../world.ts';

/** One way to go on. */
export interface Suggestion {
  /** What the whole word would be. */
  readonly text: string;
  readonly kind: 'command' | 'flag' | 'value' | 'type' | 'name' | 'namespace' | 'container';
  /** More of the same word may follow: `--namespace=`, `pod/`. */
  readonly open?: boolean;
}

/** What completion is asked on: the machine, and who knows the names of things without a message being sent. */
export interface Asking {
  /** Its transport is asked for discovery and for single objects; give one whose questions leave no trace. */
  readonly world: World;
  /** The names of all objects of a resource in a namespace, `''` for those in none. */
  readonly names: (mapping: Mapping, namespace: string) => Promise<readonly string[]>;
}
