/** ResourceClaimTemplate: what the claims are like that are made for each pod of its own. */
import {
  validateAnnotations,
  validateImmutableField,
  validateLabels,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { AGE, age, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { checkClaimSpec, defaultClaimSpec } from '../resourceclaim/spec.ts';
import { resourceClaimTemplateRelations } from '../resourceclaim/relations.ts';
import { plainStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ResourceClaimTemplate, ResourceClaimTemplateSpec } from './types.ts';

function defaults(template: ResourceClaimTemplate): ResourceClaimTemplate {
  const written = template.spec ?? ({} as ResourceClaimTemplateSpec);
  const spec = defaultClaimSpec(written.spec ?? {});
  return spec === written.spec ? template : { ...template, spec: { ...written, spec } };
}

/** validateResourceClaimTemplateSpec. pkg/apis/resource/validation/validation.go */
function validate(template: ResourceClaimTemplate): ErrorList {
  const errors = validateMeta(template.metadata, true);
  const { metadata, spec } = template.spec;
  const path = SPEC.child('metadata');
  errors.push(...validateAnnotations(metadata?.annotations, path.child('annotations')));
  errors.push(...validateLabels(metadata?.labels, path.child('labels')));
  checkClaimSpec(errors, SPEC.child('spec'), spec);
  return errors;
}

function validateUpdate(template: ResourceClaimTemplate, old: ResourceClaimTemplate): ErrorList {
  const errors = validateMetaUpdate(template.metadata, old.metadata);
  errors.push(...validateImmutableField(template.spec, old.spec, SPEC));
  return errors;
}

export const resourceClaimTemplateKind: Kind<ResourceClaimTemplate> = {
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaimTemplate',
  resource: 'resourceclaimtemplates',
  singular: 'resourceclaimtemplate',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<ResourceClaimTemplate>({ validate, validateUpdate }),
  subresources: {},
  printer: {
    columns: [NAME, AGE],
    cells: (template, now) => [template.metadata.name, age(template, now)],
  },
  relations: resourceClaimTemplateRelations,
  patchMeta: patchMetaOf('resource.ResourceClaimTemplate'),
};
