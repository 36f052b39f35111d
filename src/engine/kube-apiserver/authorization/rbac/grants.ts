import type { PolicyRule } from '../../../api/rbac/types.ts';
import type { AccessRequest, Decision } from '../authorizer.ts';
import { namesOf, ruleAllowsPath, ruleMatches } from './rule.ts';

/** A rule that somebody has, and what to say when it is the one that allows. */
export interface Grant {
  readonly rule: PolicyRule;
  readonly decision: Decision;
}

/** The answer to one question about a kind of thing, for every name at once. */
interface Verdict {
  readonly group: string;
  readonly subresource: string;
  /** Rules for certain names that come before the first rule for all of them. */
  readonly named: readonly { readonly names: readonly string[]; readonly decision: Decision }[] | undefined;
  readonly any: Decision | undefined;
}

/**
 * All that one user may do in one scope. The rules are walked once for each verb on each resource; after that an answer costs two
 * look-ups, because components ask the same few questions tens of thousands of times.
 *
 * Worked example: rules `get secrets [a]`, `get *`: the verdict on (get, secrets) is named = [a → first], any = second.
 */
export class Grants {
  readonly grants: readonly Grant[];
  /** Roles that bindings name and that are not there. */
  readonly errors: readonly string[];
  readonly #verdicts = new Map<string, Map<string, Verdict[]>>();

  constructor(grants: readonly Grant[], errors: readonly string[]) {
    this.grants = grants;
    this.errors = errors;
  }

  allow(request: AccessRequest): Decision | undefined {
    if (this.grants.length === 0) return undefined;
    if (request.path !== undefined) return this.#allowPath(request.verb, request.path);
    const { verb, group, resource, subresource = '', name } = request;
    const { named, any } = this.#verdict(verb, group, resource, subresource);
    if (named !== undefined && name !== undefined && name !== '') {
      for (const { names, decision } of named) if (names.includes(name)) return decision;
    }
    return any;
  }

  #allowPath(verb: string, path: string): Decision | undefined {
    return this.grants.find(({ rule }) => ruleAllowsPath(rule, verb, path))?.decision;
  }

  #verdict(verb: string, group: string, resource: string, subresource: string): Verdict {
    let ofVerb = this.#verdicts.get(verb);
    if (ofVerb === undefined) this.#verdicts.set(verb, (ofVerb = new Map()));
    let verdicts = ofVerb.get(resource);
    if (verdicts === undefined) ofVerb.set(resource, (verdicts = []));
    for (const verdict of verdicts) {
      if (verdict.group === group && verdict.subresource === subresource) return verdict;
    }
    const made = this.#judge(verb, group, resource, subresource);
    // What nobody serves can be asked for under any name: such answers are not kept for ever.
    if (verdicts.length < MAX_KEPT && ofVerb.size < MAX_KEPT && this.#verdicts.size < MAX_KEPT) verdicts.push(made);
    else this.#verdicts.clear();
    return made;
  }

  #judge(verb: string, group: string, resource: string, subresource: string): Verdict {
    const combined = subresource === '' ? resource : `${resource}/${subresource}`;
    const named: { names: readonly string[]; decision: Decision }[] = [];
    let any: Decision | undefined;
    for (const { rule, decision } of this.grants) {
      if (!ruleMatches(rule, verb, group, combined, subresource)) continue;
      const names = namesOf(rule);
      if (names === undefined) {
        any = decision;
        break;
      }
      named.push({ names, decision });
    }
    return { group, subresource, named: named.length > 0 ? named : undefined, any };
  }
}

const MAX_KEPT = 500;

export const NOTHING_GRANTED = new Grants([], []);
