/** Secret: what a ConfigMap is, for things not to be shown. Values are base64; `stringData` is folded in on the way in. */
import { field, isConfigMapKey, newPath, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { isUnset, rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import { decodeBase64, decodedLength, encodeBase64 } from './base64.ts';
import { checkImmutable, MAX_SECRET_SIZE } from './immutable.ts';
import { secretRelations } from './relations.ts';
import type { Secret } from './types.ts';

const DATA = newPath('data');
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** Convert_v1_Secret_To_core_Secret folds stringData in; SetDefaults_Secret names the type. */
function defaults(secret: Secret): Secret {
  const type = isUnset(secret.type) ? 'Opaque' : secret.type;
  if (secret.stringData === undefined) return type === secret.type ? secret : { ...secret, type };
  const data: Record<string, string> = { ...secret.data };
  for (const [key, value] of Object.entries(secret.stringData)) data[key] = encodeBase64(value);
  const { stringData: _, ...rest } = secret;
  return { ...rest, data, type };
}

function requireKey(errors: ErrorList, data: Readonly<Record<string, string>>, key: string): boolean {
  if (Object.hasOwn(data, key)) return true;
  errors.push(field.required(DATA.key(key)));
  return false;
}

function checkJSON(errors: ErrorList, data: Readonly<Record<string, string>>, key: string): void {
  if (!requireKey(errors, data, key)) return;
  try {
    JSON.parse(decodeBase64(data[key] ?? ''));
  } catch {
    const why = 'invalid character looking for beginning of value';
    errors.push(field.invalid(DATA.key(key), '<secret contents redacted>', why));
  }
}

/** What each well-known type must hold. */
function checkType(errors: ErrorList, secret: Secret): void {
  const data = secret.data ?? {};
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      if (isUnset(secret.metadata.annotations?.[ACCOUNT_NAME])) {
        errors.push(field.required(newPath('metadata', 'annotations').key(ACCOUNT_NAME)));
      }
      return;
    case 'kubernetes.io/dockercfg':
      return checkJSON(errors, data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return checkJSON(errors, data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth':
      if (Object.hasOwn(data, 'username') || Object.hasOwn(data, 'password')) return;
      errors.push(field.required(DATA.key('username')), field.required(DATA.key('password')));
      return;
    case 'kubernetes.io/ssh-auth':
      if (isUnset(data['ssh-privatekey'])) errors.push(field.required(DATA.key('ssh-privatekey')));
      return;
    case 'kubernetes.io/tls':
      requireKey(errors, data, 'tls.crt');
      requireKey(errors, data, 'tls.key');
  }
}

function validateSecret(secret: Secret): ErrorList {
  const errors = validateMeta(secret.metadata, true);
  let size = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    rejectEach(errors, DATA.key(key), key, isConfigMapKey(key));
    size += decodedLength(value);
  }
  if (size > MAX_SECRET_SIZE) errors.push(field.tooLong(DATA, MAX_SECRET_SIZE));
  checkType(errors, secret);
  return errors;
}

function validateUpdate(secret: Secret, old: Secret): ErrorList {
  const errors = validateMetaUpdate(secret.metadata, old.metadata);
  errors.push(...validateImmutableField(secret.type, old.type, newPath('type')));
  checkImmutable(errors, secret, old, ['data']);
  errors.push(...validateSecret(secret));
  return errors;
}

export const secretKind: Kind<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  resource: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<Secret>({
    validate: validateSecret,
    // An update that leaves the type out means the type that is there (pkg/registry/core/secret/strategy.go).
    prepareForUpdate: (secret, old) => (isUnset(secret.type) ? { ...secret, type: old.type } : secret),
    validateUpdate,
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('Type', 'What the secret holds.'), column('Data', 'How many keys there are.'), AGE],
    cells: (secret, now) => [
      secret.metadata.name,
      secret.type,
      Object.keys(secret.data ?? {}).length,
      age(secret, now),
    ],
  },
  selectableFieldNames: ['type'],
  selectableFields: (secret) => ({ type: secret.type }),
  relations: secretRelations,
  patchMeta: METADATA_PATCH_META,
};
