/** ReplicationController: what ReplicaSets were before they had selectors with expressions. */
import { field, formatLabels, selectorFromSet, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { workloadPatchMeta } from '../patch-meta.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import { checkWorkloadTemplate, setSelectorMatches } from '../pod/template.ts';
import { workloadWarnings } from '../pod/warnings.ts';
import { checkReplicaCounts } from '../replicaset/status.ts';
import { updateSpec, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { checkNonnegative, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { replicationControllerRelations } from './relations.ts';
import type { ReplicationController, ReplicationControllerStatus } from './types.ts';

const NO_STATUS: ReplicationControllerStatus = { replicas: 0 };

function isEmpty(set: Readonly<Record<string, string>> | undefined): boolean {
  return set === undefined || Object.keys(set).length === 0;
}

/** SetDefaults_ReplicationController: labels and selector come from the template when they are not given. */
function defaults(controller: ReplicationController): ReplicationController {
  const template = defaultPodTemplate(controller.spec?.template);
  const own = template.metadata.labels;
  const labels = isEmpty(controller.metadata.labels) ? own : controller.metadata.labels;
  const selector = isEmpty(controller.spec?.selector) ? (own ?? {}) : controller.spec.selector;
  const replicas = controller.spec?.replicas ?? 1;
  const status = controller.status ?? NO_STATUS;
  const { spec } = controller;
  const same =
    template === spec?.template &&
    selector === spec.selector &&
    replicas === spec.replicas &&
    status === controller.status &&
    labels === controller.metadata.labels;
  if (same) return controller;
  return {
    ...controller,
    metadata: labels === undefined ? controller.metadata : { ...controller.metadata, labels },
    spec: { ...spec, replicas, selector, template },
    status,
  };
}

/** ValidateReplicationControllerSpec. */
function checkSpec(errors: ErrorList, { spec }: ReplicationController): void {
  checkNonnegative(errors, SPEC, 'minReadySeconds', spec.minReadySeconds);
  if (isEmpty(spec.selector)) errors.push(field.required(SPEC.child('selector')));
  checkNonnegative(errors, SPEC, 'replicas', spec.replicas);
  const matches = setSelectorMatches(spec.selector, spec.template);
  checkWorkloadTemplate(errors, SPEC.child('template'), spec.template, matches, 'ReplicationController');
}

export const replicationControllerKind: Kind<ReplicationController> = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  resource: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (controller) => withGeneration(withStatus(controller, NO_STATUS), 1),
    validateCreate(controller) {
      const errors = validateMeta(controller.metadata, true);
      checkSpec(errors, controller);
      return errors;
    },
    prepareForUpdate: (controller, old) => updateSpec(controller, old),
    validateUpdate(controller, old) {
      const errors = validateMetaUpdate(controller.metadata, old.metadata);
      if (controller.spec !== old.spec) checkSpec(errors, controller);
      return errors;
    },
    warnings: workloadWarnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: updateStatus,
      validateUpdate(controller, old) {
        const errors = validateMetaUpdate(controller.metadata, old.metadata);
        checkReplicaCounts(errors, controller.status);
        return errors;
      },
    },
    scale: {
      get: (controller) => ({
        replicas: controller.spec.replicas,
        statusReplicas: controller.status.replicas,
        selector: selectorFromSet(controller.spec.selector).toString(),
      }),
      set: (controller, replicas) => ({ ...controller, spec: { ...controller.spec, replicas } }),
    },
  },
  printer: {
    columns: [
      NAME,
      column('Desired', 'How many pods there should be.', 'integer'),
      column('Current', 'How many pods there are.', 'integer'),
      column('Ready', 'How many of them are ready.', 'integer'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (controller, now) => [
      controller.metadata.name,
      controller.spec.replicas,
      controller.status.replicas,
      controller.status.readyReplicas ?? 0,
      age(controller, now),
      ...containerCells(controller.spec.template.spec.containers),
      formatLabels(controller.spec.selector),
    ],
  },
  selectableFieldNames: ['status.replicas'],
  selectableFields: (controller) => ({ 'status.replicas': String(controller.status.replicas) }),
  relations: replicationControllerRelations,
  patchMeta: workloadPatchMeta(),
};
