import type { Term } from '../term.ts';

/** Words about who goes where. */
export const scheduling: readonly Term[] = [
  {
    id: 'scheduling',
    show: 'component:kube-scheduler',
    related: ['filter', 'score', 'binding'],
    en: {
      words: ['Scheduling'],
      is: 'Choosing a node for a pod: filter, score, bind. One pod at a time.',
      isNot: 'Not done again: a pod that has a node keeps it.',
    },
    ko: {
      words: ['스케줄링'],
      is: '파드의 노드를 고르는 일로 거르고, 점수를 매기고, 묶습니다. 한 번에 파드 하나씩입니다.',
      isNot: '다시 하지 않습니다. 노드를 얻은 파드는 그대로입니다.',
    },
  },
  {
    id: 'binding',
    related: ['scheduling', 'kubelet'],
    en: {
      words: ['Binding', 'bound'],
      is: 'Writing the chosen node into the pod. From then on the kubelet of that node takes care of it.',
      isNot: 'Nothing runs yet by it.',
    },
    ko: {
      words: ['바인딩'],
      is: '고른 노드를 파드에 적는 일입니다. 그때부터 그 노드의 kubelet이 맡습니다.',
      isNot: '그것만으로는 아직 아무것도 돌지 않습니다.',
    },
  },
  {
    id: 'filter',
    related: ['scheduling', 'score', 'plugin'],
    en: {
      words: ['Filter', 'filtering'],
      is: 'The scheduler’s first step: which nodes would do at all? Each plugin may turn a node down with a reason.',
      isNot: 'Not a preference: one no is enough.',
    },
    ko: {
      words: ['필터', '필터링'],
      is: '스케줄러의 첫 단계로, 어느 노드가 될 수 있는지 봅니다. 플러그인마다 이유를 대고 거를 수 있습니다.',
      isNot: '선호가 아닙니다. 하나라도 안 된다면 안 됩니다.',
    },
  },
  {
    id: 'score',
    related: ['scheduling', 'filter', 'plugin'],
    en: {
      words: ['Score', 'scores'],
      is: 'The second step: how good is each node that would do? Plugins give 0 to 100 points, times their weight, and the highest sum wins.',
      isNot: 'A low score does not exclude.',
    },
    ko: {
      words: ['점수'],
      is: '두 번째 단계로, 될 수 있는 노드가 얼마나 좋은지 봅니다. 플러그인이 0~100점을 주고 가중치를 곱해 합이 가장 높은 곳이 이깁니다.',
      isNot: '점수가 낮다고 제외되지는 않습니다.',
    },
  },
  {
    id: 'plugin',
    related: ['filter', 'score'],
    en: {
      words: ['Plugin', 'plugins'],
      is: 'A part of the scheduler with one concern, such as room, taints or affinity.',
      isNot: 'Not installed by users of a cluster.',
    },
    ko: {
      words: ['플러그인'],
      is: '자리, 테인트, 어피니티처럼 한 가지를 맡은 스케줄러의 부품입니다.',
      isNot: '클러스터 사용자가 설치하는 것이 아닙니다.',
    },
  },
  {
    id: 'taint',
    related: ['toleration', 'node', 'eviction'],
    en: {
      words: ['Taint', 'taints'],
      is: 'A mark on a node that keeps pods away which do not tolerate it. With NoExecute it also sends away those that are there.',
      isNot: 'It draws nobody to the node.',
    },
    ko: {
      words: ['테인트'],
      is: '견디지 못하는 파드를 멀리하는 노드의 표시입니다. NoExecute는 있던 파드도 내보냅니다.',
      isNot: '파드를 끌어오지는 않습니다.',
    },
  },
  {
    id: 'toleration',
    related: ['taint', 'pod'],
    en: {
      words: ['Toleration', 'tolerations', 'tolerate', 'tolerates'],
      is: 'A pod’s word that it can bear a taint, for a time or for ever.',
      isNot: 'No promise to go to such a node.',
    },
    ko: {
      words: ['톨러레이션', '견디는', '견디지'],
      is: '파드가 테인트를 잠시 또는 계속 견딜 수 있다는 말입니다.',
      isNot: '그런 노드로 가겠다는 약속이 아닙니다.',
    },
  },
  {
    id: 'affinity',
    related: ['anti-affinity', 'node-selector', 'topology-spread'],
    en: {
      words: ['Affinity', 'node affinity'],
      is: 'What a pod wants of its node or its neighbours: required or only preferred.',
      isNot: 'Not looked at again once the pod runs.',
    },
    ko: {
      words: ['어피니티', '노드 어피니티'],
      is: '파드가 노드나 이웃에게 바라는 것으로, 꼭 필요하거나 되도록 좋은 것입니다.',
      isNot: '파드가 돌기 시작하면 다시 보지 않습니다.',
    },
  },
  {
    id: 'anti-affinity',
    related: ['affinity', 'topology-spread'],
    en: {
      words: ['Anti-affinity', 'pod anti-affinity'],
      is: 'A wish to stand apart from certain pods, as from one’s own copies.',
      isNot: 'Not a taint: the pod speaks, not the node.',
    },
    ko: {
      words: ['안티어피니티'],
      is: '자기 사본 같은 어떤 파드와 떨어져 있고 싶다는 바람입니다.',
      isNot: '테인트가 아닙니다. 노드가 아니라 파드가 말합니다.',
    },
  },
  {
    id: 'node-selector',
    related: ['label', 'affinity'],
    en: {
      words: ['nodeSelector', 'node selector'],
      is: 'The simplest wish: only nodes with these labels.',
      isNot: 'If no node has them, the pod waits.',
    },
    ko: {
      words: ['노드 셀렉터', 'nodeSelector'],
      is: '가장 단순한 바람으로, 이 레이블이 있는 노드만 원합니다.',
      isNot: '그런 노드가 없으면 파드가 기다립니다.',
    },
  },
  {
    id: 'topology-spread',
    related: ['anti-affinity'],
    en: {
      words: ['Topology spread', 'topology spread constraints'],
      is: 'Spreads pods evenly over zones or nodes: no place may have too many more than another.',
      isNot: 'It does not move pods that run.',
    },
    ko: {
      words: ['토폴로지 분산'],
      is: '파드를 존이나 노드에 고르게 펼칩니다. 한 곳이 다른 곳보다 너무 많을 수 없습니다.',
      isNot: '돌고 있는 파드를 옮기지 않습니다.',
    },
  },
  {
    id: 'preemption',
    related: ['priority', 'eviction'],
    en: {
      words: ['Preemption', 'preempt'],
      is: 'If a pod of higher priority finds no room, pods of lower priority are removed to make some.',
      isNot: 'It breaks budgets only if nothing else helps.',
    },
    ko: {
      words: ['선점'],
      is: '우선순위가 높은 파드의 자리가 없으면 낮은 파드를 내보내 자리를 냅니다.',
      isNot: '다른 길이 없을 때만 중단 예산을 어깁니다.',
    },
  },
  {
    id: 'priority',
    show: 'kind:priorityclasses.scheduling.k8s.io',
    related: ['preemption'],
    en: {
      words: ['Priority', 'PriorityClass'],
      is: 'A number that says how important a pod is. It decides who is scheduled first and who makes room.',
      isNot: 'It gives no more CPU.',
    },
    ko: {
      words: ['우선순위', '프라이어리티클래스'],
      is: '파드가 얼마나 중요한지 나타내는 수입니다. 누가 먼저 스케줄되고 누가 자리를 내줄지 정합니다.',
      isNot: 'CPU를 더 주지는 않습니다.',
    },
  },
  {
    id: 'requests',
    related: ['limits', 'scheduling', 'qos'],
    en: {
      words: ['Requests', 'resource requests'],
      is: 'What a container asks to be kept for it. The scheduler adds these up, whatever is really used.',
      isNot: 'Not a bound: it may use more.',
    },
    ko: {
      words: ['리퀘스트', '요청량'],
      is: '컨테이너가 자기 몫으로 남겨 달라는 양입니다. 스케줄러는 실제 사용량이 아니라 이것을 더합니다.',
      isNot: '한계가 아닙니다. 더 쓸 수 있습니다.',
    },
  },
  {
    id: 'limits',
    related: ['requests', 'oom', 'cgroup'],
    en: {
      words: ['Limits', 'resource limits'],
      is: 'What a container may use at most. CPU beyond it is slowed; memory beyond it ends the container.',
      isNot: 'The scheduler does not look at it.',
    },
    ko: {
      words: ['리밋', '제한량'],
      is: '컨테이너가 쓸 수 있는 최대량입니다. CPU는 느려지고, 메모리는 넘으면 컨테이너가 끝납니다.',
      isNot: '스케줄러는 이것을 보지 않습니다.',
    },
  },
  {
    id: 'qos',
    related: ['requests', 'limits', 'eviction'],
    en: {
      words: ['QoS', 'QoS class', 'Guaranteed', 'Burstable', 'BestEffort'],
      is: 'Guaranteed, Burstable or BestEffort, by requests and limits. When a node runs short, BestEffort goes first.',
      isNot: 'Not set by hand.',
    },
    ko: {
      words: ['QoS', 'QoS 클래스'],
      is: '리퀘스트와 리밋에 따라 Guaranteed, Burstable, BestEffort로 나뉩니다. 노드가 모자라면 BestEffort부터 나갑니다.',
      isNot: '손으로 정하지 않습니다.',
    },
  },
  {
    id: 'allocatable',
    show: 'kind:nodes',
    related: ['requests', 'node'],
    en: {
      words: ['Allocatable'],
      is: 'What a node has for pods, after its own needs. Requests of its pods may not exceed it.',
      isNot: 'Not what is free just now.',
    },
    ko: {
      words: ['할당 가능량', 'allocatable'],
      is: '노드가 자기 몫을 빼고 파드에 내줄 수 있는 양입니다. 파드의 리퀘스트 합이 이것을 넘지 못합니다.',
      isNot: '지금 비어 있는 양이 아닙니다.',
    },
  },
  {
    id: 'cordon',
    related: ['drain', 'node', 'taint'],
    en: {
      words: ['Cordon', 'cordoned', 'uncordon'],
      is: 'Closes a node to new pods. Those that are there stay.',
      isNot: 'It stops nothing.',
    },
    ko: {
      words: ['코든', '코든을 풉니다'],
      is: '노드에 새 파드를 받지 않게 합니다. 있던 파드는 그대로입니다.',
      isNot: '아무것도 멈추지 않습니다.',
    },
  },
  {
    id: 'drain',
    related: ['cordon', 'eviction', 'pdb'],
    en: {
      words: ['Drain', 'draining', 'drained'],
      is: 'Cordons a node and evicts its pods one by one, as their budgets allow. It is done before maintenance.',
      isNot: 'Pods of DaemonSets stay.',
    },
    ko: {
      words: ['드레인'],
      is: '노드를 코든하고 파드를 중단 예산이 허락하는 대로 하나씩 축출합니다. 정비하기 전에 합니다.',
      isNot: '데몬셋의 파드는 남습니다.',
    },
  },
  {
    id: 'eviction',
    related: ['pdb', 'drain', 'taint'],
    en: {
      words: ['Eviction', 'evictions', 'evicted', 'evict', 'evicts'],
      is: 'A polite deletion that asks the disruption budgets first. kubelet also evicts when its node runs short, without asking.',
      isNot: 'Not a move: a controller makes a new pod elsewhere.',
    },
    ko: {
      words: ['축출', '축출됩니다'],
      is: '중단 예산에 먼저 묻는 정중한 삭제입니다. 노드가 모자라면 kubelet이 묻지 않고 축출하기도 합니다.',
      isNot: '옮기는 것이 아닙니다. 컨트롤러가 다른 곳에 새로 만듭니다.',
    },
  },
  {
    id: 'scheduling-gate',
    related: ['scheduling', 'pod'],
    en: {
      words: ['Scheduling gate', 'scheduling gates'],
      is: 'A name on a pod that keeps the scheduler from looking at it until somebody takes the name off.',
      isNot: 'Not a taint: it stands on the pod.',
    },
    ko: {
      words: ['스케줄링 게이트'],
      is: '누군가 뗄 때까지 스케줄러가 보지 않게 하는 파드의 표시입니다.',
      isNot: '테인트가 아닙니다. 파드에 붙습니다.',
    },
  },
];
