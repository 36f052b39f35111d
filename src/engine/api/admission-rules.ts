import { field, nameIsPathSegment, type ErrorList, type Path } from '../apimachinery/index.ts';
import { rejectEach } from './validate.ts';

/** Which requests a webhook or a policy is about. pkg/apis/admissionregistration/validation/validation.go */
export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly operations?: readonly string[];
  readonly resources?: readonly string[];
  readonly scope?: string;
}

export interface NamedRule extends Rule {
  readonly resourceNames?: readonly string[];
}

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
/** What can be mutated: nothing is left to mutate of what is deleted. */
export const MUTATING_OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

/** SetDefaults_Rule. */
export function defaultRules<R extends Rule>(rules: readonly R[] | undefined): readonly R[] | undefined {
  if (rules === undefined || rules.every(({ scope }) => scope !== undefined)) return rules;
  return rules.map((rule) => (rule.scope === undefined ? { ...rule, scope: '*' } : rule));
}

/** A star among others makes the others meaningless. */
function checkStar(errors: ErrorList, path: Path, values: readonly string[], others: string): void {
  if (values.length === 0) errors.push(field.required(path));
  else if (values.length > 1 && values.includes('*')) {
    errors.push(field.invalid(path, values, `if '*' is present, must not specify other ${others}`));
  }
}

/** validateResources: `pods`, `pods/status`, `pods/*`, and a star for either part, none saying what another says already. */
function checkResources(errors: ErrorList, path: Path, resources: readonly string[]): void {
  if (resources.length === 0) errors.push(field.required(path));
  const anySubresourceOf = new Set<string>();
  const ofAnyResource = new Set<string>();
  let plain = false;
  resources.forEach((resource, i) => {
    if (resource === '') return void errors.push(field.required(path.index(i)));
    const [name = '', subresource, ...rest] = resource.split('/');
    if (subresource === undefined) {
      plain = resource !== '*';
      return;
    }
    const sub = [subresource, ...rest].join('/');
    const refuse = (by: string): void =>
      void errors.push(field.invalid(path.index(i), resource, `if '${by}' is present, must not specify ${resource}`));
    if (anySubresourceOf.has(name)) refuse(`${name}/*`);
    if (ofAnyResource.has(sub)) refuse(`*/${sub}`);
    if (sub === '*') anySubresourceOf.add(name);
    if (name === '*') ofAnyResource.add(sub);
  });
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.push(field.invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  if (plain && resources.includes('*')) {
    const why = "if '*' is present, must not specify other resources without subresources";
    errors.push(field.invalid(path, resources, why));
  }
}

/** validateRuleWithOperations. */
export function checkRule(errors: ErrorList, path: Path, rule: Rule): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  checkStar(errors, path.child('operations'), operations, 'operations');
  operations.forEach((operation, i) => {
    if (OPERATIONS.includes(operation)) return;
    errors.push(field.notSupported(path.child('operations').index(i), operation, OPERATIONS));
  });
  checkStar(errors, path.child('apiGroups'), apiGroups, 'API groups');
  checkStar(errors, path.child('apiVersions'), apiVersions, 'API versions');
  apiVersions.forEach((version, i) => {
    if (version === '') errors.push(field.required(path.child('apiVersions').index(i)));
  });
  checkResources(errors, path.child('resources'), resources);
  if (scope !== undefined && !SCOPES.includes(scope)) {
    errors.push(field.notSupported(path.child('scope'), scope, SCOPES));
  }
}

/** validateNamedRuleWithOperations. */
export function checkNamedRule(errors: ErrorList, path: Path, rule: NamedRule): void {
  const { resourceNames = [] } = rule;
  resourceNames.forEach((name, i) => {
    const at = path.child('resourceNames').index(i);
    rejectEach(errors, at, name, nameIsPathSegment(name, false));
    if (resourceNames.indexOf(name) < i) errors.push(field.duplicate(at, name));
  });
  checkRule(errors, path, rule);
}

/** What is not among the operations allowed; the field has no index, as upstream's has none. */
export function checkOperations(
  errors: ErrorList,
  path: Path,
  rules: readonly Rule[],
  allowed: readonly string[],
): void {
  for (const { operations = [] } of rules) {
    for (const operation of operations) {
      if (!allowed.includes(operation)) errors.push(field.notSupported(path, operation, allowed));
    }
  }
}
