import {
  containersNamed,
  hasUserNamespace,
  isWindows,
  namesWhere,
  quoted,
  settersOf,
  sortedQuoted,
  type Check,
} from './check.ts';

/** check_allowPrivilegeEscalation.go */
export const allowPrivilegeEscalation: Check = ({ spec }) => {
  if (isWindows(spec)) return undefined;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersNamed(names)} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

/** check_capabilities_restricted.go */
export const capabilities: Check = ({ spec }) => {
  if (isWindows(spec)) return undefined;
  const added = new Set<string>();
  const adding = namesWhere(spec, ({ securityContext }) => {
    const bad = (securityContext?.capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE');
    for (const name of bad) added.add(name);
    return bad.length > 0;
  });
  const keeping = namesWhere(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'));
  const details: string[] = [];
  if (keeping.length > 0) {
    details.push(`${containersNamed(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  }
  if (adding.length > 0) {
    details.push(
      `${containersNamed(adding)} must not include ${sortedQuoted(added)} in securityContext.capabilities.add`,
    );
  }
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined;
};

const VOLUME_TYPES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** check_restrictedVolumes.go */
export const restrictedVolumes: Check = ({ spec }) => {
  const names: string[] = [];
  const types = new Set<string>();
  for (const volume of spec.volumes ?? []) {
    const type = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
    if (VOLUME_TYPES.has(type)) continue;
    names.push(volume.name);
    types.add(type);
  }
  if (names.length === 0) return undefined;
  const verb = names.length === 1 ? 'uses' : 'use';
  const volumes = `${names.length === 1 ? 'volume' : 'volumes'} ${quoted(names)}`;
  const what = types.size === 1 ? 'restricted volume type' : 'restricted volume types';
  return { reason: 'restricted volume types', detail: `${volumes} ${verb} ${what} ${sortedQuoted(types)}` };
};

/** check_runAsNonRoot.go */
export const runAsNonRoot: Check = ({ spec }) => {
  if (hasUserNamespace(spec)) return undefined;
  const reason = 'runAsNonRoot != true';
  const podValue = spec.securityContext?.runAsNonRoot;
  const denying = namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
  const setters = settersOf(podValue === false, denying);
  if (setters !== undefined) return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` };
  if (podValue === true) return undefined;
  const silent = namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${containersNamed(silent)} must set securityContext.runAsNonRoot=true` };
};

/** check_runAsUser.go */
export const runAsUser: Check = ({ spec }) => {
  if (hasUserNamespace(spec)) return undefined;
  const pod = spec.securityContext?.runAsUser === 0;
  const setters = settersOf(
    pod,
    namesWhere(spec, ({ securityContext }) => securityContext?.runAsUser === 0),
  );
  return setters === undefined ? undefined : { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` };
};

/** check_seccompProfile_restricted.go */
export const seccompProfile: Check = ({ spec }) => {
  if (isWindows(spec)) return undefined;
  const reason = 'seccompProfile';
  const bad = new Set<string>();
  const isBad = (profile: { type: string } | undefined): boolean => {
    if (!profile || profile.type === 'RuntimeDefault' || profile.type === 'Localhost') return false;
    bad.add(profile.type);
    return true;
  };
  const podProfile = spec.securityContext?.seccompProfile;
  const podIsBad = isBad(podProfile);
  const setters = settersOf(
    podIsBad,
    namesWhere(spec, ({ securityContext }) => isBad(securityContext?.seccompProfile)),
  );
  if (setters !== undefined) {
    return { reason, detail: `${setters} must not set securityContext.seccompProfile.type to ${sortedQuoted(bad)}` };
  }
  if (podProfile) return undefined;
  const silent = namesWhere(spec, ({ securityContext }) => securityContext?.seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  const detail = `pod or ${containersNamed(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  return { reason, detail };
};
