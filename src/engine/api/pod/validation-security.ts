import { field, isValidGroupID, isValidUserID, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset, rejectEach } from '../validate.ts';
import type { PodSecurityContext, PodSpec, SecurityContext } from './types.ts';
import { checkLocalDescendingPath } from './validation-paths.ts';
import { checkWindowsOptions } from './validation-windows.ts';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const PATH_MAX = 4095;

interface Profile {
  readonly type: string;
  readonly localhostProfile?: string;
}

/** validateSeccompProfileField. */
function checkSeccomp(errors: ErrorList, path: Path, profile: Profile): void {
  const { type, localhostProfile } = profile;
  if (isUnset(type)) errors.push(field.required(path.child('type'), 'type is required when seccompProfile is set'));
  else if (!PROFILE_TYPES.includes(type)) errors.push(field.notSupported(path.child('type'), type, PROFILE_TYPES));
  const at = path.child('localhostProfile');
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(field.required(at, 'must be set when seccomp type is Localhost'));
    else checkLocalDescendingPath(errors, at, localhostProfile);
  } else if (localhostProfile !== undefined) {
    errors.push(field.invalid(at, profile, 'can only be set when seccomp type is Localhost'));
  }
}

/** ValidateAppArmorProfileField. */
function checkAppArmor(errors: ErrorList, path: Path, profile: Profile): void {
  const { type, localhostProfile } = profile;
  const at = path.child('localhostProfile');
  if (type === 'Localhost') {
    if (localhostProfile === undefined || localhostProfile === '') {
      errors.push(field.required(at, 'must be set when AppArmor type is Localhost'));
    } else if (localhostProfile.trim() !== localhostProfile) {
      errors.push(field.invalid(at, localhostProfile, 'must not be padded with whitespace'));
    }
    if ((localhostProfile ?? '').length > PATH_MAX) errors.push(field.tooLong(at, PATH_MAX));
  } else if (isUnset(type)) {
    errors.push(field.required(path.child('type'), 'type is required when appArmorProfile is set'));
  } else if (!PROFILE_TYPES.includes(type)) {
    errors.push(field.notSupported(path.child('type'), type, PROFILE_TYPES));
  } else if (localhostProfile !== undefined) {
    errors.push(field.invalid(at, localhostProfile, 'can only be set when AppArmor type is Localhost'));
  }
}

function checkIdentity(
  errors: ErrorList,
  path: Path,
  context: Pick<SecurityContext, 'runAsUser' | 'runAsGroup'>,
): void {
  const { runAsUser, runAsGroup } = context;
  if (runAsUser !== undefined) rejectEach(errors, path.child('runAsUser'), runAsUser, isValidUserID(runAsUser));
  if (runAsGroup !== undefined) rejectEach(errors, path.child('runAsGroup'), runAsGroup, isValidGroupID(runAsGroup));
}

/** ValidateSecurityContext. */
export function checkSecurityContext(
  errors: ErrorList,
  path: Path,
  context: SecurityContext,
  hostUsers: boolean,
): void {
  checkIdentity(errors, path, context);
  const { procMount, seccompProfile, appArmorProfile, windowsOptions } = context;
  if (procMount !== undefined) {
    if (procMount !== 'Default' && procMount !== 'Unmasked') {
      errors.push(field.notSupported(path.child('procMount'), procMount, ['Default', 'Unmasked']));
    }
    if (hostUsers && procMount === 'Unmasked') {
      errors.push(field.invalid(path.child('procMount'), procMount, '`hostUsers` must be false to use `Unmasked`'));
    }
  }
  if (seccompProfile !== undefined) checkSeccomp(errors, path.child('seccompProfile'), seccompProfile);
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged === true) {
      const why = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
      errors.push(field.invalid(path, context, why));
    }
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN') === true) {
      const why = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      errors.push(field.invalid(path, context, why));
    }
  }
  if (windowsOptions !== undefined) checkWindowsOptions(errors, path.child('windowsOptions'), windowsOptions);
  if (appArmorProfile !== undefined) checkAppArmor(errors, path.child('appArmorProfile'), appArmorProfile);
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_TEXT = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const IPC_SYSCTL = /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/;

/** validateSysctls: a pod that shares a namespace with its host may not tune it. */
function checkSysctls(errors: ErrorList, path: Path, spec: PodSpec): void {
  const seen = new Set<string>();
  spec.securityContext.sysctls?.forEach(({ name }, i) => {
    const at = path.index(i).child('name');
    if (isUnset(name)) errors.push(field.required(at));
    else if (name.length > 253 || !SYSCTL.test(name)) {
      errors.push(field.invalid(at, name, `must have at most 253 characters and match regex ${SYSCTL_TEXT}`));
    } else if (seen.has(name)) errors.push(field.duplicate(at, name));
    seen.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork === true && dotted.startsWith('net.')) {
      errors.push(field.invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC === true && IPC_SYSCTL.test(dotted)) {
      errors.push(field.invalid(at, name, "may not be specified when 'hostIPC' is true"));
    }
  });
}

const CHOICES = [
  ['fsGroupChangePolicy', ['Always', 'OnRootMismatch']],
  ['supplementalGroupsPolicy', ['Merge', 'Strict']],
  ['seLinuxChangePolicy', ['MountOption', 'Recursive']],
] as const;

function checkGroups(errors: ErrorList, path: Path, context: PodSecurityContext): void {
  const { fsGroup } = context;
  if (fsGroup !== undefined) rejectEach(errors, path.child('fsGroup'), fsGroup, isValidGroupID(fsGroup));
  checkIdentity(errors, path, context);
  context.supplementalGroups?.forEach((group, i) =>
    rejectEach(errors, path.child('supplementalGroups').index(i), group, isValidGroupID(group)),
  );
}

/** validatePodSpecSecurityContext and validateHostUsers. */
export function checkPodSecurity(errors: ErrorList, specPath: Path, spec: PodSpec): void {
  const context = spec.securityContext;
  const path = specPath.child('securityContext');
  checkGroups(errors, path, context);
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(field.invalid(path.child('shareProcessNamespace'), true, why));
  }
  if (context.sysctls !== undefined) checkSysctls(errors, path.child('sysctls'), spec);
  for (const [name, supported] of CHOICES) {
    const value: string | undefined = context[name];
    if (value === undefined || (supported as readonly string[]).includes(value)) continue;
    errors.push(field.notSupported(path.child(name), value, supported));
  }
  if (context.seccompProfile !== undefined) checkSeccomp(errors, path.child('seccompProfile'), context.seccompProfile);
  if (context.windowsOptions !== undefined) {
    checkWindowsOptions(errors, path.child('windowsOptions'), context.windowsOptions);
  }
  if (context.appArmorProfile !== undefined) {
    checkAppArmor(errors, path.child('appArmorProfile'), context.appArmorProfile);
  }
}

/** validateHostUsers: user namespaces and the host's other namespaces do not go together. */
export function checkHostUsers(errors: ErrorList, path: Path, spec: PodSpec): void {
  if (spec.hostUsers !== false) return;
  const why = 'when `pod.Spec.HostUsers` is false';
  if (spec.hostNetwork === true) errors.push(field.forbidden(path.child('hostNetwork'), why));
  if (spec.hostPID === true) errors.push(field.forbidden(path.child('HostPID'), why));
  if (spec.hostIPC === true) errors.push(field.forbidden(path.child('HostIPC'), why));
}
