import { isDeepStrictEqual } from 'node:util';

/** Stands for whatever the server makes up: names, addresses, times. */
const ANY = Symbol('any');

type Known = Readonly<Record<string, readonly unknown[] | typeof ANY>>;

const METADATA: Known = {
  uid: ANY,
  resourceVersion: ANY,
  creationTimestamp: ANY,
  generation: [1],
  namespace: ANY,
  annotations: ANY,
  'annotations.kubectl.kubernetes.io/last-applied-configuration': ANY,
  'annotations.deployment.kubernetes.io/revision': ['1'],
};

const PROBE: Known = {
  failureThreshold: [3],
  periodSeconds: [10],
  successThreshold: [1],
  timeoutSeconds: [1],
  'httpGet.scheme': ['HTTP'],
};

const CONTAINER: Known = {
  imagePullPolicy: ['Always', 'IfNotPresent'],
  terminationMessagePath: ['/dev/termination-log'],
  terminationMessagePolicy: ['File'],
  'ports[].protocol': ['TCP'],
  'env[].valueFrom.fieldRef.apiVersion': ['v1'],
  ...under('livenessProbe', PROBE),
  ...under('readinessProbe', PROBE),
  ...under('startupProbe', PROBE),
};

const POD_SPEC: Known = {
  restartPolicy: ['Always'],
  dnsPolicy: ['ClusterFirst'],
  schedulerName: ['default-scheduler'],
  terminationGracePeriodSeconds: [30],
  serviceAccount: ANY,
  serviceAccountName: ANY,
  'volumes[].configMap.defaultMode': [420],
  'volumes[].secret.defaultMode': [420],
  ...under('containers[]', CONTAINER),
  ...under('initContainers[]', CONTAINER),
};

/** What admission adds to a pod, beside defaults. */
const ADMITTED_POD_SPEC: Known = {
  ...POD_SPEC,
  enableServiceLinks: [true],
  nodeName: ANY,
  preemptionPolicy: ['PreemptLowerPriority'],
  priority: [0],
  tolerations: [
    ['not-ready', 'unreachable'].map((condition) => ({
      effect: 'NoExecute',
      key: `node.kubernetes.io/${condition}`,
      operator: 'Exists',
      tolerationSeconds: 300,
    })),
  ],
  volumes: ANY,
  'volumes[]': ANY,
  'volumes[].azureDisk.cachingMode': ['ReadWrite'],
  'volumes[].azureDisk.fsType': ['ext4'],
  'volumes[].azureDisk.kind': ['Shared'],
  'volumes[].azureDisk.readOnly': [false],
  'volumes[].iscsi.iscsiInterface': ['default'],
  'volumes[].rbd.keyring': ['/etc/ceph/keyring'],
  'containers[].volumeMounts': ANY,
  'containers[].volumeMounts[]': ANY,
  'initContainers[].volumeMounts[]': ANY,
  'containers[].resources.requests': ANY,
};

const WORKLOAD: Known = { ...under('spec.template.spec', POD_SPEC), 'spec.revisionHistoryLimit': [10] };

/** What a v1.36 server fills in, by kind: pkg/apis/<group>/v1/defaults.go, its strategies and its default admission plugins. */
const KINDS: Readonly<Record<string, Known>> = {
  APIService: { 'spec.service.port': [443] },
  Deployment: {
    ...WORKLOAD,
    'spec.progressDeadlineSeconds': [600],
    'spec.strategy': [{ rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' }],
  },
  Endpoints: { 'subsets[].ports[].protocol': ['TCP'] },
  HorizontalPodAutoscaler: {
    'spec.behavior.scaleDown.selectPolicy': ['Max'],
    'spec.behavior.scaleUp': [
      {
        policies: [
          { periodSeconds: 15, type: 'Pods', value: 4 },
          { periodSeconds: 15, type: 'Percent', value: 100 },
        ],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 0,
      },
    ],
  },
  Namespace: { 'metadata.labels.kubernetes.io/metadata.name': ANY, spec: [{ finalizers: ['kubernetes'] }] },
  PersistentVolume: {
    'metadata.finalizers': [['kubernetes.io/pv-protection']],
    'spec.persistentVolumeReclaimPolicy': ['Retain'],
    'spec.volumeMode': ['Filesystem'],
    'spec.claimRef': ANY,
  },
  PersistentVolumeClaim: {
    'metadata.finalizers': [['kubernetes.io/pvc-protection']],
    'spec.volumeMode': ['Filesystem'],
    'spec.storageClassName': ['standard'],
    'spec.volumeName': ANY,
  },
  Pod: under('spec', ADMITTED_POD_SPEC),
  ReplicationController: { ...WORKLOAD, 'metadata.labels': ANY, 'spec.selector': ANY },
  Secret: { data: ANY, type: ['Opaque'] },
  Service: {
    'spec.allocateLoadBalancerNodePorts': [true],
    'spec.clusterIP': ANY,
    'spec.clusterIPs': ANY,
    'spec.externalTrafficPolicy': ['Cluster'],
    'spec.internalTrafficPolicy': ['Cluster'],
    'spec.ipFamilies': [['IPv4']],
    'spec.ipFamilyPolicy': ['SingleStack'],
    'spec.ports[].nodePort': ANY,
    'spec.ports[].protocol': ['TCP'],
    'spec.ports[].targetPort': ANY,
    'spec.sessionAffinity': ['None'],
    'spec.type': ['ClusterIP'],
  },
  StatefulSet: {
    ...WORKLOAD,
    'spec.persistentVolumeClaimRetentionPolicy': [{ whenDeleted: 'Retain', whenScaled: 'Retain' }],
    'spec.podManagementPolicy': ['OrderedReady'],
    'spec.updateStrategy': [{ rollingUpdate: { maxUnavailable: 1, partition: 0 }, type: 'RollingUpdate' }],
    'spec.volumeClaimTemplates[].apiVersion': ['v1'],
    'spec.volumeClaimTemplates[].kind': ['PersistentVolumeClaim'],
    'spec.volumeClaimTemplates[].spec.volumeMode': ['Filesystem'],
    'spec.volumeClaimTemplates[].status': [{ phase: 'Pending' }],
  },
  StorageClass: { reclaimPolicy: ['Delete'], volumeBindingMode: ['Immediate'] },
};

function under(prefix: string, known: Known): Known {
  return Object.fromEntries(Object.entries(known).map(([path, values]) => [`${prefix}.${path}`, values]));
}

/** Whether a value is one that a v1.36 server fills in at this place; `path` has no indices. */
export function isKnownDefault(kind: string, path: string, value: unknown): boolean {
  if (path === 'status') return true;
  const known =
    KINDS[kind]?.[path] ?? (path.startsWith('metadata.') ? METADATA[path.slice('metadata.'.length)] : undefined);
  if (known === undefined) return false;
  return known === ANY || known.some((one) => isDeepStrictEqual(one, value));
}
