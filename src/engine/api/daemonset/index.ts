/** DaemonSet: one pod on every node that will have it. */
import {
  field,
  formatLabels,
  formatLabelSelector,
  semanticDeepEqual,
  validateImmutableField,
  validateLabelSelector,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR } from '../columns.ts';
import { checkIntOrPercent, checkNotMoreThan100Percent, intOrPercentValue } from '../deployment/rolling-update.ts';
import type { Kind } from '../kind.ts';
import { workloadPatchMeta } from '../patch-meta.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import { checkWorkloadTemplate } from '../pod/template.ts';
import { podTemplateWarnings } from '../pod/warnings.ts';
import { tryCompile } from '../replicaset/validation.ts';
import { updateSpec, updateStatus, withGeneration, withMeta, withStatus } from '../strategies.ts';
import { checkNonnegative, isUnset, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { daemonSetRelations } from './relations.ts';
import type { DaemonSet, DaemonSetStatus, DaemonSetUpdateStrategy } from './types.ts';

const NO_STATUS: DaemonSetStatus = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
};

function defaultStrategy(strategy: DaemonSetUpdateStrategy | undefined): DaemonSetUpdateStrategy {
  const type = isUnset(strategy?.type) ? 'RollingUpdate' : (strategy?.type ?? 'RollingUpdate');
  if (type !== 'RollingUpdate') return strategy ?? { type };
  const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
  const complete = maxUnavailable !== undefined && maxSurge !== undefined;
  if (strategy !== undefined && complete && strategy.type === type) return strategy;
  return { type, rollingUpdate: { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 1 } };
}

/** SetDefaults_DaemonSet. */
function defaults(set: DaemonSet): DaemonSet {
  const spec = set.spec ?? {};
  const template = defaultPodTemplate(spec.template);
  const { revisionHistoryLimit = 10 } = spec;
  const updateStrategy = defaultStrategy(spec.updateStrategy);
  const status = set.status ?? NO_STATUS;
  const same =
    template === spec.template &&
    updateStrategy === spec.updateStrategy &&
    revisionHistoryLimit === spec.revisionHistoryLimit;
  if (same) return status === set.status ? set : { ...set, status };
  return { ...set, spec: { ...spec, template, updateStrategy, revisionHistoryLimit }, status };
}

/** Where apps/v1 keeps the number of the template; nobody but the server may set it (pkg/apis/apps/v1/conversion.go). */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function templateGenerationOf({ metadata }: DaemonSet): number {
  const text = metadata.annotations?.[TEMPLATE_GENERATION];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function withTemplateGeneration(set: DaemonSet, generation: number): DaemonSet {
  const { annotations } = set.metadata;
  if (annotations?.[TEMPLATE_GENERATION] === String(generation)) return set;
  return withMeta(set, { annotations: { ...annotations, [TEMPLATE_GENERATION]: String(generation) } });
}

function prepareForCreate(set: DaemonSet): DaemonSet {
  const counted = withTemplateGeneration(set, Math.max(1, templateGenerationOf(set)));
  return withGeneration(withStatus(counted, NO_STATUS), 1);
}

/** daemonSetStrategy.PrepareForUpdate: another template is another generation of it. */
function prepareForUpdate(set: DaemonSet, old: DaemonSet): DaemonSet {
  const known = templateGenerationOf(old);
  const { template } = set.spec;
  const same = template === old.spec.template || semanticDeepEqual(template, old.spec.template);
  return updateSpec(withTemplateGeneration(set, same ? known : known + 1), old);
}

/** ValidateDaemonSetUpdateStrategy. */
function checkStrategy(errors: ErrorList, strategy: DaemonSetUpdateStrategy): void {
  const parent = SPEC.child('updateStrategy');
  if (strategy.type === 'OnDelete') return;
  if (strategy.type !== 'RollingUpdate') {
    errors.push(field.notSupported(parent, strategy, ['RollingUpdate', 'OnDelete']));
    return;
  }
  const path = parent.child('rollingUpdate');
  if (strategy.rollingUpdate === undefined) return void errors.push(field.required(path));
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate;
  checkIntOrPercent(errors, path, 'maxUnavailable', maxUnavailable);
  checkIntOrPercent(errors, path, 'maxSurge', maxSurge);
  checkNotMoreThan100Percent(errors, path, 'maxUnavailable', maxUnavailable);
  checkNotMoreThan100Percent(errors, path, 'maxSurge', maxSurge);
  const hasUnavailable = intOrPercentValue(maxUnavailable) !== 0;
  const hasSurge = intOrPercentValue(maxSurge) !== 0;
  if (hasUnavailable && hasSurge) {
    errors.push(field.invalid(path.child('maxSurge'), maxSurge, 'may not be set when maxUnavailable is non-zero'));
  } else if (!hasUnavailable && !hasSurge) {
    errors.push(field.required(path.child('maxUnavailable'), 'cannot be 0 when maxSurge is 0'));
  }
}

/** ValidateDaemonSetSpec. */
function checkSpec(errors: ErrorList, { spec }: DaemonSet): void {
  const { selector, template } = spec;
  errors.push(...validateLabelSelector(selector, SPEC.child('selector')));
  const matches = tryCompile(selector)?.matches(template.metadata.labels ?? {}) ?? true;
  const terms = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0);
  if (selector !== undefined && terms === 0) {
    errors.push(field.invalid(SPEC.child('selector'), selector, 'empty selector is invalid for daemonset'));
  }
  checkWorkloadTemplate(errors, SPEC.child('template'), template, matches, 'DaemonSet');
  checkNonnegative(errors, SPEC, 'minReadySeconds', spec.minReadySeconds);
  checkStrategy(errors, spec.updateStrategy);
  checkNonnegative(errors, SPEC, 'revisionHistoryLimit', spec.revisionHistoryLimit);
}

const COUNTS = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
] as const;

function validateStatusUpdate(set: DaemonSet, old: DaemonSet): ErrorList {
  const errors = validateMetaUpdate(set.metadata, old.metadata);
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, set.status[name]);
  const before = old.status.collisionCount;
  const after = set.status.collisionCount;
  if (before !== undefined && (after === undefined || after < before)) {
    errors.push(field.invalid(STATUS.child('collisionCount'), after ?? 0, 'cannot be decremented'));
  }
  return errors;
}

function validateUpdate(set: DaemonSet, old: DaemonSet): ErrorList {
  const errors = validateMetaUpdate(set.metadata, old.metadata);
  if (set.spec === old.spec) return errors;
  checkSpec(errors, set);
  errors.push(...validateImmutableField(set.spec.selector, old.spec.selector, SPEC.child('selector')));
  return errors;
}

export const daemonSetKind: Kind<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  resource: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate,
    validateCreate(set) {
      const errors = validateMeta(set.metadata, true);
      checkSpec(errors, set);
      return errors;
    },
    prepareForUpdate,
    validateUpdate,
    warnings: (set, old) => (old?.spec.template === set.spec.template ? [] : podTemplateWarnings(set.spec.template)),
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateStatusUpdate } },
  printer: {
    columns: [
      NAME,
      column('Desired', 'How many nodes should run the pod.', 'integer'),
      column('Current', 'How many nodes run it and should.', 'integer'),
      column('Ready', 'How many of those pods are ready.', 'integer'),
      column('Up-to-date', 'How many have the template as it is now.', 'integer'),
      column('Available', 'How many have been ready for long enough.', 'integer'),
      column('Node Selector', 'Labels that a node must have.'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (set, now) => [
      set.metadata.name,
      set.status.desiredNumberScheduled,
      set.status.currentNumberScheduled,
      set.status.numberReady,
      set.status.updatedNumberScheduled ?? 0,
      set.status.numberAvailable ?? 0,
      formatLabels(set.spec.template.spec.nodeSelector),
      age(set, now),
      ...containerCells(set.spec.template.spec.containers),
      formatLabelSelector(set.spec.selector),
    ],
  },
  relations: daemonSetRelations,
  patchMeta: workloadPatchMeta(),
};
