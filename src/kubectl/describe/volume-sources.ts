import { goFormat } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

/** One line below `Type:`: its label up to the tab, the field it shows, and how. */
type Row = readonly [label: string, field: string, zero?: string];

export interface SourceText {
  readonly type: string;
  readonly rows: readonly Row[];
}

const FS_TYPE: Row = ['FSType:', 'fsType'];
const READ_ONLY: Row = ['ReadOnly:', 'readOnly', 'false'];
const SECRET_REF: Row = ['SecretRef:', 'secretRef', 'nil'];
const OPTIONAL: Row = ['Optional:', 'optional', 'false'];
const DISK: readonly Row[] = [FS_TYPE, ['Partition:', 'partition', '0'], READ_ONLY];

const ISCSI: readonly Row[] = [
  ['TargetPortal:', 'targetPortal'],
  ['IQN:', 'iqn'],
  ['Lun:', 'lun', '0'],
  ['ISCSIInterface', 'iscsiInterface'],
  FS_TYPE,
  READ_ONLY,
  ['Portals:', 'portals', '[]'],
  ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', 'false'],
  ['SessionCHAPAuth:', 'chapAuthSession', 'false'],
  SECRET_REF,
  ['InitiatorName:', 'initiatorName', '<none>'],
];

const RBD: readonly Row[] = [
  ['CephMonitors:', 'monitors', '[]'],
  ['RBDImage:', 'image'],
  FS_TYPE,
  ['RBDPool:', 'pool'],
  ['RadosUser:', 'user'],
  ['Keyring:', 'keyring'],
  SECRET_REF,
  READ_ONLY,
];

const CEPH_FS: readonly Row[] = [
  ['Monitors:', 'monitors', '[]'],
  ['Path:', 'path'],
  ['User:', 'user'],
  ['SecretFile:', 'secretFile'],
  SECRET_REF,
  READ_ONLY,
];

const SCALE_IO: readonly Row[] = [
  ['Gateway:', 'gateway'],
  ['System:', 'system'],
  ['Protection Domain:', 'protectionDomain'],
  ['Storage Pool:', 'storagePool'],
  ['Storage Mode:', 'storageMode'],
  ['VolumeName:', 'volumeName'],
];

const AZURE_DISK: readonly Row[] = [
  ['DiskName:', 'diskName'],
  ['DiskURI:', 'diskURI'],
  ['Kind: ', 'kind'],
  FS_TYPE,
  ['CachingMode:', 'cachingMode'],
  READ_ONLY,
];

const STORAGE_OS: readonly Row[] = [
  ['VolumeName:', 'volumeName'],
  ['VolumeNamespace:', 'volumeNamespace'],
  FS_TYPE,
  READ_ONLY,
];

const FLEX: readonly Row[] = [['Driver:', 'driver'], FS_TYPE, SECRET_REF, READ_ONLY, ['Options:', 'options', 'map[]']];

const SCALE_IO_TYPE = 'ScaleIO (a persistent volume backed by a block device in ScaleIO)';
const GLUSTERFS_TYPE = "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)";
const AZURE_FILE_TYPE = 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)';
const CSI_TYPE = 'CSI (a Container Storage Interface (CSI) volume source)';

/** Sources that pods and volumes have alike, in the order in which kubectl looks for them. */
const SHARED: ReadonlyMap<string, SourceText> = new Map(
  Object.entries({
    hostPath: {
      type: 'HostPath (bare host directory volume)',
      rows: [
        ['Path:', 'path'],
        ['HostPathType:', 'type', '<none>'],
      ],
    },
    gcePersistentDisk: {
      type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
      rows: [['PDName:', 'pdName'], ...DISK],
    },
    awsElasticBlockStore: {
      type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
      rows: [['VolumeID:', 'volumeID'], ...DISK],
    },
    nfs: {
      type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
      rows: [['Server:', 'server'], ['Path:', 'path'], READ_ONLY],
    },
    iscsi: {
      type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      rows: ISCSI,
    },
    rbd: { type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)", rows: RBD },
    quobyte: {
      type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
      rows: [['Registry:', 'registry'], ['Volume:', 'volume'], READ_ONLY],
    },
    vsphereVolume: {
      type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
      rows: [['VolumePath:', 'volumePath'], FS_TYPE, ['StoragePolicyName:', 'storagePolicyName']],
    },
    cinder: {
      type: 'Cinder (a Persistent Disk resource in OpenStack)',
      rows: [['VolumeID:', 'volumeID'], FS_TYPE, READ_ONLY, SECRET_REF],
    },
    azureDisk: {
      type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
      rows: AZURE_DISK,
    },
    photonPersistentDisk: {
      type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
      rows: [['PdID:', 'pdID'], FS_TYPE],
    },
    portworxVolume: { type: 'PortworxVolume (a Portworx Volume resource)', rows: [['VolumeID:', 'volumeID']] },
    cephfs: { type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)", rows: CEPH_FS },
    storageos: { type: 'StorageOS (a StorageOS Persistent Disk resource)', rows: STORAGE_OS },
    fc: {
      type: 'FC (a Fibre Channel disk)',
      rows: [['TargetWWNs:', 'targetWWNs'], ['LUN:', 'lun', '<none>'], FS_TYPE, READ_ONLY],
    },
    flexVolume: {
      type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
      rows: FLEX,
    },
    flocker: {
      type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
      rows: [
        ['DatasetName:', 'datasetName'],
        ['DatasetUUID:', 'datasetUUID'],
      ],
    },
  } satisfies Record<string, SourceText>),
);

export const POD_SOURCES: ReadonlyMap<string, SourceText> = new Map<string, SourceText>([
  ...SHARED,
  [
    'gitRepo',
    {
      type: 'GitRepo (a volume that is pulled from git when the pod is created)',
      rows: [
        ['Repository:', 'repository'],
        ['Revision:', 'revision'],
      ],
    },
  ],
  ['secret', { type: 'Secret (a volume populated by a Secret)', rows: [['SecretName:', 'secretName'], OPTIONAL] }],
  ['configMap', { type: 'ConfigMap (a volume populated by a ConfigMap)', rows: [['Name:', 'name'], OPTIONAL] }],
  ['glusterfs', { type: GLUSTERFS_TYPE, rows: [['EndpointsName:', 'endpoints'], ['Path:', 'path'], READ_ONLY] }],
  [
    'persistentVolumeClaim',
    {
      type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      rows: [['ClaimName:', 'claimName'], READ_ONLY],
    },
  ],
  ['scaleIO', { type: SCALE_IO_TYPE, rows: [...SCALE_IO, FS_TYPE, READ_ONLY] }],
  [
    'azureFile',
    { type: AZURE_FILE_TYPE, rows: [['SecretName:', 'secretName'], ['ShareName:', 'shareName'], READ_ONLY] },
  ],
  ['csi', { type: CSI_TYPE, rows: [['Driver:', 'driver'], FS_TYPE, READ_ONLY] }],
  [
    'image',
    {
      type: 'Image (a container image or OCI artifact)',
      rows: [
        ['Reference:', 'reference'],
        ['PullPolicy:', 'pullPolicy'],
      ],
    },
  ],
]);

export const PERSISTENT_SOURCES: ReadonlyMap<string, SourceText> = new Map<string, SourceText>([
  ...SHARED,
  [
    'glusterfs',
    {
      type: GLUSTERFS_TYPE,
      rows: [
        ['EndpointsName:', 'endpoints'],
        ['EndpointsNamespace:', 'endpointsNamespace', '<unset>'],
        ['Path:', 'path'],
        READ_ONLY,
      ],
    },
  ],
  [
    'scaleIO',
    {
      type: SCALE_IO_TYPE,
      rows: [
        ...SCALE_IO,
        ['SecretName:', 'secretRef.name'],
        ['SecretNamespace:', 'secretRef.namespace'],
        FS_TYPE,
        READ_ONLY,
      ],
    },
  ],
  ['local', { type: 'LocalVolume (a persistent volume backed by local storage on a node)', rows: [['Path:', 'path']] }],
  [
    'azureFile',
    {
      type: AZURE_FILE_TYPE,
      rows: [
        ['SecretName:', 'secretName'],
        ['SecretNamespace:', 'secretNamespace'],
        ['ShareName:', 'shareName'],
        READ_ONLY,
      ],
    },
  ],
  ['csi', { type: CSI_TYPE, rows: [['Driver:', 'driver'], FS_TYPE, ['VolumeHandle:', 'volumeHandle'], READ_ONLY] }],
]);

/** How a generated Go struct prints itself: `&LocalObjectReference{Name:ceph,}`. A reference across namespaces is another type. */
function referenceText(reference: Json, persistent: boolean): string {
  const name = `Name:${String(reference['name'] ?? '')},`;
  if (!persistent) return `&LocalObjectReference{${name}}`;
  return `&SecretReference{${name}Namespace:${String(reference['namespace'] ?? '')},}`;
}

/** The value of one row as %v prints it. */
export function rowValue(source: Json, [, field, zero = '']: Row, persistent: boolean): string {
  const [first = '', ...rest] = field.split('.');
  let value: unknown = Object.hasOwn(source, first) ? source[first] : undefined;
  for (const key of rest) value = (value as Json | undefined)?.[key];
  if (value === undefined || value === null) return zero;
  if (field === 'targetWWNs') return (value as readonly string[]).join(', ');
  return field === 'secretRef' ? referenceText(value as Json, persistent) : goFormat(value);
}
