import { field, isDNS1123Subdomain, semanticDeepEqual, type ErrorList, type Path } from '../../apimachinery/index.ts';
import type { Volume } from '../pod/types.ts';
import { checkNoBacksteps } from '../pod/validation-paths.ts';
import { checkHostPath } from '../pod/validation-volumes.ts';
import { checkRemoteSource } from '../pod/validation-volumes-remote.ts';
import { objectDiff } from '../unified-diff.ts';
import { isUnset, rejectEach, SPEC } from '../validate.ts';
import type { PersistentVolumeSpec } from './types.ts';

/** In the order in which ValidatePersistentVolumeSpec asks for them. */
const ORDER = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;

type CSI = NonNullable<PersistentVolumeSpec['csi']>;
const MAX_DRIVER_NAME = 63;

/** ValidateCSIDriverName. */
export function checkDriverName(errors: ErrorList, path: Path, name: string | undefined): void {
  if (name === undefined || name === '') errors.push(field.required(path));
  else if (name.length > MAX_DRIVER_NAME) errors.push(field.tooLong(path, MAX_DRIVER_NAME));
  else rejectEach(errors, path, name, isDNS1123Subdomain(name.toLowerCase()));
}

const SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

/** validateCSIPersistentVolumeSource. */
function checkCSI(errors: ErrorList, path: Path, csi: CSI): void {
  checkDriverName(errors, path.child('driver'), csi.driver);
  if (isUnset(csi.volumeHandle)) errors.push(field.required(path.child('volumeHandle')));
  for (const key of SECRETS) {
    const secret = csi[key];
    if (secret === undefined) continue;
    for (const part of ['name', 'namespace'] as const) {
      if (isUnset(secret[part])) errors.push(field.required(path.child(key, part)));
    }
  }
}

function checkSource(errors: ErrorList, spec: PersistentVolumeSpec, source: (typeof ORDER)[number]): void {
  const at = SPEC.child(source);
  if (source === 'hostPath') return spec.hostPath && checkHostPath(errors, at, spec.hostPath);
  if (source === 'csi') return spec.csi && checkCSI(errors, at, spec.csi);
  if (source === 'local') {
    const path = spec.local?.path ?? '';
    if (path === '') errors.push(field.required(at.child('path')));
    else checkNoBacksteps(errors, at.child('path'), path);
    if (spec.nodeAffinity?.required === undefined) {
      errors.push(field.required(SPEC.child('nodeAffinity'), 'Local volume requires node affinity'));
    }
    return;
  }
  // Where a pod's source of this name asks for the same fields, and the rest is a matter of namespaces.
  checkRemoteSource(errors, SPEC, { name: '', [source]: spec[source] } as Volume, source);
}

/** Exactly one of them, and that one sound. */
export function checkSources(errors: ErrorList, spec: PersistentVolumeSpec): void {
  let found = 0;
  for (const source of ORDER) {
    if (spec[source] === undefined) continue;
    if (found++ === 0) checkSource(errors, spec, source);
    else errors.push(field.forbidden(SPEC.child(source), 'may not specify more than 1 volume type'));
  }
  if (found === 0) errors.push(field.required(SPEC, 'must specify a volume type'));
}

function sourcesOf(spec: PersistentVolumeSpec): Partial<PersistentVolumeSpec> {
  const sources: Record<string, unknown> = {};
  for (const source of ORDER) if (spec[source] !== undefined) sources[source] = spec[source];
  return sources;
}

/** What the volume is never changes; the secret for expanding it may be named later. */
export function checkSourcesUpdate(errors: ErrorList, spec: PersistentVolumeSpec, old: PersistentVolumeSpec): void {
  const after = sourcesOf(spec);
  let before = sourcesOf(old);
  const secret = spec.csi?.controllerExpandSecretRef;
  if (old.csi !== undefined && old.csi.controllerExpandSecretRef === undefined && secret !== undefined) {
    before = { ...before, csi: { ...old.csi, controllerExpandSecretRef: secret } };
  }
  if (semanticDeepEqual(after, before)) return;
  const why = `spec.persistentvolumesource is immutable after creation\n${objectDiff(after, before)}`;
  errors.push(field.forbidden(SPEC.child('persistentvolumesource'), why));
}
