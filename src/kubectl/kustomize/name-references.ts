import type { FieldSpec } from './field-specs.ts';

/** Which fields name objects of a kind (api/internal/konfig/builtinpluginconsts/namereference.go). */
export interface NameReference {
  readonly kind: string;
  readonly specs: readonly FieldSpec[];
}

const TEMPLATED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job'];

/** The same field of every pod that a kind makes. */
function inPods(...paths: readonly string[]): readonly FieldSpec[] {
  return paths.flatMap((path) => [
    { path: `spec/${path}`, kind: 'Pod' },
    ...TEMPLATED.map((kind) => ({ path: `spec/template/spec/${path}`, kind })),
    { path: `spec/jobTemplate/spec/template/spec/${path}`, kind: 'CronJob' },
  ]);
}

function inContainers(path: string): readonly FieldSpec[] {
  return inPods(`containers/${path}`, `initContainers/${path}`);
}

const SCALED: readonly FieldSpec[] = [{ path: 'spec/scaleTargetRef/name', kind: 'HorizontalPodAutoscaler' }];
const RESOURCE_NAMES: readonly FieldSpec[] = ['Role', 'ClusterRole'].map((kind) => ({
  path: 'rules/resourceNames',
  kind,
}));
const WEBHOOKS: readonly FieldSpec[] = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map(
  (kind) => ({
    path: 'webhooks/clientConfig/service',
    kind,
  }),
);
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

export const NAME_REFERENCES: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({ kind, specs: SCALED })),
  {
    kind: 'ConfigMap',
    specs: [
      ...inPods('volumes/configMap/name', 'volumes/projected/sources/configMap/name'),
      ...inContainers('env/valueFrom/configMapKeyRef/name'),
      ...inContainers('envFrom/configMapRef/name'),
      ...RESOURCE_NAMES,
    ],
  },
  {
    kind: 'Secret',
    specs: [
      ...inPods('volumes/secret/secretName', 'volumes/projected/sources/secret/name', 'imagePullSecrets/name'),
      ...inPods('volumes/csi/nodePublishSecretRef/name'),
      ...inContainers('env/valueFrom/secretKeyRef/name'),
      ...inContainers('envFrom/secretRef/name'),
      { path: 'imagePullSecrets/name', kind: 'ServiceAccount' },
      { path: 'secrets/name', kind: 'ServiceAccount' },
      { path: 'spec/tls/secretName', kind: 'Ingress' },
      { path: 'parameters/secretName', kind: 'StorageClass' },
      ...RESOURCE_NAMES,
    ],
  },
  {
    kind: 'Service',
    specs: [
      { path: 'spec/serviceName', kind: 'StatefulSet' },
      { path: 'spec/rules/http/paths/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/rules/http/paths/backend/service/name', kind: 'Ingress' },
      { path: 'spec/defaultBackend/service/name', kind: 'Ingress' },
      { path: 'spec/service/name', kind: 'APIService' },
      ...WEBHOOKS,
    ],
  },
  { kind: 'Role', specs: [{ path: 'roleRef/name', kind: 'RoleBinding' }] },
  { kind: 'ClusterRole', specs: BINDINGS.map((kind) => ({ path: 'roleRef/name', kind })) },
  {
    kind: 'ServiceAccount',
    specs: [...BINDINGS.map((kind) => ({ path: 'subjects', kind })), ...inPods('serviceAccountName')],
  },
  { kind: 'PersistentVolumeClaim', specs: inPods('volumes/persistentVolumeClaim/claimName') },
  { kind: 'PersistentVolume', specs: [{ path: 'spec/volumeName', kind: 'PersistentVolumeClaim' }] },
  {
    kind: 'StorageClass',
    specs: [
      { path: 'spec/storageClassName', kind: 'PersistentVolume' },
      { path: 'spec/storageClassName', kind: 'PersistentVolumeClaim' },
      { path: 'spec/volumeClaimTemplates/spec/storageClassName', kind: 'StatefulSet' },
    ],
  },
  { kind: 'PriorityClass', specs: inPods('priorityClassName') },
  { kind: 'IngressClass', specs: [{ path: 'spec/ingressClassName', kind: 'Ingress' }] },
];
