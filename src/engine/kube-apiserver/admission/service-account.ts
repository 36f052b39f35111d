import type { Container, Pod, Volume, VolumeMount } from '../../api/pod/types.ts';
import { newForbidden, randomString, type ApiObject } from '../../apimachinery/index.ts';
import { isPodCreate } from './pods.ts';
import type { Plugin, World } from './plugin.ts';

const PODS = { group: '', resource: 'pods' };
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const MIRROR = 'kubernetes.io/config.mirror';
/** Kept a little above an hour so that a kubelet that asks for an hour's token can be told apart. */
const TOKEN_EXPIRATION_SECONDS = 3607;

interface ServiceAccountLike extends ApiObject {
  readonly automountServiceAccountToken?: boolean;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
}

/** Every pod acts as a service account, and finds its token in a known place. plugin/pkg/admission/serviceaccount */
export const serviceAccount: Plugin = {
  name: 'ServiceAccount',
  handles: isPodCreate,
  admit: (object, { namespace = '', name }, world): ApiObject => {
    const pod = object as Pod;
    if (pod.metadata.annotations?.[MIRROR] !== undefined) {
      if (pod.spec.serviceAccountName)
        throw newForbidden(PODS, name, 'a mirror pod may not reference service accounts');
      return pod;
    }
    const serviceAccountName = pod.spec.serviceAccountName || 'default';
    const account: ServiceAccountLike | undefined = world.get('', 'serviceaccounts', namespace, serviceAccountName);
    if (!account) {
      const text = `error looking up service account ${namespace}/${serviceAccountName}: serviceaccount "${serviceAccountName}" not found`;
      throw newForbidden(PODS, name, text);
    }
    const spec: WritableSpec = { ...pod.spec, serviceAccountName, serviceAccount: serviceAccountName };
    if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) {
      mountToken(spec, world.random);
    }
    const { imagePullSecrets = [] } = account;
    if (imagePullSecrets.length > 0 && !spec.imagePullSecrets?.length) {
      spec.imagePullSecrets = imagePullSecrets as Pod['spec']['imagePullSecrets'] & object;
    }
    return { ...pod, spec };
  },
};

/** A spec that is being made: copied once, then written to. */
type WritableSpec = { -readonly [K in keyof Pod['spec']]: Pod['spec'][K] };

function mountToken(spec: WritableSpec, random: World['random']): void {
  const { volumes = [], containers, initContainers } = spec;
  let volumeName = '';
  // Nothing has been validated yet: a volume may have no name.
  for (const { name = '' } of volumes) if (name.startsWith('kube-api-access-')) volumeName = name;
  const known = volumeName !== '';
  if (!known) volumeName = `kube-api-access-${randomString(random, 5)}`;
  const mount: VolumeMount = { name: volumeName, readOnly: true, mountPath: MOUNT_PATH };
  const mounted = containers.map((container) => withMount(container, mount));
  const mountedInit = initContainers?.map((container) => withMount(container, mount));
  const used =
    mounted.some((container, i) => container !== containers[i]) ||
    mountedInit?.some((container, i) => container !== initContainers?.[i]) === true;
  if (!used) return;
  if (!known) spec.volumes = [...volumes, tokenVolume(volumeName)];
  spec.containers = mounted;
  if (mountedInit) spec.initContainers = mountedInit;
}

function withMount(container: Container, mount: VolumeMount): Container {
  const { volumeMounts = [] } = container;
  if (volumeMounts.some((existing) => existing.mountPath === MOUNT_PATH)) return container;
  return { ...container, volumeMounts: [...volumeMounts, mount] };
}

const SOURCES = [
  { serviceAccountToken: { expirationSeconds: TOKEN_EXPIRATION_SECONDS, path: 'token' } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
] as const;

/** The sources are one object for all pods: they are never changed. */
const PROJECTED = { sources: SOURCES, defaultMode: 420 } as const;

function tokenVolume(name: string): Volume {
  return { name, projected: PROJECTED };
}
