import { newForbidden, type ApiObject } from '../../apimachinery/index.ts';
import type { Plugin, World } from './plugin.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const BETA_DEFAULT_CLASS = 'storageclass.beta.kubernetes.io/is-default-class';
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

interface ClaimLike extends ApiObject {
  readonly spec?: { readonly storageClassName?: string };
}

/** A claim that names no class gets the default one. plugin/pkg/admission/storage/storageclass/setdefault */
export const defaultStorageClass: Plugin = {
  name: 'DefaultStorageClass',
  handles: ({ operation, kind, subresource }) =>
    operation === 'CREATE' &&
    kind.group === '' &&
    kind.resource === 'persistentvolumeclaims' &&
    subresource === undefined,
  admit: (object, _attributes, world) => {
    const claim = object as ClaimLike;
    if (claim.spec?.storageClassName !== undefined || claim.metadata.annotations?.[BETA_CLASS] !== undefined)
      return claim;
    const found = newestDefault(world, 'storage.k8s.io', 'storageclasses', [DEFAULT_CLASS, BETA_DEFAULT_CLASS]);
    return found ? { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } } : claim;
  },
};

/** Of several the youngest, then the first by name. pkg/volume/util GetDefaultClass */
function newestDefault(world: World, group: string, resource: string, keys: readonly string[]): ApiObject | undefined {
  let found: ApiObject | undefined;
  for (const candidate of world.list(group, resource, undefined)) {
    if (!keys.some((key) => candidate.metadata.annotations?.[key] === 'true')) continue;
    const [age = '', best = ''] = [candidate.metadata.creationTimestamp, found?.metadata.creationTimestamp];
    if (!found || age > best) found = candidate;
  }
  return found;
}

/** An Ingress that names no class gets the default one. plugin/pkg/admission/network/defaultingressclass */
export const defaultIngressClass: Plugin = {
  name: 'DefaultIngressClass',
  handles: ({ operation, kind, subresource }) =>
    operation === 'CREATE' &&
    kind.group === 'networking.k8s.io' &&
    kind.resource === 'ingresses' &&
    subresource === undefined,
  admit: (object, { kind, name }, world) => {
    const { ingressClassName } = (object.spec ?? {}) as { ingressClassName?: string };
    if (ingressClassName !== undefined || object.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined) {
      return object;
    }
    const key = 'ingressclass.kubernetes.io/is-default-class';
    const found = newestDefault(world, 'networking.k8s.io', 'ingressclasses', [key]);
    if (!found) return object;
    const count = world
      .list('networking.k8s.io', 'ingressclasses', undefined)
      .filter(({ metadata }) => metadata.annotations?.[key] === 'true').length;
    if (count > 1) throw newForbidden(kind, name, `${count} default IngressClasses were found, only 1 allowed`);
    return { ...object, spec: { ...(object.spec as object), ingressClassName: found.metadata.name } };
  },
};
