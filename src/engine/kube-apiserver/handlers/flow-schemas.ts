import type { FlowSchema, FlowSubject, NonResourcePolicyRule, ResourcePolicyRule } from '../../api/flowschema/types.ts';
import { FLOW_SCHEMAS, PRIORITY_LEVELS } from '../../api/refs.ts';
import { compareStrings, type ApiObject } from '../../apimachinery/index.ts';
import type { AccessRequest } from '../authorization/index.ts';
import type { User } from '../request-context.ts';

const ALL = '*';
const ACCOUNT = 'system:serviceaccount:';
const NOTHING: readonly string[] = [];

/** How a request is answered that was matched. apiserver/pkg/server/filters/priority-and-fairness.go */
export type FlowHeaders = Readonly<Record<string, string>>;

/** What one schema says about the requests of one user. */
interface Applicable {
  readonly schema: FlowSchema;
  readonly resourceRules: readonly ResourcePolicyRule[];
  readonly nonResourceRules: readonly NonResourcePolicyRule[];
}

type Stored = (group: string, resource: string) => readonly ApiObject[];

/**
 * Which flow schema a request belongs to, and which priority level that leads to. Which schemas speak of a user at all is worked
 * out once for each, because they change next to never. apiserver/pkg/util/flowcontrol/apf_controller.go startRequest, rule.go
 */
export class FlowSchemas {
  readonly #stored: Stored;
  #schemas: readonly FlowSchema[] | undefined;
  #byUser = new WeakMap<User, readonly Applicable[]>();
  #levels = new Map<string, string>();
  #headers = new WeakMap<FlowSchema, FlowHeaders>();

  constructor(stored: Stored) {
    this.#stored = stored;
  }

  /** Something about schemas or levels is different now. */
  invalidate(): void {
    this.#schemas = undefined;
  }

  /** Undefined as long as there are no schemas. */
  headersFor(access: AccessRequest): FlowHeaders | undefined {
    const schemas = (this.#schemas ??= this.#read());
    const { user } = access;
    let applicable = this.#byUser.get(user);
    if (!applicable) this.#byUser.set(user, (applicable = schemas.flatMap((schema) => aboutUser(schema, user))));
    const matched = applicable.find((one) => matches(one, access))?.schema ?? schemas.find(isCatchAll);
    return matched && this.#headersOf(matched);
  }

  #read(): readonly FlowSchema[] {
    this.#byUser = new WeakMap();
    this.#headers = new WeakMap();
    const levels = this.#stored(PRIORITY_LEVELS.group, PRIORITY_LEVELS.resource);
    this.#levels = new Map(levels.map(({ metadata }) => [metadata.name, metadata.uid]));
    // Who leads nowhere is not asked.
    const schemas = (this.#stored(FLOW_SCHEMAS.group, FLOW_SCHEMAS.resource) as readonly FlowSchema[]).filter(
      ({ spec }) => this.#levels.has(spec.priorityLevelConfiguration.name),
    );
    return [...schemas].sort(
      (a, b) =>
        a.spec.matchingPrecedence - b.spec.matchingPrecedence || compareStrings(a.metadata.name, b.metadata.name),
    );
  }

  #headersOf(schema: FlowSchema): FlowHeaders {
    let headers = this.#headers.get(schema);
    if (!headers) {
      headers = {
        'x-kubernetes-pf-flowschema-uid': schema.metadata.uid,
        'x-kubernetes-pf-prioritylevel-uid': this.#levels.get(schema.spec.priorityLevelConfiguration.name)!,
      };
      this.#headers.set(schema, headers);
    }
    return headers;
  }
}

function isCatchAll({ metadata }: FlowSchema): boolean {
  return metadata.name === 'catch-all';
}

function aboutUser(schema: FlowSchema, user: User): Applicable[] {
  const rules = (schema.spec.rules ?? []).filter(({ subjects }) => subjects.some((one) => isSubject(one, user)));
  if (rules.length === 0) return [];
  const resourceRules = rules.flatMap((rule) => rule.resourceRules ?? []);
  const nonResourceRules = rules.flatMap((rule) => rule.nonResourceRules ?? []);
  return [{ schema, resourceRules, nonResourceRules }];
}

function isSubject({ kind, user: named, group, serviceAccount }: FlowSubject, user: User): boolean {
  switch (kind) {
    case 'User':
      return named !== undefined && (named.name === ALL || named.name === user.name);
    case 'Group':
      return group !== undefined && (group.name === ALL || user.groups.includes(group.name));
    case 'ServiceAccount': {
      if (serviceAccount === undefined) return false;
      const { namespace, name } = serviceAccount;
      const prefix = `${ACCOUNT}${namespace}:`;
      return name === ALL ? user.name.startsWith(prefix) : user.name === prefix + name;
    }
    default:
      return false;
  }
}

function matches({ resourceRules, nonResourceRules }: Applicable, access: AccessRequest): boolean {
  const { verb, path } = access;
  if (path === undefined) return resourceRules.some((rule) => isAboutResource(rule, access));
  return nonResourceRules.some(
    ({ verbs, nonResourceURLs }) => has(verbs, verb) && nonResourceURLs.some((url) => isAboutPath(url, path)),
  );
}

function isAboutResource(
  rule: ResourcePolicyRule,
  { verb, group, resource, subresource, namespace }: AccessRequest,
): boolean {
  if (!has(rule.verbs, verb) || !has(rule.apiGroups, group)) return false;
  if (!has(rule.resources, subresource === undefined ? resource : `${resource}/${subresource}`)) return false;
  if (namespace === undefined || namespace === '') return rule.clusterScope === true;
  return has(rule.namespaces ?? NOTHING, namespace);
}

function has(list: readonly string[], value: string): boolean {
  return list.includes(ALL) || list.includes(value);
}

/** `*`, the path itself, or `/healthz/*` for all that is behind it. */
function isAboutPath(url: string, path: string): boolean {
  if (url === ALL || url === path) return true;
  return url.endsWith('/*') && path.startsWith(url.slice(0, -1));
}
