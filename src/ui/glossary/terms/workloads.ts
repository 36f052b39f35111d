import type { Term } from '../term.ts';

/** Words about what runs, and who keeps it running. */
export const workloads: readonly Term[] = [
  {
    id: 'pod',
    show: 'kind:pods',
    related: ['container', 'node', 'scheduling'],
    en: {
      words: ['Pod', 'pods'],
      is: 'The smallest thing that Kubernetes runs: one or more containers that share an address and storage. It is put on one node and stays there until it ends.',
      isNot: 'Not a container, and not a machine: it is never moved, only replaced.',
    },
    ko: {
      words: ['파드'],
      is: '쿠버네티스가 실행하는 가장 작은 단위로, 주소와 저장 공간을 함께 쓰는 컨테이너 하나 이상입니다. 한 노드에 놓이면 끝날 때까지 그곳에 있습니다.',
      isNot: '컨테이너 자체도 머신도 아닙니다. 옮겨지지 않고 새로 만들어질 뿐입니다.',
    },
  },
  {
    id: 'container',
    related: ['pod', 'image', 'containerd'],
    en: {
      words: ['Container', 'containers'],
      is: 'A program in a room of its own: it has its own files and sees only itself, but shares the kernel of its machine. It starts from an image.',
      isNot: 'Not a virtual machine: no kernel of its own runs in it.',
    },
    ko: {
      words: ['컨테이너'],
      is: '자기만의 방에서 도는 프로그램입니다. 파일은 따로 쓰지만 커널은 머신과 함께 씁니다. 이미지에서 시작합니다.',
      isNot: '가상 머신이 아닙니다. 자기 커널이 없습니다.',
    },
  },
  {
    id: 'init-container',
    related: ['pod', 'sidecar'],
    en: {
      words: ['Init container', 'init containers'],
      is: 'A container that runs before the others of its pod and has to succeed. Several run one after the other.',
      isNot: 'Not started again once it has succeeded, unless the pod is made anew.',
    },
    ko: {
      words: ['초기화 컨테이너', '초기 컨테이너'],
      is: '파드의 다른 컨테이너보다 먼저 실행되어 성공해야 하는 컨테이너입니다. 여럿이면 하나씩 차례로 실행됩니다.',
      isNot: '한번 성공하면 파드를 새로 만들지 않는 한 다시 실행되지 않습니다.',
    },
  },
  {
    id: 'sidecar',
    related: ['init-container', 'pod'],
    en: {
      words: ['Sidecar', 'sidecars', 'sidecar container'],
      is: 'A helper that runs beside the main container for as long as the pod lives: an init container with restartPolicy Always. It starts before the main container and ends after it.',
      isNot: 'Not a separate pod: it shares the fate of its pod.',
    },
    ko: {
      words: ['사이드카', '사이드카 컨테이너'],
      is: '파드가 사는 동안 주 컨테이너 곁에서 도는 도우미로, restartPolicy가 Always인 초기화 컨테이너입니다. 먼저 시작하고 나중에 끝납니다.',
      isNot: '별도의 파드가 아니라 파드와 운명을 같이합니다.',
    },
  },
  {
    id: 'deployment',
    show: 'kind:deployments.apps',
    related: ['replicaset', 'rollout', 'pod'],
    en: {
      words: ['Deployment', 'deployments'],
      is: 'A wish for a number of equal pods and how to replace them when their template changes. It works through ReplicaSets, one for each template.',
      isNot: 'It makes no pods itself: its ReplicaSets do.',
    },
    ko: {
      words: ['디플로이먼트'],
      is: '똑같은 파드를 몇 개 두고, 템플릿이 바뀌면 어떻게 교체할지 적은 바람입니다. 템플릿마다 레플리카셋을 하나씩 두어 일합니다.',
      isNot: '파드를 직접 만들지 않습니다. 레플리카셋이 만듭니다.',
    },
  },
  {
    id: 'replicaset',
    show: 'kind:replicasets.apps',
    related: ['deployment', 'pod', 'replica'],
    en: {
      words: ['ReplicaSet', 'replica set', 'replica sets', 'replicasets'],
      is: 'Keeps a given number of equal pods: it makes what is missing and removes what is too much. It knows its pods by a selector and by ownership.',
      isNot: 'It does not update pods: a changed template is for pods to come.',
    },
    ko: {
      words: ['레플리카셋'],
      is: '정해진 수의 똑같은 파드를 유지합니다. 모자라면 만들고 남으면 없앱니다. 셀렉터와 소유 관계로 자기 파드를 압니다.',
      isNot: '있는 파드를 고치지 않습니다. 바뀐 템플릿은 새 파드에만 쓰입니다.',
    },
  },
  {
    id: 'replication-controller',
    show: 'kind:replicationcontrollers',
    related: ['replicaset'],
    en: {
      words: ['ReplicationController', 'replication controller', 'replication controllers'],
      is: 'The elder of the ReplicaSet, with simpler selectors. It is still served, but Deployments use ReplicaSets.',
      isNot: 'Not what a Deployment uses.',
    },
    ko: {
      words: ['레플리케이션컨트롤러', '레플리케이션 컨트롤러'],
      is: '레플리카셋의 선배로, 셀렉터가 더 단순합니다. 아직 쓸 수 있지만 디플로이먼트는 레플리카셋을 씁니다.',
      isNot: '디플로이먼트가 쓰는 것이 아닙니다.',
    },
  },
  {
    id: 'replica',
    related: ['replicaset', 'deployment'],
    en: {
      words: ['Replica', 'replicas'],
      is: 'One of several equal pods. How many there are to be is written in spec.replicas.',
      isNot: 'Not a copy of data: replicas know nothing of each other.',
    },
    ko: {
      words: ['레플리카', '사본'],
      is: '여러 똑같은 파드 가운데 하나입니다. 몇 개여야 하는지는 spec.replicas에 적습니다.',
      isNot: '데이터의 복제본이 아닙니다. 서로를 알지 못합니다.',
    },
  },
  {
    id: 'statefulset',
    show: 'kind:statefulsets.apps',
    related: ['ordinal', 'pvc', 'headless'],
    en: {
      words: ['StatefulSet', 'stateful set', 'stateful sets', 'statefulsets'],
      is: 'Pods with numbers, names and storage that stay: db-0 is always db-0 and finds its claim again. They come one after the other and go in reverse.',
      isNot: 'It does not copy data between its pods: the programs have to.',
    },
    ko: {
      words: ['스테이트풀셋'],
      is: '번호와 이름과 저장 공간이 유지되는 파드들입니다. db-0은 언제나 db-0이고 자기 클레임을 다시 찾습니다. 차례로 만들고 거꾸로 없앱니다.',
      isNot: '파드 사이에 데이터를 복제해 주지 않습니다. 프로그램이 해야 합니다.',
    },
  },
  {
    id: 'ordinal',
    related: ['statefulset'],
    en: {
      words: ['Ordinal', 'ordinals'],
      is: 'The number at the end of the name of a pod of a StatefulSet. Pods are made from the lowest up and removed from the highest down.',
      isNot: 'Not a rank: no pod is more important by it.',
    },
    ko: {
      words: ['오디널', '순번'],
      is: '스테이트풀셋 파드 이름 끝의 번호입니다. 낮은 번호부터 만들고 높은 번호부터 없앱니다.',
      isNot: '서열이 아닙니다.',
    },
  },
  {
    id: 'daemonset',
    show: 'kind:daemonsets.apps',
    related: ['node', 'toleration'],
    en: {
      words: ['DaemonSet', 'daemon set', 'daemon sets', 'daemonsets'],
      is: 'One pod on every node that suits, as for a log collector. A new node gets its pod at once.',
      isNot: 'It has no count of replicas: the nodes are the count.',
    },
    ko: {
      words: ['데몬셋'],
      is: '알맞은 노드마다 파드를 하나씩 둡니다. 로그 수집기 같은 것이 그렇습니다. 새 노드가 오면 바로 파드가 생깁니다.',
      isNot: '레플리카 수가 없습니다. 노드 수가 곧 파드 수입니다.',
    },
  },
  {
    id: 'job',
    show: 'kind:jobs.batch',
    related: ['cronjob', 'pod', 'backoff-limit'],
    en: {
      words: ['Job', 'jobs'],
      is: 'Work that ends: it starts pods until enough of them have succeeded. Failed ones are tried again up to a limit.',
      isNot: 'Not for programs that should run for ever.',
    },
    ko: {
      words: ['잡'],
      is: '끝이 있는 일입니다. 충분히 성공할 때까지 파드를 시작하고, 실패하면 한도까지 다시 합니다.',
      isNot: '계속 돌아야 하는 프로그램에는 쓰지 않습니다.',
    },
  },
  {
    id: 'cronjob',
    show: 'kind:cronjobs.batch',
    related: ['job'],
    en: {
      words: ['CronJob', 'cron job', 'cron jobs', 'cronjobs'],
      is: 'Makes a Job at the times of a schedule, such as every hour. Whether runs may overlap is its concurrency policy.',
      isNot: 'It runs nothing itself: its Jobs do.',
    },
    ko: {
      words: ['크론잡'],
      is: '매시간처럼 정해진 때마다 잡을 만듭니다. 겹쳐도 되는지는 동시성 정책이 정합니다.',
      isNot: '스스로 실행하지 않습니다. 잡이 실행합니다.',
    },
  },
  {
    id: 'backoff-limit',
    related: ['job'],
    en: {
      words: ['backoffLimit'],
      is: 'How many failures a Job bears before it counts as failed. The waits between tries double.',
      isNot: 'Not a count of all pods: those that succeed do not count.',
    },
    ko: {
      words: ['backoffLimit', '백오프 한도'],
      is: '잡이 실패로 여겨지기 전에 견디는 실패 횟수입니다. 다시 하기까지의 기다림은 두 배씩 늡니다.',
      isNot: '전체 파드 수가 아닙니다. 성공한 것은 세지 않습니다.',
    },
  },
  {
    id: 'rollout',
    related: ['deployment', 'rolling-update', 'replicaset'],
    en: {
      words: ['Rollout', 'rollouts'],
      is: 'The way from the old template to the new, pod by pod. It can be watched, paused and taken back.',
      isNot: 'Not a restart of the same pods: new ones take their place.',
    },
    ko: {
      words: ['롤아웃'],
      is: '옛 템플릿에서 새 템플릿으로 파드를 하나씩 바꾸어 가는 과정입니다. 지켜보고, 멈추고, 되돌릴 수 있습니다.',
      isNot: '같은 파드를 재시작하는 것이 아닙니다. 새 파드가 대신합니다.',
    },
  },
  {
    id: 'rolling-update',
    related: ['rollout', 'max-surge', 'max-unavailable'],
    en: {
      words: ['Rolling update', 'rolling updates'],
      is: 'New pods come and old ones go a few at a time, so that enough are always there. maxSurge and maxUnavailable set the bounds.',
      isNot: 'Not instant: it waits for each new pod to become available.',
    },
    ko: {
      words: ['롤링 업데이트'],
      is: '새 파드가 들어오고 옛 파드가 나가기를 조금씩 되풀이해 늘 충분한 수를 유지합니다. maxSurge와 maxUnavailable이 한계를 정합니다.',
      isNot: '단번에 되지 않습니다. 새 파드가 사용 가능해지기를 기다립니다.',
    },
  },
  {
    id: 'max-surge',
    related: ['rolling-update', 'max-unavailable'],
    en: {
      words: ['maxSurge'],
      is: 'How many pods more than wanted a rolling update may have. A percentage is rounded up.',
      isNot: 'Not how many are replaced in all.',
    },
    ko: {
      words: ['maxSurge'],
      is: '롤링 업데이트 동안 원하는 수보다 몇 개까지 더 둘 수 있는지입니다. 백분율은 올림합니다.',
      isNot: '모두 몇 개를 바꾸는지가 아닙니다.',
    },
  },
  {
    id: 'max-unavailable',
    related: ['rolling-update', 'max-surge', 'pdb'],
    en: {
      words: ['maxUnavailable'],
      is: 'How many of the wanted pods may be missing at once. In a rolling update a percentage is rounded down.',
      isNot: 'Not a promise that so many will be missing.',
    },
    ko: {
      words: ['maxUnavailable'],
      is: '원하는 파드 가운데 한꺼번에 몇 개까지 없어도 되는지입니다. 롤링 업데이트에서 백분율은 내림합니다.',
      isNot: '그만큼 꼭 없어진다는 뜻이 아닙니다.',
    },
  },
  {
    id: 'pod-template',
    related: ['deployment', 'replicaset'],
    en: {
      words: ['Pod template', 'template'],
      is: 'The pattern by which a controller makes pods, written inside the controller’s own object. A change makes new pods, not changed ones.',
      isNot: 'Not a pod: nothing runs by it alone.',
    },
    ko: {
      words: ['파드 템플릿', '템플릿'],
      is: '컨트롤러가 파드를 만드는 본으로, 그 오브젝트 안에 적혀 있습니다. 바꾸면 새 파드가 생깁니다.',
      isNot: '파드가 아닙니다. 그것만으로는 아무것도 돌지 않습니다.',
    },
  },
  {
    id: 'hpa',
    show: 'kind:horizontalpodautoscalers.autoscaling',
    related: ['deployment', 'metrics-server'],
    en: {
      words: ['HorizontalPodAutoscaler', 'HPA', 'autoscaler'],
      is: 'Changes the number of replicas so that a measure, such as CPU use, stays near its target. It multiplies the present size by how far the measure is off.',
      isNot: 'It does not make pods larger, only more of them.',
    },
    ko: {
      words: ['HPA', '오토스케일러', '수평 파드 오토스케일러'],
      is: 'CPU 사용률 같은 수치가 목표 가까이에 있도록 레플리카 수를 바꿉니다. 지금 크기에 목표와의 비율을 곱합니다.',
      isNot: '파드를 크게 하지 않고 수만 늘립니다.',
    },
  },
  {
    id: 'pdb',
    show: 'kind:poddisruptionbudgets.policy',
    related: ['eviction', 'drain'],
    en: {
      words: ['PodDisruptionBudget', 'PDB', 'disruption budget'],
      is: 'How many pods of a set may be missing through evictions on purpose. An eviction that would break it is refused and tried again.',
      isNot: 'It does not protect from crashes or power cuts.',
    },
    ko: {
      words: ['PDB', '파드 중단 예산', '중단 예산'],
      is: '일부러 하는 축출로 파드가 몇 개까지 빠져도 되는지입니다. 이를 어기는 축출은 거절되고 다시 시도됩니다.',
      isNot: '고장이나 정전에서 지켜 주지는 않습니다.',
    },
  },
  {
    id: 'static-pod',
    related: ['kubelet', 'pod'],
    en: {
      words: ['Static pod', 'static pods'],
      is: 'A pod that a kubelet runs from a file on its own disk, without the API server. The control plane itself is often run so.',
      isNot: 'Not scheduled: it belongs to its machine.',
    },
    ko: {
      words: ['스태틱 파드', '정적 파드'],
      is: 'kubelet이 API 서버 없이 자기 디스크의 파일로 실행하는 파드입니다. 컨트롤 플레인이 흔히 이렇게 돕니다.',
      isNot: '스케줄되지 않습니다. 그 머신의 것입니다.',
    },
  },
];
