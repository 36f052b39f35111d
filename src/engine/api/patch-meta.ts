import type { PatchMeta } from './kind.ts';

/**
 * How strategic merge patch treats lists: the patchStrategy and patchMergeKey tags of k8s.io/api, by dotted path. A list
 * that is not named here is replaced.
 */
export type PatchMetaTable = Readonly<Record<string, PatchMeta>>;

function merge(mergeKey?: string): PatchMeta {
  return mergeKey === undefined ? { strategy: 'merge' } : { strategy: 'merge', mergeKey };
}

export const METADATA_PATCH_META: PatchMetaTable = {
  'metadata.ownerReferences': merge('uid'),
  'metadata.finalizers': merge(),
};

export const CONDITIONS_PATCH_META: PatchMetaTable = { 'status.conditions': merge('type') };

const CONTAINER: PatchMetaTable = {
  env: merge('name'),
  ports: merge('containerPort'),
  volumeMounts: merge('mountPath'),
  volumeDevices: merge('devicePath'),
};

const POD_SPEC: PatchMetaTable = {
  containers: merge('name'),
  initContainers: merge('name'),
  ephemeralContainers: merge('name'),
  volumes: { strategy: 'merge,retainKeys', mergeKey: 'name' },
  imagePullSecrets: merge('name'),
  hostAliases: merge('ip'),
  topologySpreadConstraints: merge('topologyKey'),
  schedulingGates: merge('name'),
  resourceClaims: { strategy: 'merge,retainKeys', mergeKey: 'name' },
};

function under(prefix: string, table: PatchMetaTable): PatchMetaTable {
  return Object.fromEntries(Object.entries(table).map(([path, meta]) => [`${prefix}.${path}`, meta]));
}

export function podSpecPatchMeta(prefix: string): PatchMetaTable {
  return {
    ...under(prefix, POD_SPEC),
    ...under(`${prefix}.containers`, CONTAINER),
    ...under(`${prefix}.initContainers`, CONTAINER),
    ...under(`${prefix}.ephemeralContainers`, CONTAINER),
    ...under(`${prefix}.volumes.ephemeral.volumeClaimTemplate`, METADATA_PATCH_META),
  };
}

/** A workload: its own metadata, its template's, its conditions. */
export function workloadPatchMeta(): PatchMetaTable {
  return {
    ...METADATA_PATCH_META,
    ...under('spec.template', METADATA_PATCH_META),
    ...podSpecPatchMeta('spec.template.spec'),
    ...CONDITIONS_PATCH_META,
  };
}

const CONTAINER_STATUS: PatchMetaTable = {
  allocatedResourcesStatus: merge('name'),
  volumeMounts: merge('mountPath'),
};

export const POD_PATCH_META: PatchMetaTable = {
  ...METADATA_PATCH_META,
  ...podSpecPatchMeta('spec'),
  ...CONDITIONS_PATCH_META,
  'status.podIPs': merge('ip'),
  'status.hostIPs': merge('ip'),
  ...under('status.containerStatuses', CONTAINER_STATUS),
  ...under('status.initContainerStatuses', CONTAINER_STATUS),
  ...under('status.ephemeralContainerStatuses', CONTAINER_STATUS),
  'status.resourceClaimStatuses': { strategy: 'merge,retainKeys', mergeKey: 'name' },
};

export const NODE_PATCH_META: PatchMetaTable = {
  ...METADATA_PATCH_META,
  ...CONDITIONS_PATCH_META,
  'spec.podCIDRs': merge(),
  'status.addresses': merge('type'),
};

export const NAMESPACE_PATCH_META: PatchMetaTable = { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META };

export const SERVICE_PATCH_META: PatchMetaTable = {
  ...METADATA_PATCH_META,
  ...CONDITIONS_PATCH_META,
  'spec.ports': merge('port'),
};

export const SERVICE_ACCOUNT_PATCH_META: PatchMetaTable = { ...METADATA_PATCH_META, secrets: merge('name') };

/** Deployment's strategy keeps only the keys that the patch names. */
export const RETAIN_KEYS: PatchMeta = { strategy: 'retainKeys' };
