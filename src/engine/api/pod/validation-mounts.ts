import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset } from '../validate.ts';
import type { Container, Volume, VolumeMount } from './types.ts';
import { checkLocalDescendingPath } from './validation-paths.ts';

type VolumeDevice = NonNullable<Container['volumeDevices']>[number];
type Mounting = Pick<Container, 'volumeMounts' | 'volumeDevices' | 'securityContext'>;
type Volumes = ReadonlyMap<string, Volume>;

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

function checkPropagation(errors: ErrorList, path: Path, mode: string, container: Mounting): void {
  if (!PROPAGATIONS.includes(mode)) errors.push(field.notSupported(path, mode, PROPAGATIONS));
  if (mode === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const why = 'Bidirectional mount propagation is available only to privileged containers';
    errors.push(field.forbidden(path, why));
  }
}

/** validateMountRecursiveReadOnly. */
function checkRecursive(errors: ErrorList, path: Path, mount: VolumeMount): void {
  const mode = mount.recursiveReadOnly;
  if (mode === undefined || mode === 'Disabled') return;
  if (!RECURSIVE.includes(mode)) return void errors.push(field.notSupported(path, mode, RECURSIVE));
  if (mount.readOnly !== true) errors.push(field.forbidden(path, 'may only be specified when readOnly is true'));
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    errors.push(field.forbidden(path, 'may only be specified when mountPropagation is None or not specified'));
  }
}

function checkSubPaths(errors: ErrorList, list: Path, at: Path, mount: VolumeMount, volume: Volume | undefined): void {
  const { subPath = '', subPathExpr = '' } = mount;
  if (volume?.image !== undefined) {
    if (subPath !== '') errors.push(field.invalid(at.child('subPath'), subPath, 'not allowed in image volume sources'));
    if (subPathExpr !== '') {
      errors.push(field.invalid(at.child('subPathExpr'), subPathExpr, 'not allowed in image volume sources'));
    }
  }
  if (subPath !== '') checkLocalDescendingPath(errors, list.child('subPath'), subPath);
  if (subPathExpr === '') return;
  if (subPath !== '') {
    const why = 'subPathExpr and subPath are mutually exclusive';
    errors.push(field.invalid(at.child('subPathExpr'), subPathExpr, why));
  }
  checkLocalDescendingPath(errors, list.child('subPathExpr'), subPathExpr);
}

/** ValidateVolumeMounts; where upstream names the list and not the mount, so does this. */
function checkMounts(errors: ErrorList, path: Path, container: Mounting, volumes: Volumes): void {
  const points = new Set<string>();
  const devices = container.volumeDevices ?? [];
  container.volumeMounts?.forEach((mount, i) => {
    const at = path.index(i);
    const { name, mountPath } = mount;
    if (isUnset(name)) errors.push(field.required(at.child('name')));
    if (!volumes.has(name)) errors.push(field.notFound(at.child('name'), name));
    if (isUnset(mountPath)) errors.push(field.required(at.child('mountPath')));
    if (points.has(mountPath)) errors.push(field.invalid(at.child('mountPath'), mountPath, 'must be unique'));
    points.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      errors.push(field.invalid(at.child('name'), name, 'must not already exist in volumeDevices'));
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      const why = 'must not already exist as a path in volumeDevices';
      errors.push(field.invalid(at.child('mountPath'), mountPath, why));
    }
    checkSubPaths(errors, path, at, mount, volumes.get(name));
    if (mount.mountPropagation !== undefined) {
      checkPropagation(errors, path.child('mountPropagation'), mount.mountPropagation, container);
    }
    if (mount.recursiveReadOnly !== undefined) checkRecursive(errors, path.child('recursiveReadOnly'), mount);
  });
}

function checkDevice(errors: ErrorList, at: Path, device: VolumeDevice, volumes: Volumes): void {
  const { name, devicePath } = device;
  const volume = volumes.get(name);
  if (isUnset(name)) errors.push(field.required(at.child('name')));
  if (volume === undefined) errors.push(field.notFound(at.child('name'), name));
  else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
    const why = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    errors.push(field.invalid(at.child('name'), name, why));
  }
  if (isUnset(devicePath)) errors.push(field.required(at.child('devicePath')));
  else if (devicePath.split('/').includes('..')) {
    errors.push(field.invalid(at.child('devicePath'), devicePath, "can not contain backsteps ('..')"));
  }
}

/** ValidateVolumeDevices. */
function checkDevices(errors: ErrorList, path: Path, container: Mounting, volumes: Volumes): void {
  const seen = new Set<string>();
  const mounts = container.volumeMounts ?? [];
  container.volumeDevices?.forEach((device, i) => {
    const at = path.index(i);
    checkDevice(errors, at, device, volumes);
    for (const key of ['name', 'devicePath'] as const) {
      const value = device[key];
      if (seen.has(`${key}=${value}`)) errors.push(field.invalid(at.child(key), value, 'must be unique'));
      seen.add(`${key}=${value}`);
    }
    if (mounts.some((mount) => mount.name === device.name)) {
      errors.push(field.invalid(at.child('name'), device.name, 'must not already exist in volumeMounts'));
    }
    if (mounts.some((mount) => mount.mountPath === device.devicePath)) {
      const why = 'must not already exist as a path in volumeMounts';
      errors.push(field.invalid(at.child('devicePath'), device.devicePath, why));
    }
  });
}

export function checkContainerMounts(errors: ErrorList, path: Path, container: Mounting, volumes: Volumes): void {
  if (container.volumeMounts !== undefined) checkMounts(errors, path.child('volumeMounts'), container, volumes);
  if (container.volumeDevices !== undefined) checkDevices(errors, path.child('volumeDevices'), container, volumes);
}
