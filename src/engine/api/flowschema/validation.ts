import {
  field,
  nameIsDNSLabel,
  nameIsDNSSubdomain,
  semanticDeepEqual,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { rejectEach, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { MANDATORY_FLOW_SCHEMAS } from './bootstrap.ts';
import type {
  FlowSchema,
  FlowSchemaSpec,
  FlowSubject,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
} from './types.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const DISTINGUISHERS = ['ByNamespace', 'ByUser'];
const MOST_PRECEDENCE = 10_000;
const SUBJECTS = [
  ['Group', 'group'],
  ['ServiceAccount', 'serviceAccount'],
  ['User', 'user'],
] as const;
const NAMESPACE_RULE = "each member of this list must be '*' or a DNS-1123 label; ";

/** ValidateFlowSchemaSubject: the field that the kind names, and no other. pkg/apis/flowcontrol/validation/validation.go */
function checkSubject(errors: ErrorList, path: Path, subject: FlowSubject): void {
  const known = SUBJECTS.find(([kind]) => kind === subject.kind);
  if (known === undefined) {
    const kinds = SUBJECTS.map(([kind]) => kind);
    return void errors.push(field.notSupported(path.child('kind'), subject.kind, kinds));
  }
  const [, own] = known;
  const at = path.child(own);
  const named = subject[own];
  if (named === undefined) errors.push(field.required(at, `${own} is required when subject kind is '${subject.kind}'`));
  else if (!named.name) errors.push(field.required(at.child('name')));
  else if (own === 'serviceAccount' && named.name !== '*') {
    rejectEach(errors, at.child('name'), named.name, nameIsDNSSubdomain(named.name, false));
  }
  if (own === 'serviceAccount' && subject.serviceAccount !== undefined) {
    const { namespace } = subject.serviceAccount;
    if (!namespace) errors.push(field.required(at.child('namespace'), 'must specify namespace for service account'));
    else rejectEach(errors, at.child('namespace'), namespace, nameIsDNSLabel(namespace, false));
  }
  for (const name of ['serviceAccount', 'user', 'group'] as const) {
    if (name === own || subject[name] === undefined) continue;
    const kind = SUBJECTS.find(([, other]) => other === name)?.[0] ?? '';
    errors.push(field.forbidden(path.child(name), `${name} is forbidden when subject kind is not '${kind}'`));
  }
}

/** A star stands alone. */
function checkStar(errors: ErrorList, path: Path, values: readonly string[], missing: string, others: string): boolean {
  if (values.length === 0) errors.push(field.required(path, missing));
  else if (values.length > 1 && values.includes('*')) {
    errors.push(field.invalid(path, values, `if '*' is present, must not specify other ${others}`));
  }
  return values.includes('*');
}

function checkVerbs(errors: ErrorList, path: Path, verbs: readonly string[]): void {
  const star = checkStar(errors, path, verbs, 'verbs must contain at least one value', 'verbs');
  if (!star && !verbs.every((verb) => VERBS.includes(verb))) errors.push(field.notSupported(path, verbs, VERBS));
}

/** ValidateNonResourceURLPath. */
function urlError(path: string): string | undefined {
  if (path === '') return 'must not be empty';
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'must start with slash';
  if (path.includes(' ')) return 'must not contain white-space';
  if (path.includes('//')) return 'must not contain double slash';
  const stars = path.split('*').length - 1;
  if (stars > 1 || (stars === 1 && !path.endsWith('/*'))) return 'wildcard can only do suffix matching';
  return undefined;
}

function checkNonResourceRule(
  errors: ErrorList,
  path: Path,
  { verbs = [], nonResourceURLs: urls = [] }: NonResourcePolicyRule,
): void {
  checkVerbs(errors, path.child('verbs'), verbs);
  const at = path.child('nonResourceURLs');
  if (checkStar(errors, at, urls, 'nonResourceURLs must contain at least one value', 'non-resource URLs')) return;
  urls.forEach((url, i) => {
    const wrong = urlError(url);
    if (wrong !== undefined) errors.push(field.invalid(at.index(i), url, wrong));
  });
}

function checkResourceRule(errors: ErrorList, path: Path, rule: ResourcePolicyRule): void {
  const { verbs = [], apiGroups = [], resources = [], namespaces = [], clusterScope = false } = rule;
  checkVerbs(errors, path.child('verbs'), verbs);
  const noGroup = 'resource rules must supply at least one api group';
  checkStar(errors, path.child('apiGroups'), apiGroups, noGroup, 'api groups');
  const noResource = 'resource rules must supply at least one resource';
  checkStar(errors, path.child('resources'), resources, noResource, 'resources');
  const at = path.child('namespaces');
  if (namespaces.length === 0 && clusterScope) return;
  const noNamespace = 'resource rules that are not cluster scoped must supply at least one namespace';
  if (checkStar(errors, at, namespaces, noNamespace, 'namespaces')) return;
  namespaces.forEach((namespace, i) => {
    const messages = nameIsDNSLabel(namespace, false).map((message) => NAMESPACE_RULE + message);
    rejectEach(errors, at.index(i), namespace, messages);
  });
}

function checkRules(errors: ErrorList, path: Path, rules: PolicyRulesWithSubjects): void {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rules;
  if (subjects.length === 0) {
    errors.push(field.required(path.child('subjects'), 'subjects must contain at least one value'));
  }
  subjects.forEach((subject, i) => checkSubject(errors, path.child('subjects').index(i), subject));
  if (resourceRules.length === 0 && nonResourceRules.length === 0) {
    errors.push(field.required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  resourceRules.forEach((rule, i) => checkResourceRule(errors, path.child('resourceRules').index(i), rule));
  nonResourceRules.forEach((rule, i) => checkNonResourceRule(errors, path.child('nonResourceRules').index(i), rule));
}

function precedenceError(precedence: number, name: string): string | undefined {
  if (precedence <= 0) return 'must be a positive value';
  if (precedence > MOST_PRECEDENCE) return `must not be greater than ${MOST_PRECEDENCE}`;
  if (precedence === 1 && name !== 'exempt') return "only the schema named 'exempt' may have matchingPrecedence 1";
  return undefined;
}

/** ValidateFlowSchemaSpec. */
function checkSpec(errors: ErrorList, name: string, spec: FlowSchemaSpec): void {
  const { matchingPrecedence, distinguisherMethod, priorityLevelConfiguration, rules = [] } = spec;
  const wrong = precedenceError(matchingPrecedence, name);
  if (wrong !== undefined) errors.push(field.invalid(SPEC.child('matchingPrecedence'), matchingPrecedence, wrong));
  if (distinguisherMethod !== undefined && !DISTINGUISHERS.includes(distinguisherMethod.type)) {
    const path = SPEC.child('distinguisherMethod', 'type');
    errors.push(field.notSupported(path, distinguisherMethod.type, DISTINGUISHERS));
  }
  const path = SPEC.child('priorityLevelConfiguration', 'name');
  const level = priorityLevelConfiguration?.name;
  if (!level) errors.push(field.required(path, 'must reference a priority level'));
  else rejectEach(errors, path, level, nameIsDNSSubdomain(level, false));
  rules.forEach((one, i) => checkRules(errors, SPEC.child('rules').index(i), one));
  const fixed = MANDATORY_FLOW_SCHEMAS.get(name);
  if (fixed === undefined || semanticDeepEqual(spec, fixed)) return;
  errors.push(field.invalid(SPEC, spec, `spec of '${name}' must equal the fixed value`));
}

export function validateFlowSchema({ metadata, spec }: FlowSchema): ErrorList {
  const errors = validateMeta(metadata, false);
  checkSpec(errors, metadata.name, spec);
  return errors;
}

export function validateFlowSchemaUpdate(schema: FlowSchema, old: FlowSchema): ErrorList {
  const errors = validateMetaUpdate(schema.metadata, old.metadata);
  if (schema.spec !== old.spec) checkSpec(errors, schema.metadata.name, schema.spec);
  return errors;
}

/** Conditions of flow schemas and priority levels: each type once, and none without a type. */
export function checkFlowControlConditions(errors: ErrorList, conditions: readonly { readonly type?: string }[]): void {
  const path = STATUS.child('conditions');
  const seen = new Set<string>();
  conditions.forEach(({ type = '' }, i) => {
    const at = path.index(i).child('type');
    if (seen.has(type)) errors.push(field.duplicate(at, type));
    seen.add(type);
    if (type === '') errors.push(field.required(at, 'must not be empty'));
  });
}
