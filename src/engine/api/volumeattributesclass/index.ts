/** VolumeAttributesClass: how fast, how safe, how often copied: what may be changed of a volume while it lives. */
import {
  deepEqual,
  field,
  isQualifiedName,
  newPath,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { checkParameters } from '../storageclass/validation.ts';
import { plainStrategy } from '../strategies.ts';
import { rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import { attributesClassRelations } from './relations.ts';

export interface VolumeAttributesClass extends ApiObject {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'VolumeAttributesClass';
  readonly metadata: ObjectMeta;
  readonly driverName: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const DEFAULT_ANNOTATION = 'volumeattributesclass.alpha.kubernetes.io/is-default-class';

/** ValidateVolumeAttributesClass. pkg/apis/storage/validation/validation.go */
function validate(object: VolumeAttributesClass): ErrorList {
  const errors = validateMeta(object.metadata, false);
  const { driverName = '' } = object;
  const path = newPath('driverName');
  if (driverName === '') errors.push(field.required(path));
  else rejectEach(errors, path, driverName, isQualifiedName(driverName.toLowerCase()));
  checkParameters(errors, newPath('parameters'), object.parameters, false);
  return errors;
}

function validateUpdate(object: VolumeAttributesClass, old: VolumeAttributesClass): ErrorList {
  const errors = validateMetaUpdate(object.metadata, old.metadata);
  for (const name of ['driverName', 'parameters'] as const) {
    if (deepEqual(object[name] ?? {}, old[name] ?? {})) continue;
    errors.push(field.forbidden(newPath(name), `updates to ${name} are forbidden.`));
  }
  return errors;
}

export const volumeAttributesClassKind: Kind<VolumeAttributesClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttributesClass',
  resource: 'volumeattributesclasses',
  singular: 'volumeattributesclass',
  shortNames: ['vac'],
  categories: [],
  namespaced: false,
  defaults: (object) => object,
  strategy: plainStrategy<VolumeAttributesClass>({
    validate,
    validateUpdate: (object, old) => [...validate(object), ...validateUpdate(object, old)],
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('DriverName', 'The driver that understands the parameters.'), AGE],
    cells: ({ metadata, driverName }, now) => [
      metadata.name + (metadata.annotations?.[DEFAULT_ANNOTATION] === 'true' ? ' (default)' : ''),
      driverName,
      age({ metadata }, now),
    ],
  },
  relations: attributesClassRelations,
  patchMeta: METADATA_PATCH_META,
};
