import type { Term } from '../term.ts';

/** Words about what is kept. */
export const storage: readonly Term[] = [
  {
    id: 'volume',
    related: ['pvc', 'pod'],
    en: {
      words: ['Volume', 'volumes'],
      is: 'A folder for the containers of a pod. What it is made of decides whether it outlives the pod.',
      isNot: 'Not the files of the image.',
    },
    ko: {
      words: ['볼륨'],
      is: '파드의 컨테이너를 위한 폴더입니다. 무엇으로 만들었는지에 따라 파드보다 오래 남기도 합니다.',
      isNot: '이미지의 파일이 아닙니다.',
    },
  },
  {
    id: 'pv',
    show: 'kind:persistentvolumes',
    related: ['pvc', 'storage-class', 'reclaim-policy'],
    en: {
      words: ['PersistentVolume', 'PV', 'persistent volume', 'persistent volumes'],
      is: 'A piece of real storage, known to the cluster. It is bound to one claim at a time.',
      isNot: 'Not in a namespace.',
    },
    ko: {
      words: ['퍼시스턴트볼륨', '퍼시스턴트 볼륨', 'PV'],
      is: '클러스터가 아는 실제 저장 공간입니다. 한 번에 클레임 하나에 묶입니다.',
      isNot: '네임스페이스에 속하지 않습니다.',
    },
  },
  {
    id: 'pvc',
    show: 'kind:persistentvolumeclaims',
    related: ['pv', 'storage-class'],
    en: {
      words: ['PersistentVolumeClaim', 'PVC', 'claim', 'claims'],
      is: 'A wish for storage: so much, of such a class. Once bound, pods mount it by its name.',
      isNot: 'Not the storage itself.',
    },
    ko: {
      words: ['퍼시스턴트볼륨클레임', '퍼시스턴트 볼륨 클레임', 'PVC', '클레임'],
      is: '얼마만큼, 어떤 종류의 저장 공간을 원한다는 바람입니다. 묶이면 파드가 이 이름으로 마운트합니다.',
      isNot: '저장 공간 자체가 아닙니다.',
    },
  },
  {
    id: 'storage-class',
    show: 'kind:storageclasses.storage.k8s.io',
    related: ['provisioner', 'pvc'],
    en: {
      words: ['StorageClass', 'storage class', 'storage classes'],
      is: 'A sort of storage and who makes it. With WaitForFirstConsumer a claim is bound only when a pod needs it.',
      isNot: 'Not a size.',
    },
    ko: {
      words: ['스토리지클래스', '스토리지 클래스'],
      is: '저장 공간의 종류와 그것을 만드는 이를 정합니다. WaitForFirstConsumer면 파드가 필요로 할 때 묶습니다.',
      isNot: '크기가 아닙니다.',
    },
  },
  {
    id: 'provisioner',
    related: ['storage-class', 'pv'],
    en: {
      words: ['Provisioner', 'provisioning'],
      is: 'Makes a volume when a claim asks for its class.',
      isNot: 'Not needed where volumes are made beforehand.',
    },
    ko: {
      words: ['프로비저너', '프로비저닝'],
      is: '클레임이 그 클래스를 원하면 볼륨을 만듭니다.',
      isNot: '볼륨을 미리 만들어 둔 곳에는 필요 없습니다.',
    },
  },
  {
    id: 'access-mode',
    related: ['pv', 'pvc'],
    en: {
      words: ['Access mode', 'access modes', 'ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'],
      is: 'How a volume may be mounted: by one node (ReadWriteOnce), by many, or only for reading.',
      isNot: 'Not a right of users.',
    },
    ko: {
      words: ['접근 모드', 'ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'],
      is: '볼륨을 한 노드에서(ReadWriteOnce), 여러 노드에서, 또는 읽기만 하도록 마운트할 수 있는지입니다.',
      isNot: '사용자의 권한이 아닙니다.',
    },
  },
  {
    id: 'reclaim-policy',
    related: ['pv', 'pvc'],
    en: {
      words: ['Reclaim policy'],
      is: 'What becomes of a volume when its claim goes: Delete or Retain.',
      isNot: 'Not a backup.',
    },
    ko: {
      words: ['회수 정책'],
      is: '클레임이 사라질 때 볼륨을 어떻게 할지로 Delete와 Retain이 있습니다.',
      isNot: '백업이 아닙니다.',
    },
  },
  {
    id: 'configmap',
    show: 'kind:configmaps',
    related: ['secret', 'volume'],
    en: {
      words: ['ConfigMap', 'config map', 'config maps'],
      is: 'Settings as keys and values, which pods get as files or environment variables.',
      isNot: 'Not for secrets.',
    },
    ko: {
      words: ['컨피그맵'],
      is: '설정을 키와 값으로 담아 파드에 파일이나 환경 변수로 줍니다.',
      isNot: '비밀을 두는 곳이 아닙니다.',
    },
  },
  {
    id: 'secret',
    show: 'kind:secrets',
    related: ['configmap'],
    en: {
      words: ['Secret', 'secrets'],
      is: 'Like a ConfigMap, for passwords and keys: rights to it are given apart, and it is kept out of most outputs.',
      isNot: 'base64 is not encryption.',
    },
    ko: {
      words: ['시크릿'],
      is: '비밀번호와 키를 위한 컨피그맵 같은 것입니다. 권한을 따로 주고 대부분의 출력에 나오지 않습니다.',
      isNot: 'base64는 암호화가 아닙니다.',
    },
  },
  {
    id: 'empty-dir',
    related: ['volume', 'pod'],
    en: {
      words: ['emptyDir'],
      is: 'A volume that begins empty and goes with its pod. Containers of a pod share files by it.',
      isNot: 'Does not outlive the pod.',
    },
    ko: {
      words: ['emptyDir'],
      is: '비어 있는 채로 시작해 파드와 함께 사라지는 볼륨입니다. 파드의 컨테이너들이 파일을 나눕니다.',
      isNot: '파드보다 오래 남지 않습니다.',
    },
  },
  {
    id: 'host-path',
    related: ['volume', 'node'],
    en: {
      words: ['hostPath'],
      is: 'A volume that is a folder of the node itself.',
      isNot: 'Not the same on another node.',
    },
    ko: {
      words: ['hostPath'],
      is: '노드 자신의 폴더를 볼륨으로 씁니다.',
      isNot: '다른 노드에서는 같은 것이 아닙니다.',
    },
  },
];
