/**
 * Fields whose value is the name of another object: the end of a path (items of lists left out) → the resource that is named.
 * Longer ends are looked for first.
 */
const BY_END: Readonly<Record<string, string>> = {
  'configMap.name': 'configmaps',
  'configMapRef.name': 'configmaps',
  'configMapKeyRef.name': 'configmaps',
  'secret.secretName': 'secrets',
  'secretRef.name': 'secrets',
  'secretKeyRef.name': 'secrets',
  'imagePullSecrets.name': 'secrets',
  'tls.secretName': 'secrets',
  'persistentVolumeClaim.claimName': 'persistentvolumeclaims',
  'spec.volumeName': 'persistentvolumes',
  'backend.service.name': 'services',
  'defaultBackend.service.name': 'services',
  serviceAccountName: 'serviceaccounts',
  storageClassName: 'storageclasses.storage.k8s.io',
  ingressClassName: 'ingressclasses.networking.k8s.io',
  priorityClassName: 'priorityclasses.scheduling.k8s.io',
  runtimeClassName: 'runtimeclasses.node.k8s.io',
  nodeName: 'nodes',
  'metadata.namespace': 'namespaces',
};

/** The `serviceName` of a StatefulSet names a Service; of others it may be something else. */
const BY_KIND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  StatefulSet: { 'spec.serviceName': 'services' },
};

/** Which resource's name stands at a path, if any does. */
export function referenceAt(kind: string, path: readonly (string | number)[]): string | undefined {
  const names = path.filter((step) => typeof step === 'string');
  const own = Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind]! : {};
  for (let length = Math.min(3, names.length); length > 0; length--) {
    const end = names.slice(-length).join('.');
    if (Object.hasOwn(own, end)) return own[end];
    if (Object.hasOwn(BY_END, end)) return BY_END[end];
  }
  return undefined;
}
