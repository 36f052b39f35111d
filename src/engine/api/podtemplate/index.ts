/** PodTemplate: a template by itself, kept for whoever wants to make pods from it. */
import {
  formatLabels,
  newPath,
  semanticDeepEqual,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import { column, containerCells, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import { checkPodTemplate } from '../pod/validation-template.ts';
import { podTemplateWarnings } from '../pod/warnings.ts';
import { plainStrategy, withGeneration } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';

export interface PodTemplate extends ApiObject {
  readonly apiVersion: 'v1';
  readonly kind: 'PodTemplate';
  readonly metadata: ObjectMeta;
  readonly template: PodTemplateSpec;
}

const TEMPLATE = newPath('template');

function defaults(object: PodTemplate): PodTemplate {
  const template = defaultPodTemplate(object.template);
  return template === object.template ? object : { ...object, template };
}

/** ValidatePodTemplate. */
function validate(object: PodTemplate): ErrorList {
  const errors = validateMeta(object.metadata, true);
  checkPodTemplate(errors, TEMPLATE, object.template);
  return errors;
}

function validateUpdate(object: PodTemplate, old: PodTemplate): ErrorList {
  const errors = validateMetaUpdate(object.metadata, old.metadata);
  if (object.template !== old.template) checkPodTemplate(errors, TEMPLATE, object.template);
  return errors;
}

function counted(object: PodTemplate, old: PodTemplate): PodTemplate {
  const { generation } = old.metadata;
  const same = object.template === old.template || semanticDeepEqual(object.template, old.template);
  return withGeneration(object, same ? generation : (generation ?? 0) + 1);
}

export const podTemplateKind: Kind<PodTemplate> = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  resource: 'podtemplates',
  singular: 'podtemplate',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<PodTemplate>({
    prepareForCreate: (object) => withGeneration(object, 1),
    validate,
    prepareForUpdate: counted,
    validateUpdate,
    warnings: (object, old) =>
      old?.template === object.template ? [] : podTemplateWarnings(object.template, TEMPLATE),
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Containers', 'Names of each container in the template.'),
      column('Images', 'Images referenced by each container in the template.'),
      column('Pod Labels', 'The labels for the pod template.'),
    ],
    cells: ({ metadata, template }) => [
      metadata.name,
      ...containerCells(template.spec.containers),
      formatLabels(template.metadata.labels),
    ],
  },
  relations: () => [],
  patchMeta: patchMetaOf('PodTemplate'),
};
