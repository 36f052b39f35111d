/** IngressClass: which controller serves the Ingresses that name it. */
import {
  byteLength,
  field,
  isDomainPrefixedPath,
  validateImmutableField,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy } from '../strategies.ts';
import { checkTypedLocalReference } from '../typed-reference.ts';
import { checkDNS1123Label, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { ingressClassRelations } from './relations.ts';
import type { IngressClass, IngressClassSpec } from './types.ts';

const MOST_CONTROLLER_BYTES = 250;
const SCOPES = ['Cluster', 'Namespace'];

function defaults(ingressClass: IngressClass): IngressClass {
  const spec = ingressClass.spec ?? {};
  const { parameters } = spec;
  if (parameters !== undefined && parameters.scope === undefined) {
    return { ...ingressClass, spec: { ...spec, parameters: { ...parameters, scope: 'Cluster' } } };
  }
  return spec === ingressClass.spec ? ingressClass : { ...ingressClass, spec };
}

/** validateIngressClassParametersReference. pkg/apis/networking/validation/validation.go */
function checkParameters(errors: ErrorList, parameters: NonNullable<IngressClassSpec['parameters']>): void {
  const path = SPEC.child('parameters');
  const { scope, namespace } = parameters;
  checkTypedLocalReference(errors, path, parameters);
  if (scope === undefined) errors.push(field.required(path.child('scope')));
  else if (!SCOPES.includes(scope)) errors.push(field.notSupported(path.child('scope'), scope, SCOPES));
  else if (scope === 'Cluster') {
    if (namespace === undefined) return;
    errors.push(field.forbidden(path.child('namespace'), "`parameters.scope` is set to 'Cluster'"));
  } else if (namespace === undefined) {
    errors.push(field.required(path.child('namespace'), "`parameters.scope` is set to 'Namespace'"));
  } else checkDNS1123Label(errors, path, 'namespace', namespace);
}

function checkSpec(errors: ErrorList, { controller = '', parameters }: IngressClassSpec): void {
  const path = SPEC.child('controller');
  if (byteLength(controller) > MOST_CONTROLLER_BYTES) errors.push(field.tooLong(path, MOST_CONTROLLER_BYTES));
  errors.push(...isDomainPrefixedPath(path, controller));
  if (parameters !== undefined) checkParameters(errors, parameters);
}

function validate(ingressClass: IngressClass): ErrorList {
  const errors = validateMeta(ingressClass.metadata, false);
  checkSpec(errors, ingressClass.spec);
  return errors;
}

function validateUpdate(ingressClass: IngressClass, old: IngressClass): ErrorList {
  const errors = validateMetaUpdate(ingressClass.metadata, old.metadata);
  const { controller = '' } = ingressClass.spec;
  errors.push(...validateImmutableField(controller, old.spec.controller ?? '', SPEC.child('controller')));
  if (ingressClass.spec !== old.spec) checkSpec(errors, ingressClass.spec);
  return errors;
}

/** `IngressParameters.k8s.example.com/external-lb` */
function parametersText({ spec: { parameters } }: IngressClass): string {
  if (parameters === undefined) return '<none>';
  const { kind, apiGroup, name } = parameters;
  return `${apiGroup === undefined ? kind : `${kind}.${apiGroup}`}/${name}`;
}

export const ingressClassKind: Kind<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  resource: 'ingressclasses',
  singular: 'ingressclass',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: specStrategy<IngressClass>({ validate, validateUpdate }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Controller', 'Controller that is responsible for handling this class'),
      column('Parameters', 'A reference to a resource with additional parameters'),
      AGE,
    ],
    cells: (ingressClass, now) => [
      ingressClass.metadata.name,
      ingressClass.spec.controller ?? '',
      parametersText(ingressClass),
      age(ingressClass, now),
    ],
  },
  relations: ingressClassRelations,
  patchMeta: METADATA_PATCH_META,
};
