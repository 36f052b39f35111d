/** ConfigMap: text (and bytes, as base64) by key, for pods to read. */
import { byteLength, field, isConfigMapKey, newPath, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { decodedLength } from '../secret/base64.ts';
import { checkImmutable, MAX_SECRET_SIZE } from '../secret/immutable.ts';
import { rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ConfigMap } from './types.ts';

const DATA = newPath('data');
const BINARY_DATA = newPath('binaryData');

/** ValidateConfigMap. */
function checkData(errors: ErrorList, map: ConfigMap): void {
  let size = 0;
  for (const [key, value] of Object.entries(map.data ?? {})) {
    rejectEach(errors, DATA.key(key), key, isConfigMapKey(key));
    if (Object.hasOwn(map.binaryData ?? {}, key)) {
      errors.push(field.invalid(DATA.key(key), key, 'duplicate of key present in binaryData'));
    }
    size += byteLength(value);
  }
  for (const [key, value] of Object.entries(map.binaryData ?? {})) {
    rejectEach(errors, BINARY_DATA.key(key), key, isConfigMapKey(key));
    size += decodedLength(value);
  }
  if (size > MAX_SECRET_SIZE) errors.push(field.tooLong(newPath(''), MAX_SECRET_SIZE));
}

function validateUpdate(map: ConfigMap, old: ConfigMap): ErrorList {
  const errors = validateMetaUpdate(map.metadata, old.metadata);
  checkImmutable(errors, map, old, ['data', 'binaryData']);
  errors.push(...validateMeta(map.metadata, true));
  checkData(errors, map);
  return errors;
}

export const configMapKind: Kind<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  resource: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  namespaced: true,
  defaults: (map) => map,
  strategy: plainStrategy<ConfigMap>({
    validate(map) {
      const errors = validateMeta(map.metadata, true);
      checkData(errors, map);
      return errors;
    },
    validateUpdate,
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('Data', 'How many keys there are.'), AGE],
    cells: (map, now) => [
      map.metadata.name,
      Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length,
      age(map, now),
    ],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
