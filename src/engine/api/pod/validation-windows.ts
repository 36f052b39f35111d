import { field, isDNS1123Subdomain, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { rejectEach } from '../validate.ts';
import type { PodSpec, SecurityContext } from './types.ts';

type WindowsOptions = NonNullable<SecurityContext['windowsOptions']>;

const MAX_CREDENTIAL_KIB = 64;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

function userNameProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts[parts.length - 1] ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const problems: string[] = [];
  if (domain !== undefined && domain.length >= 256) {
    problems.push("runAsUserName's Domain length must be under 256 characters");
  }
  if (domain !== undefined && !NETBIOS.test(domain) && !DNS.test(domain)) {
    problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (user.length > 104) problems.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    problems.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return problems;
}

/** validateWindowsSecurityContextOptions. */
export function checkWindowsOptions(errors: ErrorList, path: Path, options: WindowsOptions): void {
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  if (gmsaCredentialSpecName !== undefined) {
    const messages = isDNS1123Subdomain(gmsaCredentialSpecName);
    rejectEach(errors, path.child('gmsaCredentialSpecName'), gmsaCredentialSpecName, messages);
  }
  if (gmsaCredentialSpec !== undefined) {
    const at = path.child('gmsaCredentialSpec');
    if (gmsaCredentialSpec === '') {
      errors.push(field.invalid(at, '', 'gmsaCredentialSpec cannot be an empty string'));
    } else if (gmsaCredentialSpec.length > MAX_CREDENTIAL_KIB * 1024) {
      errors.push(
        field.invalid(at, gmsaCredentialSpec, `gmsaCredentialSpec size must be under ${MAX_CREDENTIAL_KIB} KiB`),
      );
    }
  }
  if (runAsUserName !== undefined) {
    rejectEach(errors, path.child('runAsUserName'), runAsUserName, userNameProblems(runAsUserName));
  }
}

type Visit = (context: SecurityContext | undefined, path: Path) => void;

function visitContainers(spec: PodSpec, path: Path, visit: Visit): void {
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[list]?.forEach((container, i) =>
      visit(container.securityContext, path.child(list).index(i).child('securityContext')),
    );
  }
}

const LINUX_ONLY_POD = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;

const LINUX_ONLY_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

const NOT_WINDOWS = 'cannot be set for a windows pod';

function checkWindowsPod(errors: ErrorList, path: Path, spec: PodSpec): void {
  for (const name of LINUX_ONLY_POD) {
    if (spec.securityContext[name] === undefined) continue;
    errors.push(field.forbidden(path.child('securityContext', name), NOT_WINDOWS));
  }
  if (spec.hostUsers !== undefined) errors.push(field.forbidden(path.child('hostUsers'), NOT_WINDOWS));
  for (const name of ['hostPID', 'hostIPC'] as const) {
    if (spec[name] === true) errors.push(field.forbidden(path.child(name), NOT_WINDOWS));
  }
  if (spec.shareProcessNamespace !== undefined) {
    errors.push(field.forbidden(path.child('shareProcessNamespace'), NOT_WINDOWS));
  }
  visitContainers(spec, path, (context, at) => {
    for (const name of LINUX_ONLY_CONTAINER) {
      if (context?.[name] !== undefined) errors.push(field.forbidden(at.child(name), NOT_WINDOWS));
    }
  });
}

/** validateOS, validateLinux and validateWindows. */
export function checkOS(errors: ErrorList, path: Path, spec: PodSpec): void {
  const name = spec.os?.name;
  if (spec.os === undefined) return;
  if (name === undefined || name === '') {
    errors.push(field.required(path.child('os', 'name'), 'cannot be empty'));
  } else if (name === 'windows') checkWindowsPod(errors, path, spec);
  else if (name === 'linux') {
    const why = 'windows options cannot be set for a linux pod';
    if (spec.securityContext.windowsOptions !== undefined) {
      errors.push(field.forbidden(path.child('securityContext', 'windowsOptions'), why));
    }
    visitContainers(spec, path, (context, at) => {
      if (context?.windowsOptions !== undefined) errors.push(field.forbidden(at.child('windowsOptions'), why));
    });
  } else errors.push(field.notSupported(path.child('os'), name, ['linux', 'windows']));
}
