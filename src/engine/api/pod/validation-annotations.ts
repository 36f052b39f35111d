import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkLocalDescendingPath } from './validation-paths.ts';
import type { PodSpec } from './types.ts';

type Annotations = Readonly<Record<string, string>>;

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** GetDeletionCostFromPodAnnotations accepts no leading zeros and no plus sign. */
function isInt32(text: string): boolean {
  if (!/^(0|-?[1-9]\d*)$/.test(text)) return false;
  const value = Number(text);
  return value >= -0x80000000 && value <= 0x7fffffff;
}

function checkSeccomp(errors: ErrorList, path: Path, profile: string): void {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return;
  if (profile.startsWith(LOCALHOST)) return checkLocalDescendingPath(errors, path, profile.slice(LOCALHOST.length));
  errors.push(field.invalid(path, profile, 'must be a valid seccomp profile'));
}

function checkAppArmor(errors: ErrorList, path: Path, key: string, profile: string, spec: PodSpec): void {
  const name = key.slice(APPARMOR.length);
  const all = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  if (!all.some((container) => container.name === name)) {
    errors.push(field.invalid(path.key(key), name, 'container not found'));
  }
  if (profile === '' || profile === 'runtime/default' || profile === 'unconfined') return;
  if (profile.startsWith(LOCALHOST)) return;
  errors.push(field.invalid(path.key(key), profile, `invalid AppArmor profile name: "${profile}"`));
}

/** ValidatePodSpecificAnnotations. */
export function checkPodAnnotations(
  errors: ErrorList,
  path: Path,
  annotations: Annotations | undefined,
  spec: PodSpec,
): void {
  if (annotations === undefined) return;
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && (spec.nodeName ?? '') === '') {
    errors.push(field.invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !isInt32(cost)) {
    errors.push(field.invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer'));
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) checkSeccomp(errors, path.child(key), value);
    if (key.startsWith(APPARMOR)) checkAppArmor(errors, path, key, value, spec);
  }
}

/** ValidatePodSpecificAnnotationUpdates. */
export function checkPodAnnotationsUpdate(
  errors: ErrorList,
  path: Path,
  after: Annotations | undefined,
  before: Annotations | undefined,
): void {
  if (after === before) return;
  for (const [key, value] of Object.entries(before ?? {})) {
    if (after?.[key] === value) continue;
    if (key.startsWith(APPARMOR)) {
      errors.push(field.forbidden(path.key(key), 'may not remove or update AppArmor annotations'));
    }
    if (key === MIRROR) errors.push(field.forbidden(path.key(key), 'may not remove or update mirror pod annotation'));
  }
  for (const key of Object.keys(after ?? {})) {
    if (before?.[key] !== undefined) continue;
    if (key.startsWith(APPARMOR)) errors.push(field.forbidden(path.key(key), 'may not add AppArmor annotations'));
    if (key === MIRROR) errors.push(field.forbidden(path.key(key), 'may not add mirror pod annotation'));
  }
}
