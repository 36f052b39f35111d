import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset } from '../validate.ts';
import type { Volume } from './types.ts';
import { checkLocalDescendingPath } from './validation-paths.ts';

type Source = keyof Omit<Volume, 'name'>;
type Fields = Readonly<Record<string, unknown>>;

/** What the volumes of other machines and clouds cannot do without. */
const REQUIRED: Partial<Record<Source, readonly string[]>> = {
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  nfs: ['server', 'path'],
  iscsi: ['targetPortal', 'iqn'],
  glusterfs: ['endpoints', 'path'],
  rbd: ['monitors', 'image'],
  cinder: ['volumeID'],
  cephfs: ['monitors'],
  quobyte: ['volume'],
  flexVolume: ['driver'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  storageos: ['volumeName'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  csi: ['driver'],
};

function isMissing(value: unknown): boolean {
  return isUnset(value) || (Array.isArray(value) && value.length === 0);
}

function checkDisk(errors: ErrorList, path: Path, partition: number | undefined): void {
  if (partition === undefined || (partition >= 0 && partition <= 255)) return;
  errors.push(field.invalid(path.child('partition'), partition, 'must be between 0 and 255, inclusive'));
}

function checkFibreChannel(errors: ErrorList, path: Path, fc: NonNullable<Volume['fc']>): void {
  const { targetWWNs = [], wwids = [], lun } = fc;
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.push(field.required(path.child('targetWWNs'), 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targetWWNs.length > 0 && wwids.length > 0) {
    const why = 'targetWWNs and wwids can not be specified simultaneously';
    errors.push(field.invalid(path.child('targetWWNs'), targetWWNs, why));
  }
  if (targetWWNs.length === 0) return;
  if (lun === undefined) errors.push(field.required(path.child('lun'), 'lun is required if targetWWNs is specified'));
  else checkLun(errors, path, lun);
}

function checkLun(errors: ErrorList, path: Path, lun: number): void {
  if (lun < 0 || lun > 255) errors.push(field.invalid(path.child('lun'), lun, 'must be between 0 and 255, inclusive'));
}

function checkISCSI(errors: ErrorList, path: Path, iscsi: NonNullable<Volume['iscsi']>): void {
  if (!isUnset(iscsi.iqn) && !/^(iqn|eui|naa)/.test(iscsi.iqn)) {
    errors.push(field.invalid(path.child('iqn'), iscsi.iqn, 'must be valid format starting with iqn, eui, or naa'));
  }
  checkLun(errors, path, iscsi.lun ?? 0);
  if ((iscsi.chapAuthDiscovery === true || iscsi.chapAuthSession === true) && iscsi.secretRef === undefined) {
    errors.push(field.required(path.child('secretRef')));
  }
}

function checkFlex(errors: ErrorList, path: Path, flex: NonNullable<Volume['flexVolume']>): void {
  for (const option of Object.keys(flex.options ?? {})) {
    const namespace = `.${(option.split('/')[0] ?? option).toLowerCase()}`;
    if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) continue;
    const why = 'kubernetes.io and k8s.io namespaces are reserved';
    errors.push(field.invalid(path.child('options').key(option), option, why));
  }
}

function checkFlocker(errors: ErrorList, path: Path, flocker: NonNullable<Volume['flocker']>): void {
  const { datasetName = '', datasetUUID = '' } = flocker;
  if (datasetName === '' && datasetUUID === '') {
    errors.push(field.required(path, 'one of datasetName and datasetUUID is required'));
  }
  if (datasetName !== '' && datasetUUID !== '') {
    const why = 'datasetName and datasetUUID can not be specified simultaneously';
    errors.push(field.invalid(path, 'resource', why));
  }
  if (datasetName.includes('/')) {
    errors.push(field.invalid(path.child('datasetName'), datasetName, "must not contain '/'"));
  }
}

/** The sources that nothing here mounts: what they must say, and the rules that a typing error would break. */
export function checkRemoteSource(errors: ErrorList, path: Path, volume: Volume, source: Source): void {
  // Upstream's own name for this one path differs from the field's.
  const at = path.child(source === 'gcePersistentDisk' ? 'persistentDisk' : source);
  const fields = volume[source] as Fields;
  for (const name of REQUIRED[source] ?? []) {
    if (isMissing(fields[name])) errors.push(field.required(at.child(name)));
  }
  if (volume.gitRepo !== undefined) {
    checkLocalDescendingPath(errors, at.child('directory'), volume.gitRepo.directory ?? '');
  }
  if (volume.nfs !== undefined && !(volume.nfs.path ?? '').startsWith('/')) {
    errors.push(field.invalid(at.child('path'), volume.nfs.path ?? '', 'must be an absolute path'));
  }
  checkDisk(errors, at, volume.gcePersistentDisk?.partition ?? volume.awsElasticBlockStore?.partition);
  if (volume.fc !== undefined) checkFibreChannel(errors, at, volume.fc);
  if (volume.iscsi !== undefined) checkISCSI(errors, at, volume.iscsi);
  if (volume.flexVolume !== undefined) checkFlex(errors, at, volume.flexVolume);
  if (volume.flocker !== undefined) checkFlocker(errors, at, volume.flocker);
  if (volume.quobyte !== undefined && isUnset(volume.quobyte.registry)) {
    const why = 'must be a host:port pair or multiple pairs separated by commas';
    errors.push(field.required(at.child('registry'), why));
  }
  if (
    volume.image?.pullPolicy !== undefined &&
    !['Always', 'IfNotPresent', 'Never'].includes(volume.image.pullPolicy)
  ) {
    const supported = ['Always', 'IfNotPresent', 'Never'];
    errors.push(field.notSupported(at.child('pullPolicy'), volume.image.pullPolicy, supported));
  }
}
