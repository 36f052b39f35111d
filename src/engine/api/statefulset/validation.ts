import {
  field,
  nameIsDNSLabel,
  semanticDeepEqual,
  validateLabelSelector,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { checkIntOrPercent, checkNotMoreThan100Percent, intOrPercentValue } from '../deployment/rolling-update.ts';
import { checkClaimSpec } from '../persistentvolumeclaim/validation.ts';
import { checkWorkloadTemplate, selectorMatches } from '../pod/template.ts';
import type { PodTemplateSpec, Volume } from '../pod/types.ts';
import { tryCompile } from '../replicaset/validation.ts';
import {
  checkDNS1123Label,
  checkNonnegative,
  isUnset,
  SPEC,
  STATUS,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from './types.ts';

const STRATEGY = SPEC.child('updateStrategy');
const RETENTION = SPEC.child('persistentVolumeClaimRetentionPolicy');
const RETENTION_POLICIES = ['Retain', 'Delete'];

function checkStrategy(errors: ErrorList, strategy: StatefulSetUpdateStrategy): void {
  const path = STRATEGY.child('rollingUpdate');
  const { rollingUpdate } = strategy;
  switch (strategy.type) {
    case 'OnDelete':
      if (rollingUpdate !== undefined) {
        errors.push(field.invalid(path, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'"));
      }
      return;
    case 'RollingUpdate': {
      if (rollingUpdate === undefined) return;
      const { partition, maxUnavailable } = rollingUpdate;
      checkNonnegative(errors, path, 'partition', partition);
      checkIntOrPercent(errors, path, 'maxUnavailable', maxUnavailable);
      if (intOrPercentValue(maxUnavailable) === 0) {
        errors.push(field.invalid(path.child('maxUnavailable'), maxUnavailable, 'cannot be 0'));
      }
      checkNotMoreThan100Percent(errors, path, 'maxUnavailable', maxUnavailable);
      return;
    }
    default:
      errors.push(field.invalid(STRATEGY, strategy, "must be 'RollingUpdate' or 'OnDelete'"));
  }
}

/** volumesToAddForTemplates: what the claims become is there to be mounted, and hides a volume of the same name. */
function withClaims(template: PodTemplateSpec, claims: StatefulSetSpec['volumeClaimTemplates']): PodTemplateSpec {
  if (claims === undefined || claims.length === 0) return template;
  const volumes = new Map<string, Volume>();
  for (const { metadata } of claims) {
    const name = metadata.name ?? '';
    volumes.set(name, { name, persistentVolumeClaim: { claimName: 'staging-template' } });
  }
  const own = (template.spec.volumes ?? []).filter(({ name }) => !volumes.has(name));
  return { ...template, spec: { ...template.spec, volumes: [...volumes.values(), ...own] } };
}

function checkSelectorAndTemplate(errors: ErrorList, spec: StatefulSetSpec): void {
  const { selector } = spec;
  const path = SPEC.child('selector');
  if (selector === undefined) errors.push(field.required(path));
  else {
    errors.push(...validateLabelSelector(selector, path));
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0) {
      errors.push(field.invalid(path, selector, 'empty selector is invalid for statefulset'));
    }
  }
  const compiled = tryCompile(selector);
  if (compiled === undefined) errors.push(field.invalid(path, selector, ''));
  else {
    const template = withClaims(spec.template, spec.volumeClaimTemplates);
    const matches = selectorMatches(compiled, template);
    checkWorkloadTemplate(errors, SPEC.child('template'), template, matches, 'StatefulSet');
  }
}

/** ValidateStatefulSetSpec. pkg/apis/apps/validation/validation.go */
function checkSpec(errors: ErrorList, spec: StatefulSetSpec, checkServiceName: boolean): void {
  const policy: string = spec.podManagementPolicy;
  if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.push(field.invalid(SPEC.child('podManagementPolicy'), policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  checkStrategy(errors, spec.updateStrategy);
  for (const when of ['whenDeleted', 'whenScaled'] as const) {
    const retention = spec.persistentVolumeClaimRetentionPolicy[when];
    if (!RETENTION_POLICIES.includes(retention)) {
      errors.push(field.notSupported(RETENTION.child(when), retention, RETENTION_POLICIES));
    }
  }
  checkNonnegative(errors, SPEC, 'replicas', spec.replicas);
  checkNonnegative(errors, SPEC, 'minReadySeconds', spec.minReadySeconds);
  checkNonnegative(errors, SPEC.child('ordinals'), 'start', spec.ordinals?.start);
  if (checkServiceName && !isUnset(spec.serviceName)) {
    checkDNS1123Label(errors, SPEC, 'serviceName', spec.serviceName ?? '');
  }
  checkSelectorAndTemplate(errors, spec);
}

export function validateStatefulSet(set: StatefulSet): ErrorList {
  const errors = validateMeta(set.metadata, true, nameIsDNSLabel);
  checkSpec(errors, set.spec, true);
  set.spec.volumeClaimTemplates?.forEach((claim, i) =>
    checkClaimSpec(errors, SPEC.child('volumeClaimTemplates').index(i).child('spec'), claim.spec),
  );
  return errors;
}

const ONLY_THESE =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** What may change is made the same; the rest must be. */
function fixedPart(spec: StatefulSetSpec): Partial<StatefulSetSpec> {
  const {
    replicas: _replicas,
    template: _template,
    updateStrategy: _updateStrategy,
    minReadySeconds: _minReadySeconds,
    ordinals: _ordinals,
    persistentVolumeClaimRetentionPolicy: _retention,
    revisionHistoryLimit: _limit,
    ...rest
  } = spec;
  return rest;
}

/** ValidateStatefulSetUpdate: the name and the name of the Service may be such as could no longer be created. */
export function validateStatefulSetUpdate(set: StatefulSet, old: StatefulSet): ErrorList {
  const errors = validateMetaUpdate(set.metadata, old.metadata);
  if (set.spec === old.spec) return errors;
  checkSpec(errors, set.spec, false);
  if (!semanticDeepEqual(fixedPart(set.spec), fixedPart(old.spec))) errors.push(field.forbidden(SPEC, ONLY_THESE));
  return errors;
}

const COUNTS = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
] as const;
const PARTS = ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const;

/** ValidateStatefulSetStatusUpdate. */
export function validateStatefulSetStatusUpdate(set: StatefulSet, old: StatefulSet): ErrorList {
  const { status } = set;
  const errors: ErrorList = [];
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, status[name]);
  for (const name of PARTS) {
    const count = status[name] ?? 0;
    if (count > status.replicas) {
      errors.push(field.invalid(STATUS.child(name), count, 'cannot be greater than status.replicas'));
    }
  }
  const { availableReplicas, readyReplicas = 0, collisionCount } = status;
  if (availableReplicas > readyReplicas) {
    const why = 'cannot be greater than status.readyReplicas';
    errors.push(field.invalid(STATUS.child('availableReplicas'), availableReplicas, why));
  }
  errors.push(...validateMetaUpdate(set.metadata, old.metadata));
  const before = old.status.collisionCount;
  if (before !== undefined && (collisionCount ?? -1) < before) {
    errors.push(field.invalid(STATUS.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented'));
  }
  return errors;
}
