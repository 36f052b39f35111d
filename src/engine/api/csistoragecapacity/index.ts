/** CSIStorageCapacity: how much of a class of storage is left in a part of the cluster. */
import {
  canonicalQuantity,
  field,
  nameIsDNSSubdomain,
  newPath,
  parseQuantity,
  validateImmutableField,
  validateLabelSelector,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
  type WireLabelSelector,
} from '../../apimachinery/index.ts';
import { column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { IS_NEGATIVE, rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { QuantityText } from '../wire.ts';
import { storageCapacityRelations } from './relations.ts';

export interface CSIStorageCapacity extends ApiObject {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'CSIStorageCapacity';
  readonly metadata: ObjectMeta;
  /** Absent: everywhere; empty: nowhere. */
  readonly nodeTopology?: WireLabelSelector;
  readonly storageClassName: string;
  readonly capacity?: QuantityText;
  readonly maximumVolumeSize?: QuantityText;
}

const AMOUNTS = ['capacity', 'maximumVolumeSize'] as const;

/** Quantities are kept in their canonical form. */
function defaults(object: CSIStorageCapacity): CSIStorageCapacity {
  let next = object;
  for (const name of AMOUNTS) {
    const text = object[name];
    const canonical = text === undefined ? undefined : canonicalQuantity(text);
    if (canonical !== text) next = { ...next, [name]: canonical };
  }
  return next;
}

/** ValidateCSIStorageCapacity. pkg/apis/storage/validation/validation.go */
function checkFields(errors: ErrorList, object: CSIStorageCapacity): void {
  const { storageClassName = '', nodeTopology } = object;
  rejectEach(errors, newPath('storageClassName'), storageClassName, nameIsDNSSubdomain(storageClassName, false));
  for (const name of AMOUNTS) {
    const text = object[name];
    if (text === undefined || parseQuantity(text).sign() >= 0) continue;
    errors.push(field.invalid(newPath(name), parseQuantity(text).toString(), IS_NEGATIVE));
  }
  errors.push(...validateLabelSelector(nodeTopology, newPath('nodeTopology')));
}

function validate(object: CSIStorageCapacity): ErrorList {
  const errors = validateMeta(object.metadata, true);
  checkFields(errors, object);
  return errors;
}

function validateUpdate(object: CSIStorageCapacity, old: CSIStorageCapacity): ErrorList {
  const errors = validateMetaUpdate(object.metadata, old.metadata);
  checkFields(errors, object);
  for (const name of ['nodeTopology', 'storageClassName'] as const) {
    errors.push(...validateImmutableField(object[name], old[name], newPath(name)));
  }
  return errors;
}

export const csiStorageCapacityKind: Kind<CSIStorageCapacity> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  resource: 'csistoragecapacities',
  singular: 'csistoragecapacity',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<CSIStorageCapacity>({ validate, validateUpdate, allowUnconditionalUpdate: false }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('StorageClassName', 'Of which class of storage.'),
      column('Capacity', 'How much of it is left.'),
    ],
    cells: (object) => [object.metadata.name, object.storageClassName, object.capacity ?? '<unset>'],
  },
  relations: storageCapacityRelations,
  patchMeta: METADATA_PATCH_META,
};
