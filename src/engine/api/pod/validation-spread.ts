import {
  field,
  validateLabelName,
  validateLabelSelector,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { IS_NOT_POSITIVE, isUnset } from '../validate.ts';
import type { TopologySpreadConstraint } from './types.ts';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

function checkMinDomains(errors: ErrorList, path: Path, constraint: TopologySpreadConstraint): void {
  const { minDomains, whenUnsatisfiable } = constraint;
  if (minDomains === undefined) return;
  const at = path.child('minDomains');
  if (minDomains <= 0) errors.push(field.invalid(at, minDomains, IS_NOT_POSITIVE));
  if (whenUnsatisfiable === 'DoNotSchedule') return;
  const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  errors.push(field.invalid(at, minDomains, why));
}

/** validateMatchLabelKeysInTopologySpread; the merged selector holds each key once, as one expression. */
function checkMatchLabelKeys(errors: ErrorList, path: Path, constraint: TopologySpreadConstraint): void {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (matchLabelKeys.length === 0) return;
  if (labelSelector === undefined) {
    errors.push(field.forbidden(path, 'must not be specified when labelSelector is not set'));
  }
  const named = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  const twice = new Set<string>();
  for (const { key } of labelSelector?.matchExpressions ?? []) (named.has(key) ? twice : named).add(key);
  matchLabelKeys.forEach((key, i) => {
    errors.push(...validateLabelName(key, path.index(i)));
    if (twice.has(key))
      errors.push(field.invalid(path.index(i), key, 'exists in both matchLabelKeys and labelSelector'));
  });
}

/** validateTopologySpreadConstraints. */
export function checkSpread(errors: ErrorList, path: Path, constraints: readonly TopologySpreadConstraint[]): void {
  constraints.forEach((constraint, i) => {
    const at = path.index(i);
    const { maxSkew, topologyKey, whenUnsatisfiable } = constraint;
    if (maxSkew <= 0) errors.push(field.invalid(at.child('maxSkew'), maxSkew, IS_NOT_POSITIVE));
    if (isUnset(topologyKey)) errors.push(field.required(at.child('topologyKey'), 'can not be empty'));
    if (!ACTIONS.includes(whenUnsatisfiable)) {
      errors.push(field.notSupported(at.child('whenUnsatisfiable'), whenUnsatisfiable ?? '', ACTIONS));
    }
    const repeats = constraints
      .slice(i + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    if (repeats) {
      const pair = at.child('{topologyKey, whenUnsatisfiable}');
      errors.push(field.duplicate(pair, `{${topologyKey}, ${whenUnsatisfiable}}`));
    }
    checkMinDomains(errors, at, constraint);
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy: string | undefined = constraint[name];
      if (policy !== undefined && !POLICIES.includes(policy)) {
        errors.push(field.notSupported(at.child(name), policy, POLICIES));
      }
    }
    checkMatchLabelKeys(errors, at.child('matchLabelKeys'), constraint);
    errors.push(...validateLabelSelector(constraint.labelSelector, at.child('labelSelector')));
  });
}
