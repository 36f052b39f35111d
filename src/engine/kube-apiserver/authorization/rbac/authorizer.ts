import type { PolicyRule } from '../../../api/rbac/types.ts';
import { field } from '../../../apimachinery/index.ts';
import type { User } from '../../request-context.ts';
import { decide, NO_OPINION, type AccessRequest, type Authorizer, type Decision } from '../authorizer.ts';
import { Bindings, type ObjectLister } from './bindings.ts';
import type { Grants } from './grants.ts';

/** What a user was found to have, as long as no role and no binding changes. */
interface Holdings {
  readonly cluster: Grants;
  readonly namespaces: Map<string, Grants>;
}

/** Rules, and why some could not be found. */
export interface ResolvedRules {
  readonly rules: readonly PolicyRule[];
  readonly errors: readonly string[];
}

/** RBAC: what the rules of somebody's roles allow. plugin/pkg/auth/authorizer/rbac/rbac.go */
export class RBACAuthorizer implements Authorizer {
  readonly name = 'RBAC';
  readonly #bindings: Bindings;
  #holdings = new WeakMap<User, Holdings>();

  constructor(lister: ObjectLister) {
    this.#bindings = new Bindings(lister);
  }

  /** To be told of every change of a role or a binding. */
  invalidate(): void {
    this.#holdings = new WeakMap();
    this.#bindings.invalidate();
  }

  authorize(request: AccessRequest): Decision {
    const { user, namespace } = request;
    const holdings = this.#of(user);
    const allowed = holdings.cluster.allow(request);
    if (allowed !== undefined) return allowed;
    if (namespace === undefined || namespace === '') return refusal(holdings.cluster.errors);
    const local = this.#inNamespace(user, holdings, namespace);
    return local.allow(request) ?? refusal(holdings.cluster.errors, local.errors);
  }

  /** All rules of a user in a namespace, those of the cluster first. validation.AuthorizationRuleResolver RulesFor */
  rulesFor(user: User, namespace: string | undefined): ResolvedRules {
    const holdings = this.#of(user);
    const scopes = [holdings.cluster];
    if (namespace) scopes.push(this.#inNamespace(user, holdings, namespace));
    return {
      rules: scopes.flatMap(({ grants }) => grants.map(({ rule }) => rule)),
      errors: scopes.flatMap(({ errors }) => errors),
    };
  }

  #of(user: User): Holdings {
    let holdings = this.#holdings.get(user);
    if (holdings === undefined) {
      holdings = { cluster: this.#bindings.clusterGrants(user), namespaces: new Map() };
      this.#holdings.set(user, holdings);
    }
    return holdings;
  }

  #inNamespace(user: User, { namespaces }: Holdings, namespace: string): Grants {
    let local = namespaces.get(namespace);
    if (local === undefined) namespaces.set(namespace, (local = this.#bindings.namespaceGrants(user, namespace)));
    return local;
  }
}

const NONE: readonly string[] = [];

function refusal(errors: readonly string[], more: readonly string[] = NONE): Decision {
  if (errors.length === 0 && more.length === 0) return NO_OPINION;
  return decide('no opinion', `RBAC: ${field.aggregateTexts([...errors, ...more])}`);
}
