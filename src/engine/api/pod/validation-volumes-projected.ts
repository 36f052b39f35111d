import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset } from '../validate.ts';
import type { Volume } from './types.ts';
import { checkFieldRef, checkResourceFieldRef } from './validation-env.ts';
import { checkFileMode, checkLocalNonReservedPath } from './validation-paths.ts';

type SecretSource = NonNullable<Volume['secret']>;
type ConfigMapSource = NonNullable<Volume['configMap']>;
type DownwardAPISource = NonNullable<Volume['downwardAPI']>;
type ProjectedSource = NonNullable<Volume['projected']>;
type KeyToPath = NonNullable<SecretSource['items']>[number];
type DownwardFile = NonNullable<DownwardAPISource['items']>[number];
type Projection = NonNullable<ProjectedSource['sources']>[number];

const VOLUME_FIELD_PATHS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** validateKeyToPath. */
function checkKeyToPath(errors: ErrorList, path: Path, item: KeyToPath): void {
  if (isUnset(item.key)) errors.push(field.required(path.child('key')));
  if (isUnset(item.path)) errors.push(field.required(path.child('path')));
  checkLocalNonReservedPath(errors, path.child('path'), item.path ?? '');
  checkFileMode(errors, path, 'mode', item.mode);
}

function checkItems(errors: ErrorList, path: Path, items: readonly KeyToPath[] | undefined): void {
  items?.forEach((item, i) => checkKeyToPath(errors, path.child('items').index(i), item));
}

export function checkSecretSource(errors: ErrorList, path: Path, source: SecretSource): void {
  if (isUnset(source.secretName)) errors.push(field.required(path.child('secretName')));
  checkFileMode(errors, path, 'defaultMode', source.defaultMode);
  checkItems(errors, path, source.items);
}

export function checkConfigMapSource(errors: ErrorList, path: Path, source: ConfigMapSource): void {
  if (isUnset(source.name)) errors.push(field.required(path.child('name')));
  checkFileMode(errors, path, 'defaultMode', source.defaultMode);
  checkItems(errors, path, source.items);
}

/** validateDownwardAPIVolumeFile; upstream names the list and not the file. */
function checkDownwardFile(errors: ErrorList, path: Path, file: DownwardFile): void {
  if (isUnset(file.path)) errors.push(field.required(path.child('path')));
  checkLocalNonReservedPath(errors, path.child('path'), file.path ?? '');
  if (file.fieldRef !== undefined) {
    checkFieldRef(errors, path.child('fieldRef'), file.fieldRef, VOLUME_FIELD_PATHS);
    if (file.resourceFieldRef !== undefined) {
      const why = 'fieldRef and resourceFieldRef can not be specified simultaneously';
      errors.push(field.invalid(path, 'resource', why));
    }
  } else if (file.resourceFieldRef !== undefined) {
    checkResourceFieldRef(errors, path.child('resourceFieldRef'), file.resourceFieldRef, true);
  } else errors.push(field.required(path, 'one of fieldRef and resourceFieldRef is required'));
  checkFileMode(errors, path, 'mode', file.mode);
}

export function checkDownwardAPISource(errors: ErrorList, path: Path, source: DownwardAPISource): void {
  checkFileMode(errors, path, 'defaultMode', source.defaultMode);
  source.items?.forEach((file) => checkDownwardFile(errors, path, file));
}

/** Two sources of one projected volume may not write the same file. */
class Paths {
  readonly #seen = new Set<string>();

  claim(errors: ErrorList, path: Path, target: string | undefined, blamed: unknown): void {
    if (target === undefined || target === '') return;
    if (this.#seen.has(target)) errors.push(field.invalid(path, blamed, 'conflicting duplicate paths'));
    this.#seen.add(target);
  }
}

function checkKeyed(
  errors: ErrorList,
  path: Path,
  at: Path,
  source: { readonly name?: string; readonly items?: readonly KeyToPath[] },
  paths: Paths,
): void {
  if (isUnset(source.name)) errors.push(field.required(at.child('name')));
  checkItems(errors, at, source.items);
  for (const item of source.items ?? []) paths.claim(errors, path, item.path, source.name);
}

function checkToken(
  errors: ErrorList,
  path: Path,
  at: Path,
  token: NonNullable<Projection['serviceAccountToken']>,
): void {
  const seconds = token.expirationSeconds ?? 0;
  if (seconds < 600) {
    errors.push(
      field.invalid(at.child('expirationSeconds'), seconds, 'may not specify a duration less than 10 minutes'),
    );
  } else if (seconds > 2 ** 32) {
    const why = 'may not specify a duration larger than 2^32 seconds';
    errors.push(field.invalid(at.child('expirationSeconds'), seconds, why));
  }
  if (isUnset(token.path)) errors.push(field.required(path.child('path')));
  else checkLocalNonReservedPath(errors, path.child('path'), token.path);
}

function checkTrustBundle(errors: ErrorList, at: Path, bundle: NonNullable<Projection['clusterTrustBundle']>): void {
  const { name, signerName } = bundle;
  if (name !== undefined && signerName !== undefined) {
    errors.push(field.invalid(at, bundle, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (name === '') errors.push(field.required(at.child('name'), 'must be a valid object name'));
    if (bundle.labelSelector !== undefined) {
      const why = 'labelSelector must be unset if name is specified';
      errors.push(field.invalid(at.child('labelSelector'), bundle.labelSelector, why));
    }
  } else if (signerName === undefined) {
    errors.push(field.required(at, 'either name or signerName must be specified'));
  } else if (signerName === '') errors.push(field.required(at.child('signerName'), 'must be a valid signer name'));
  if (isUnset(bundle.path)) errors.push(field.required(at.child('path')));
  checkLocalNonReservedPath(errors, at.child('path'), bundle.path);
}

/** validateProjectionSources. */
function checkProjection(errors: ErrorList, path: Path, at: Path, source: Projection, paths: Paths): void {
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle } = source;
  if (secret !== undefined) checkKeyed(errors, path, at.child('secret'), secret, paths);
  if (configMap !== undefined) checkKeyed(errors, path, at.child('configMap'), configMap, paths);
  for (const file of downwardAPI?.items ?? []) {
    checkDownwardFile(errors, at.child('downwardAPI'), file);
    paths.claim(errors, path, file.path, file.path);
  }
  if (serviceAccountToken !== undefined) {
    checkToken(errors, path, at.child('serviceAccountToken'), serviceAccountToken);
  }
  if (clusterTrustBundle !== undefined) {
    checkTrustBundle(errors, at.child('clusterTrustBundle'), clusterTrustBundle);
    paths.claim(errors, path, clusterTrustBundle.path, clusterTrustBundle.path);
  }
  if (Object.values(source).filter((value) => value !== undefined).length > 1) {
    errors.push(field.forbidden(at, 'may not specify more than 1 volume type per source'));
  }
}

export function checkProjectedSource(errors: ErrorList, path: Path, projected: ProjectedSource): void {
  checkFileMode(errors, path, 'defaultMode', projected.defaultMode);
  const paths = new Paths();
  projected.sources?.forEach((source, i) => {
    checkProjection(errors, path, path.child('sources').index(i), source, paths);
  });
}
