/** PriorityClass: how much a pod matters when there is not enough for everybody. */
import { field, newPath, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy, withGeneration } from '../strategies.ts';
import { isUnset, METADATA, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { PriorityClass } from './types.ts';

export const HIGHEST_USER_DEFINABLE_PRIORITY = 1_000_000_000;
const SYSTEM_PREFIX = 'system-';
const POLICIES = ['PreemptLowerPriority', 'Never'];

/** The two that come with every cluster. pkg/apis/scheduling/v1/helpers.go */
export const SYSTEM_PRIORITY_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** ValidatePriorityClass. */
function validate(priorityClass: PriorityClass): ErrorList {
  const errors = validateMeta(priorityClass.metadata, false);
  const { name } = priorityClass.metadata;
  if (name.startsWith(SYSTEM_PREFIX)) {
    const known = SYSTEM_PRIORITY_CLASSES[name];
    const same = known === priorityClass.value && priorityClass.globalDefault !== true;
    if (!same) {
      const why = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${
        known === undefined
          ? `${name} is not a known system priority class`
          : priorityClass.value !== known
            ? `value of ${name} PriorityClass must be ${known}`
            : `globalDefault of ${name} PriorityClass must be false`
      }`;
      errors.push(field.forbidden(METADATA.child('name'), why));
    }
  } else if (priorityClass.value > HIGHEST_USER_DEFINABLE_PRIORITY) {
    const why = `maximum allowed value of a user defined priority is ${HIGHEST_USER_DEFINABLE_PRIORITY}`;
    errors.push(field.forbidden(newPath('value'), why));
  }
  const { preemptionPolicy } = priorityClass;
  if (!POLICIES.includes(preemptionPolicy)) {
    errors.push(field.notSupported(newPath('preemptionPolicy'), preemptionPolicy, POLICIES));
  }
  return errors;
}

function validateUpdate(priorityClass: PriorityClass, old: PriorityClass): ErrorList {
  const errors = validateMetaUpdate(priorityClass.metadata, old.metadata);
  if (priorityClass.value !== old.value)
    errors.push(field.forbidden(newPath('value'), 'may not be changed in an update.'));
  if (priorityClass.preemptionPolicy !== old.preemptionPolicy) {
    errors.push(field.invalid(newPath('preemptionPolicy'), priorityClass.preemptionPolicy, 'field is immutable'));
  }
  return errors;
}

function defaults(priorityClass: PriorityClass): PriorityClass {
  const value = priorityClass.value ?? 0;
  const preemptionPolicy = isUnset(priorityClass.preemptionPolicy)
    ? 'PreemptLowerPriority'
    : priorityClass.preemptionPolicy;
  if (value === priorityClass.value && preemptionPolicy === priorityClass.preemptionPolicy) return priorityClass;
  return { ...priorityClass, value, preemptionPolicy };
}

export const priorityClassKind: Kind<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  resource: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  namespaced: false,
  defaults,
  strategy: plainStrategy<PriorityClass>({
    prepareForCreate: (priorityClass) => withGeneration(priorityClass, 1),
    validate,
    validateUpdate,
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Value', 'The priority itself.', 'integer'),
      column('Global-Default', 'Whether pods without a class get this one.', 'boolean'),
      AGE,
      column('PreemptionPolicy', 'Whether pods of this class may push others out.'),
    ],
    cells: (priorityClass, now) => [
      priorityClass.metadata.name,
      priorityClass.value,
      priorityClass.globalDefault ?? false,
      age(priorityClass, now),
      priorityClass.preemptionPolicy,
    ],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
