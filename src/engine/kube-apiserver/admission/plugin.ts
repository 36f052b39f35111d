import type { ApiObject, Cel } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { Exchange, PodRequest } from '../../cri-api/index.ts';
import type { Micros, Random, Task } from '../../sim/index.ts';
import type { AccessRequest } from '../authorization/authorizer.ts';
import type { ResolvedRules } from '../authorization/rbac/authorizer.ts';
import type { User } from '../request-context.ts';
import type { Stage, Stages } from '../stages.ts';
import { WaitFirst, type Waits } from '../waits.ts';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** What a plugin is asked about. apiserver/pkg/admission/interfaces.go Attributes */
export interface Attributes {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  /** undefined for a deletion. */
  readonly object: ApiObject | undefined;
  readonly oldObject: ApiObject | undefined;
  readonly user: User;
  readonly dryRun: boolean;
  /** What the client is to be told without being refused; a plugin adds to it. */
  readonly warnings: string[];
  /** For answers that take time: the first to need one breaks off, and is asked again when it is there. */
  readonly waits: Waits;
}

/** What plugins may look at: the server's own watch caches. */
export interface World {
  get(group: string, resource: string, namespace: string | undefined, name: string): ApiObject | undefined;
  list(group: string, resource: string, namespace: string | undefined): readonly ApiObject[];
  /** Where objects of a kind are served; undefined for a kind nobody serves. */
  resourceOf(apiVersion: string, kind: string): Kind | undefined;
  /** Reads the expressions of policies; undefined when nobody can. */
  readonly cel: Cel | undefined;
  readonly random: Random;
  /** Microseconds since the epoch. */
  now(): number;
  newUID(): string;
  /** Reads, changes and writes until nobody has been faster; `change` may refuse by throwing. */
  update(
    group: string,
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (current: ApiObject) => ApiObject,
  ): Task<ApiObject>;
  /** Asks a program in a pod, from the machine of the API server. */
  exchange(address: string, request: PodRequest, timeout: Micros): Task<Exchange>;
  /** Whether the server's authorizers allow it. */
  authorized(request: AccessRequest): boolean;
  /** What RBAC gives a user, there and everywhere. */
  rulesFor(user: User, namespace: string | undefined): ResolvedRules;
}

/**
 * An admission plugin. `admit` answers the object, changed or not; `validate` only looks. Both throw StatusError to refuse.
 * Both are plain functions, also those that need to wait: see Waits.
 */
export interface Plugin {
  /** As in --enable-admission-plugins. */
  readonly name: string;
  readonly handles: (attributes: Attributes) => boolean;
  readonly admit?: (object: ApiObject, attributes: Attributes, world: World) => ApiObject;
  readonly validate?: (attributes: Attributes, world: World) => void;
}

const nothingChanged: Stage = { name: 'mutating admission', changedBy: [] };
const changes = new Map<string, Stage>();

function changedBy(names: readonly string[]): Stage {
  const key = names.join();
  let stage = changes.get(key);
  if (!stage) changes.set(key, (stage = { name: 'mutating admission', changedBy: names }));
  return stage;
}

/** The plugins in their order. apiserver/pkg/admission/chain.go */
export class AdmissionChain {
  readonly #plugins: readonly Plugin[];
  readonly #world: World;

  constructor(plugins: readonly Plugin[], world: World) {
    this.#plugins = plugins;
    this.#world = world;
  }

  admit(object: ApiObject, attributes: Attributes, stages: Stages): ApiObject {
    let admitted = object;
    let changed: string[] | undefined;
    for (const plugin of this.#plugins) {
      if (!plugin.admit || !plugin.handles(attributes)) continue;
      const before = admitted;
      try {
        admitted = plugin.admit(before, attributes, this.#world);
      } catch (error) {
        if (!(error instanceof WaitFirst)) stages.pushOnce({ name: 'mutating admission', refusedBy: plugin.name });
        throw error;
      }
      if (admitted !== before) (changed ??= []).push(plugin.name);
    }
    stages.push(changed ? changedBy(changed) : nothingChanged);
    return admitted;
  }

  validate(attributes: Attributes, stages: Stages): void {
    for (const plugin of this.#plugins) {
      if (!plugin.validate || !plugin.handles(attributes)) continue;
      try {
        plugin.validate(attributes, this.#world);
      } catch (error) {
        if (!(error instanceof WaitFirst)) stages.pushOnce({ name: 'validating admission', refusedBy: plugin.name });
        throw error;
      }
    }
  }
}
