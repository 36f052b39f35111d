import {
  field,
  isValidLabelValue,
  nameIsDNSSubdomain,
  validateLabelName,
  validateLabelSelector,
  validateNamespaceName,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { rejectEach } from '../validate.ts';
import type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from './types.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NOT_AN_OPERATOR = 'not a valid selector operator';

function checkWeight(errors: ErrorList, path: Path, weight: number): void {
  if (weight > 0 && weight <= 100) return;
  errors.push(field.invalid(path.child('weight'), weight, 'must be in the range 1-100'));
}

/** ValidateNodeSelectorRequirement. Invalid values are let through where they are only preferred. */
function checkRequirement(errors: ErrorList, path: Path, requirement: NodeSelectorRequirement, strict: boolean): void {
  const { operator, values = [], key } = requirement;
  const at = path.child('values');
  switch (operator as string) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(field.required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        errors.push(field.forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        errors.push(field.required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      }
      break;
    default:
      errors.push(field.invalid(path.child('operator'), operator, NOT_AN_OPERATOR));
  }
  errors.push(...validateLabelName(key, path.child('key')));
  if (!strict) return;
  values.forEach((value, i) => {
    const messages = isValidLabelValue(value);
    if (messages.length > 0) rejectEach(errors, at.index(i), value, messages);
  });
}

/** ValidateNodeFieldSelectorRequirement: nodes can be chosen by name only. */
function checkFieldRequirement(errors: ErrorList, path: Path, requirement: NodeSelectorRequirement): void {
  const { operator, values = [], key } = requirement;
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(field.invalid(path.child('operator'), operator, NOT_AN_OPERATOR));
  } else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(field.required(path.child('values'), why));
  }
  if (key !== 'metadata.name') {
    errors.push(field.invalid(path.child('key'), key, 'not a valid field selector key'));
    return;
  }
  values.forEach((value, i) => {
    rejectEach(errors, path.child('values').index(i), value, nameIsDNSSubdomain(value, false));
  });
}

function checkTerm(errors: ErrorList, path: Path, term: NodeSelectorTerm, strict: boolean): void {
  term.matchExpressions?.forEach((requirement, i) =>
    checkRequirement(errors, path.child('matchExpressions').index(i), requirement, strict),
  );
  term.matchFields?.forEach((requirement, i) =>
    checkFieldRequirement(errors, path.child('matchFields').index(i), requirement),
  );
}

/** ValidateNodeSelector. */
export function checkNodeSelector(errors: ErrorList, path: Path, selector: NodeSelector): void {
  const terms = path.child('nodeSelectorTerms');
  if (!selector.nodeSelectorTerms?.length) {
    errors.push(field.required(terms, 'must have at least one node selector term'));
  }
  selector.nodeSelectorTerms?.forEach((term, i) => checkTerm(errors, terms.index(i), term, true));
}

function checkNodeAffinity(errors: ErrorList, path: Path, affinity: NodeAffinity): void {
  const required = affinity[REQUIRED];
  if (required !== undefined) checkNodeSelector(errors, path.child(REQUIRED), required);
  affinity[PREFERRED]?.forEach(({ weight, preference }, i) => {
    const at = path.child(PREFERRED).index(i);
    checkWeight(errors, at, weight);
    checkTerm(errors, at.child('preference'), preference, false);
  });
}

const NO_SELECTOR = 'must not be specified when labelSelector is not set';

function checkKeys(errors: ErrorList, path: Path, keys: readonly string[], hasSelector: boolean): void {
  if (keys.length === 0) return;
  if (!hasSelector) return void errors.push(field.forbidden(path, NO_SELECTOR));
  keys.forEach((key, i) => errors.push(...validateLabelName(key, path.index(i))));
}

/** validateMatchLabelKeysAndMismatchLabelKeys. By then the server has merged the keys into the selector. */
function checkMatchLabelKeys(errors: ErrorList, path: Path, term: PodAffinityTerm): void {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  checkKeys(errors, path.child('matchLabelKeys'), matchLabelKeys, labelSelector !== undefined);
  checkKeys(errors, path.child('mismatchLabelKeys'), mismatchLabelKeys, labelSelector !== undefined);
  const named = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const i = matchLabelKeys.indexOf(key);
    if (i >= 0 && named.has(key)) {
      errors.push(field.invalid(path.index(i), key, 'exists in both matchLabelKeys and labelSelector'));
    }
    named.add(key);
  }
  matchLabelKeys.forEach((key, i) => {
    if (!mismatchLabelKeys.includes(key)) return;
    const why = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(field.invalid(path.child('matchLabelKeys').index(i), key, why));
  });
}

/** validatePodAffinityTerm. */
function checkPodTerm(errors: ErrorList, path: Path, term: PodAffinityTerm): void {
  errors.push(...validateLabelSelector(term.labelSelector, path.child('labelSelector')));
  errors.push(...validateLabelSelector(term.namespaceSelector, path.child('namespaceSelector')));
  for (const name of term.namespaces ?? []) {
    rejectEach(errors, path.child('namespace'), name, validateNamespaceName(name, false));
  }
  checkMatchLabelKeys(errors, path, term);
  const key = term.topologyKey ?? '';
  if (key === '') errors.push(field.required(path.child('topologyKey'), 'can not be empty'));
  errors.push(...validateLabelName(key, path.child('topologyKey')));
}

function checkPodAffinity(errors: ErrorList, path: Path, affinity: PodAffinity): void {
  affinity[REQUIRED]?.forEach((term, i) => checkPodTerm(errors, path.child(REQUIRED).index(i), term));
  affinity[PREFERRED]?.forEach(({ weight, podAffinityTerm }, i) => {
    const at = path.child(PREFERRED).index(i);
    checkWeight(errors, at, weight);
    checkPodTerm(errors, at.child('podAffinityTerm'), podAffinityTerm);
  });
}

/** validateAffinity. */
export function checkAffinity(errors: ErrorList, path: Path, affinity: Affinity): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  if (nodeAffinity !== undefined) checkNodeAffinity(errors, path.child('nodeAffinity'), nodeAffinity);
  if (podAffinity !== undefined) checkPodAffinity(errors, path.child('podAffinity'), podAffinity);
  if (podAntiAffinity !== undefined) checkPodAffinity(errors, path.child('podAntiAffinity'), podAntiAffinity);
}
