import { containersNamed, hasUserNamespace, namesWhere, quoted, settersOf, sortedQuoted, type Check } from './check.ts';

const DEFAULT_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** check_appArmorProfile.go */
export const appArmorProfile: Check = ({ metadata, spec }) => {
  const isBad = (type: string | undefined): boolean => type === 'Unconfined';
  const pod = isBad(spec.securityContext?.appArmorProfile?.type);
  const containers = namesWhere(spec, ({ securityContext }) => isBad(securityContext?.appArmorProfile?.type));
  const annotations: string[] = [];
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    if (!key.startsWith(APPARMOR_ANNOTATION)) continue;
    if (value === '' || value === 'runtime/default' || value.startsWith('localhost/')) continue;
    annotations.push(`${key}=${JSON.stringify(value)}`);
  }
  const setters = settersOf(pod, containers);
  if (setters === undefined && annotations.length === 0) return undefined;
  const details: string[] = [];
  if (annotations.length > 0) {
    details.push(`${annotations.length === 1 ? 'annotation' : 'annotations'} ${annotations.sort().join(', ')}`);
  }
  if (setters !== undefined) {
    details.push(`${setters} must not set securityContext.appArmorProfile.type to "Unconfined"`);
  }
  const count = annotations.length + containers.length + Number(pod);
  const reason = count === 1 ? 'forbidden AppArmor profile' : 'forbidden AppArmor profiles';
  return { reason, detail: details.join('; ') };
};

/** check_capabilities_baseline.go */
export const capabilities: Check = ({ spec }) => {
  const forbidden = new Set<string>();
  const names = namesWhere(spec, ({ securityContext }) => {
    const bad = (securityContext?.capabilities?.add ?? []).filter((name) => !DEFAULT_CAPABILITIES.has(name));
    for (const name of bad) forbidden.add(name);
    return bad.length > 0;
  });
  if (names.length === 0) return undefined;
  const detail = `${containersNamed(names)} must not include ${sortedQuoted(forbidden)} in securityContext.capabilities.add`;
  return { reason: 'non-default capabilities', detail };
};

/** check_hostNamespaces.go */
export const hostNamespaces: Check = ({ spec }) => {
  const shared: string[] = [];
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
    if (spec[field] === true) shared.push(`${field}=true`);
  }
  return shared.length > 0 ? { reason: 'host namespaces', detail: shared.join(', ') } : undefined;
};

/** check_hostPathVolumes.go */
export const hostPathVolumes: Check = ({ spec }) => {
  const names = (spec.volumes ?? []).filter((volume) => volume.hostPath !== undefined).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${names.length === 1 ? 'volume' : 'volumes'} ${quoted(names)}` };
};

/** check_hostPorts.go */
export const hostPorts: Check = ({ spec }) => {
  const ports = new Set<string>();
  const names = namesWhere(spec, (container) => {
    const used = (container.ports ?? []).filter(({ hostPort }) => (hostPort ?? 0) !== 0);
    for (const { hostPort } of used) ports.add(String(hostPort));
    return used.length > 0;
  });
  if (names.length === 0) return undefined;
  const verb = names.length === 1 ? 'uses' : 'use';
  const what = ports.size === 1 ? 'hostPort' : 'hostPorts';
  return { reason: 'hostPort', detail: `${containersNamed(names)} ${verb} ${what} ${[...ports].sort().join(', ')}` };
};

/** check_hostProbesAndhostLifecycle.go, since v1.34 */
export const hostProbes: Check = ({ spec }) => {
  const hosts = new Set<string>();
  const names = namesWhere(spec, ({ livenessProbe, readinessProbe, startupProbe, lifecycle }) => {
    let bad = false;
    for (const handler of [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop]) {
      for (const host of [handler?.httpGet?.host, handler?.tcpSocket?.host]) {
        if (host === undefined || host === '') continue;
        hosts.add(host);
        bad = true;
      }
    }
    return bad;
  });
  if (names.length === 0) return undefined;
  const unique = [...new Set(names)].sort();
  const verb = unique.length === 1 ? 'uses' : 'use';
  const what = hosts.size === 1 ? 'probe or lifecycle host' : 'probe or lifecycle hosts';
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersNamed(unique)} ${verb} ${what} ${sortedQuoted(hosts)}`,
  };
};

/** check_privileged.go */
export const privileged: Check = ({ spec }) => {
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.privileged === true);
  if (names.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersNamed(names)} must not set securityContext.privileged=true` };
};

/** check_procMount.go */
export const procMount: Check = ({ spec }) => {
  if (hasUserNamespace(spec)) return undefined;
  const types = new Set<string>();
  const names = namesWhere(spec, ({ securityContext }) => {
    const type = securityContext?.procMount;
    if (type === undefined || type === 'Default') return false;
    types.add(type);
    return true;
  });
  if (names.length === 0) return undefined;
  return {
    reason: 'procMount',
    detail: `${containersNamed(names)} must not set securityContext.procMount to ${sortedQuoted(types)}`,
  };
};

const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

/** check_seLinuxOptions.go */
export const seLinuxOptions: Check = ({ spec }) => {
  const types = new Set<string>();
  let [user, role] = [false, false];
  const isBad = (options: { type?: string; user?: string; role?: string } | undefined): boolean => {
    if (!options) return false;
    const { type = '' } = options;
    const badType = !SELINUX_TYPES.has(type);
    if (badType) types.add(type);
    user ||= Boolean(options.user);
    role ||= Boolean(options.role);
    return badType || Boolean(options.user) || Boolean(options.role);
  };
  const pod = isBad(spec.securityContext?.seLinuxOptions);
  const containers = namesWhere(spec, ({ securityContext }) => isBad(securityContext?.seLinuxOptions));
  const setters = settersOf(pod, containers);
  if (setters === undefined) return undefined;
  const what: string[] = [];
  if (types.size > 0) what.push(`${types.size === 1 ? 'type' : 'types'} ${sortedQuoted(types)}`);
  if (user) what.push('user may not be set');
  if (role) what.push('role may not be set');
  return {
    reason: 'seLinuxOptions',
    detail: `${setters} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
  };
};

/** check_seccompProfile_baseline.go */
export const seccompProfile: Check = ({ spec }) => {
  const isBad = (profile: { type: string } | undefined): boolean => profile?.type === 'Unconfined';
  const pod = isBad(spec.securityContext?.seccompProfile);
  const setters = settersOf(
    pod,
    namesWhere(spec, ({ securityContext }) => isBad(securityContext?.seccompProfile)),
  );
  if (setters === undefined) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${setters} must not set securityContext.seccompProfile.type to "Unconfined"`,
  };
};

const SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

/** check_sysctls.go */
export const sysctls: Check = ({ spec }) => {
  const bad = (spec.securityContext?.sysctls ?? []).map(({ name }) => name).filter((name) => !SYSCTLS.has(name));
  return bad.length > 0 ? { reason: 'forbidden sysctls', detail: bad.join(', ') } : undefined;
};

/** check_windowsHostProcess.go */
export const windowsHostProcess: Check = ({ spec }) => {
  const pod = spec.securityContext?.windowsOptions?.hostProcess === true;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true);
  const setters = settersOf(pod, names);
  if (setters === undefined) return undefined;
  return { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` };
};
