import { field, nameIsDNSSubdomain, tryParseQuantity, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkDNS1123Label, isUnset } from '../validate.ts';
import type { Volume } from './types.ts';
import { checkNoBacksteps } from './validation-paths.ts';
import {
  checkConfigMapSource,
  checkDownwardAPISource,
  checkProjectedSource,
  checkSecretSource,
} from './validation-volumes-projected.ts';
import { checkRemoteSource } from './validation-volumes-remote.ts';

type Source = keyof Omit<Volume, 'name'>;

/** In the order in which validateVolumeSource asks for them; the first is checked, any further one is refused. */
const ORDER: readonly Source[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
];

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function checkHostPath(errors: ErrorList, path: Path, source: NonNullable<Volume['hostPath']>): void {
  if (isUnset(source.path)) return void errors.push(field.required(path.child('path')));
  checkNoBacksteps(errors, path.child('path'), source.path);
  if (source.type !== undefined && !HOST_PATH_TYPES.includes(source.type)) {
    errors.push(field.notSupported(path.child('type'), source.type, HOST_PATH_TYPES));
  }
}

function checkEphemeral(errors: ErrorList, path: Path, volume: Volume, podName: string | undefined): void {
  const claim = path.child('volumeClaimTemplate');
  if (volume.ephemeral?.volumeClaimTemplate === undefined) errors.push(field.required(claim));
  if (podName === undefined || podName === '' || isUnset(volume.name)) return;
  const name = `${podName}-${volume.name}`;
  for (const message of nameIsDNSSubdomain(name, false)) {
    errors.push(field.invalid(path.child('name'), volume.name, `PVC name "${name}": ${message}`));
  }
}

function checkSource(errors: ErrorList, path: Path, volume: Volume, source: Source, podName: string | undefined): void {
  const at = path.child(source);
  switch (source) {
    case 'hostPath':
      return volume.hostPath && checkHostPath(errors, at, volume.hostPath);
    case 'secret':
      return volume.secret && checkSecretSource(errors, at, volume.secret);
    case 'configMap':
      return volume.configMap && checkConfigMapSource(errors, at, volume.configMap);
    case 'downwardAPI':
      return volume.downwardAPI && checkDownwardAPISource(errors, at, volume.downwardAPI);
    case 'projected':
      return volume.projected && checkProjectedSource(errors, at, volume.projected);
    case 'persistentVolumeClaim':
      if (isUnset(volume.persistentVolumeClaim?.claimName)) errors.push(field.required(at.child('claimName')));
      return;
    case 'ephemeral':
      return checkEphemeral(errors, at, volume, podName);
    default:
      return checkRemoteSource(errors, path, volume, source);
  }
}

/** validateVolumeSource. */
function checkVolume(errors: ErrorList, path: Path, volume: Volume, podName: string | undefined): void {
  let found = 0;
  for (const source of ORDER) {
    if (volume[source] === undefined) continue;
    if (found++ > 0) {
      errors.push(field.forbidden(path.child(source), 'may not specify more than 1 volume type'));
      continue;
    }
    if (source !== 'emptyDir') checkSource(errors, path, volume, source, podName);
    else if ((tryParseQuantity(volume.emptyDir?.sizeLimit ?? 0)?.sign() ?? 0) < 0) {
      const why = 'SizeLimit field must be a valid resource quantity';
      errors.push(field.forbidden(path.child('emptyDir', 'sizeLimit'), why));
    }
  }
  if (found === 0) errors.push(field.required(path, 'must specify a volume type'));
}

/** ValidateVolumes: answers the ones that containers may mount, which are the valid ones. */
export function checkVolumes(
  errors: ErrorList,
  path: Path,
  volumes: readonly Volume[] | undefined,
  podName: string | undefined,
): ReadonlyMap<string, Volume> {
  const valid = new Map<string, Volume>();
  if (volumes === undefined) return valid;
  const created = new Set(
    podName ? volumes.filter((v) => v.ephemeral !== undefined).map((v) => `${podName}-${v.name}`) : [],
  );
  volumes.forEach((volume, i) => {
    const at = path.index(i);
    const own: ErrorList = [];
    checkVolume(own, at, volume, podName);
    if (isUnset(volume.name)) own.push(field.required(at.child('name')));
    else checkDNS1123Label(own, at, 'name', volume.name);
    if (valid.has(volume.name)) own.push(field.duplicate(at.child('name'), volume.name));
    if (own.length === 0) valid.set(volume.name, volume);
    else errors.push(...own);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && created.has(claim)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(field.invalid(at.child('persistentVolumeClaim', 'claimName'), claim, why));
    }
  });
  return valid;
}
