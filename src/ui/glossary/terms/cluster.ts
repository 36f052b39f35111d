import type { Term } from '../term.ts';

/** Words about machines, and the programs that make them a cluster. */
export const cluster: readonly Term[] = [
  {
    id: 'cluster',
    show: 'view:cluster',
    related: ['control-plane', 'node'],
    en: {
      words: ['Cluster', 'clusters'],
      is: 'Machines that work as one under a control plane. You say what you want, and the cluster works towards it.',
      isNot: 'Not one program: many small ones that meet only in the API server.',
    },
    ko: {
      words: ['클러스터'],
      is: '컨트롤 플레인 아래 하나처럼 일하는 머신들입니다. 무엇을 원하는지 말하면 클러스터가 그쪽으로 일합니다.',
      isNot: '한 프로그램이 아닙니다. API 서버에서만 만나는 여러 작은 프로그램입니다.',
    },
  },
  {
    id: 'control-plane',
    show: 'view:control-plane',
    related: ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'],
    en: {
      words: ['Control plane'],
      is: 'The part that decides: API server, etcd, scheduler and controllers. If it stops, what runs goes on running, but nothing new is decided.',
      isNot: 'Pods of users do not usually run here.',
    },
    ko: {
      words: ['컨트롤 플레인'],
      is: '결정을 맡은 부분으로 API 서버, etcd, 스케줄러, 컨트롤러가 있습니다. 멈춰도 돌던 것은 돌지만 새로 정해지는 것이 없습니다.',
      isNot: '사용자의 파드는 보통 여기서 돌지 않습니다.',
    },
  },
  {
    id: 'node',
    show: 'kind:nodes',
    related: ['kubelet', 'pod', 'heartbeat'],
    en: {
      words: ['Node', 'nodes', 'worker', 'workers'],
      is: 'A machine on which pods run, real or virtual. Its kubelet reports how it is every few seconds.',
      isNot: 'Not thrown away with its object: deleting the object does not switch the machine off.',
    },
    ko: {
      words: ['노드', '워커'],
      is: '파드가 도는 머신으로, 실제이거나 가상입니다. kubelet이 몇 초마다 형편을 알립니다.',
      isNot: '오브젝트를 지워도 머신이 꺼지지는 않습니다.',
    },
  },
  {
    id: 'kube-apiserver',
    show: 'component:kube-apiserver',
    related: ['etcd', 'admission', 'watch'],
    en: {
      words: ['kube-apiserver', 'API server'],
      is: 'The one door: every component reads and writes through it, and only it talks to etcd. It checks who asks, whether they may, and whether it is valid.',
      isNot: 'It decides nothing itself and starts no pods.',
    },
    ko: {
      words: ['kube-apiserver', 'API 서버'],
      is: '하나뿐인 문입니다. 모든 구성 요소가 이곳을 거쳐 읽고 쓰며, etcd와는 이것만 이야기합니다. 누구인지, 해도 되는지, 올바른지 확인합니다.',
      isNot: '스스로 정하거나 파드를 시작하지 않습니다.',
    },
  },
  {
    id: 'etcd',
    show: 'component:etcd',
    related: ['revision', 'kube-apiserver'],
    en: {
      words: ['etcd'],
      is: 'The memory of the cluster: a store of keys in which every change is a revision. What is not in it, the cluster does not know.',
      isNot: 'Not for the data of your programs.',
    },
    ko: {
      words: ['etcd'],
      is: '클러스터의 기억입니다. 변경마다 리비전이 하나씩 생기는 키 저장소로, 여기 없는 것은 클러스터가 모릅니다.',
      isNot: '여러분 프로그램의 데이터를 두는 곳이 아닙니다.',
    },
  },
  {
    id: 'kube-scheduler',
    show: 'component:kube-scheduler',
    related: ['scheduling', 'binding', 'filter', 'score'],
    en: {
      words: ['kube-scheduler', 'scheduler'],
      is: 'Chooses a node for every pod that has none: it filters out those that will not do and scores the rest. Then it writes the choice down.',
      isNot: 'It does not start pods: the kubelet of the node does.',
    },
    ko: {
      words: ['kube-scheduler', '스케줄러'],
      is: '노드가 없는 파드마다 노드를 고릅니다. 안 되는 노드를 거르고 나머지에 점수를 매긴 뒤 결정을 적습니다.',
      isNot: '파드를 시작하지 않습니다. 그 노드의 kubelet이 합니다.',
    },
  },
  {
    id: 'kube-controller-manager',
    show: 'component:kube-controller-manager',
    related: ['controller', 'reconcile'],
    en: {
      words: ['kube-controller-manager', 'controller manager'],
      is: 'One program that runs dozens of controllers, each with its own queue. One of several copies leads at a time.',
      isNot: 'Not the API server: it is a client like any other.',
    },
    ko: {
      words: ['kube-controller-manager', '컨트롤러 매니저'],
      is: '저마다 큐를 가진 수십 개의 컨트롤러를 돌리는 프로그램입니다. 여러 벌 가운데 하나만 리더로 일합니다.',
      isNot: 'API 서버가 아닙니다. 다른 것과 같은 클라이언트입니다.',
    },
  },
  {
    id: 'controller',
    related: ['reconcile', 'informer', 'kube-controller-manager'],
    en: {
      words: ['Controller', 'controllers'],
      is: 'A loop that compares what is wanted with what is and takes the next step. It looks at the world anew each time, not at what it did before.',
      isNot: 'It takes no orders: it reads objects.',
    },
    ko: {
      words: ['컨트롤러'],
      is: '원하는 것과 실제를 비교해 다음 한 걸음을 내딛는 반복입니다. 전에 한 일이 아니라 매번 지금의 세상을 봅니다.',
      isNot: '명령을 받지 않습니다. 오브젝트를 읽습니다.',
    },
  },
  {
    id: 'kubelet',
    show: 'component:kubelet',
    related: ['node', 'cri', 'probe'],
    en: {
      words: ['kubelet'],
      is: 'The caretaker of a node: it runs the pods that are bound to its node through the container runtime and reports how they are. It looks after probes, volumes and restarts.',
      isNot: 'It chooses no pods: it runs what it is given.',
    },
    ko: {
      words: ['kubelet'],
      is: '노드의 관리인입니다. 자기 노드에 묶인 파드를 컨테이너 런타임으로 실행하고 형편을 알립니다. 프로브와 볼륨, 재시작도 맡습니다.',
      isNot: '파드를 고르지 않습니다. 맡은 것을 실행합니다.',
    },
  },
  {
    id: 'kube-proxy',
    show: 'component:kube-proxy',
    related: ['service', 'endpointslice', 'iptables'],
    en: {
      words: ['kube-proxy'],
      is: 'Writes rules on every node by which a connection to a Service goes to one of its pods. It follows Services and EndpointSlices.',
      isNot: 'No data goes through it: the kernel does the work by its rules.',
    },
    ko: {
      words: ['kube-proxy'],
      is: '서비스로 가는 연결이 파드 가운데 하나로 가도록 노드마다 규칙을 씁니다. 서비스와 엔드포인트슬라이스를 따라갑니다.',
      isNot: '데이터가 이것을 지나지 않습니다. 커널이 규칙대로 합니다.',
    },
  },
  {
    id: 'containerd',
    show: 'component:containerd',
    related: ['cri', 'container', 'image'],
    en: {
      words: ['containerd', 'container runtime'],
      is: 'The container runtime: it fetches images and makes, starts and stops containers when kubelet asks. It speaks the CRI.',
      isNot: 'It knows nothing of Kubernetes’ API.',
    },
    ko: {
      words: ['containerd', '컨테이너 런타임'],
      is: '컨테이너 런타임입니다. kubelet이 부탁하면 이미지를 받고 컨테이너를 만들고 시작하고 멈춥니다. CRI로 이야기합니다.',
      isNot: '쿠버네티스 API를 알지 못합니다.',
    },
  },
  {
    id: 'cri',
    related: ['containerd', 'kubelet', 'sandbox'],
    en: {
      words: ['CRI', 'Container Runtime Interface'],
      is: 'The language between kubelet and the container runtime: RunPodSandbox, PullImage, CreateContainer, StartContainer. Any runtime that speaks it will do.',
      isNot: 'Not a program: an agreement.',
    },
    ko: {
      words: ['CRI', '컨테이너 런타임 인터페이스'],
      is: 'kubelet과 컨테이너 런타임 사이의 말입니다. RunPodSandbox, PullImage, CreateContainer, StartContainer가 있습니다.',
      isNot: '프로그램이 아니라 약속입니다.',
    },
  },
  {
    id: 'sandbox',
    related: ['cri', 'pod', 'pod-ip'],
    en: {
      words: ['Sandbox', 'pod sandbox'],
      is: 'What a pod’s containers share: its network and its place on the machine, made before the first container. It keeps the address while containers restart.',
      isNot: 'Not a container that runs your program.',
    },
    ko: {
      words: ['샌드박스'],
      is: '파드의 컨테이너들이 함께 쓰는 네트워크와 자리로, 첫 컨테이너보다 먼저 만듭니다. 컨테이너가 재시작되어도 주소를 지킵니다.',
      isNot: '여러분의 프로그램이 도는 컨테이너가 아닙니다.',
    },
  },
  {
    id: 'image',
    related: ['registry', 'layer', 'container'],
    en: {
      words: ['Image', 'images', 'container image'],
      is: 'A program with all the files it needs, packed in layers. A container starts from it and does not change it.',
      isNot: 'Not a running thing.',
    },
    ko: {
      words: ['이미지', '컨테이너 이미지'],
      is: '프로그램과 필요한 파일을 모두 레이어로 묶은 것입니다. 컨테이너는 여기서 시작하고 이것을 바꾸지 않습니다.',
      isNot: '돌고 있는 것이 아닙니다.',
    },
  },
  {
    id: 'layer',
    related: ['image', 'registry'],
    en: {
      words: ['Layer', 'layers', 'image layer'],
      is: 'A part of an image: the files that one step of its making added. Layers that are there already are not fetched again.',
      isNot: 'Not a container’s own files: those lie on top and go with it.',
    },
    ko: {
      words: ['레이어'],
      is: '이미지의 한 부분으로, 만드는 한 단계가 더한 파일들입니다. 이미 있는 레이어는 다시 받지 않습니다.',
      isNot: '컨테이너가 쓰는 파일이 아닙니다. 그것은 위에 놓였다가 함께 사라집니다.',
    },
  },
  {
    id: 'registry',
    show: 'component:registry',
    related: ['image', 'layer'],
    en: {
      words: ['Registry', 'image registry'],
      is: 'The store from which images are fetched, layer by layer. Names such as nginx:1.27 are looked up there.',
      isNot: 'Not part of the cluster.',
    },
    ko: {
      words: ['레지스트리', '이미지 저장소', '저장소'],
      is: '이미지를 레이어별로 받아 오는 곳입니다. nginx:1.27 같은 이름을 여기서 찾습니다.',
      isNot: '클러스터의 일부가 아닙니다.',
    },
  },
  {
    id: 'coredns',
    show: 'component:coredns',
    related: ['dns', 'service'],
    en: {
      words: ['CoreDNS'],
      is: 'Answers the names of the cluster: web.default.svc leads to the address of the Service web. Pods are told its address when they start.',
      isNot: 'It does not carry the connection, only the answer.',
    },
    ko: {
      words: ['CoreDNS', 'coredns'],
      is: '클러스터의 이름에 답합니다. web.default.svc는 서비스 web의 주소로 이어집니다. 파드는 시작할 때 이 주소를 듣습니다.',
      isNot: '연결을 나르지 않고 답만 합니다.',
    },
  },
  {
    id: 'metrics-server',
    show: 'component:metrics-server',
    related: ['hpa'],
    en: {
      words: ['metrics-server', 'metrics server'],
      is: 'Collects from every kubelet how much CPU and memory is used just now. kubectl top and the HPA ask it.',
      isNot: 'Not for history: it remembers only the newest numbers.',
    },
    ko: {
      words: ['metrics-server', '메트릭 서버'],
      is: '모든 kubelet에서 지금 쓰는 CPU와 메모리를 모읍니다. kubectl top과 HPA가 묻습니다.',
      isNot: '지난 기록을 두는 곳이 아닙니다.',
    },
  },
  {
    id: 'kubectl',
    show: 'component:kubectl',
    related: ['kube-apiserver', 'apply', 'manifest'],
    en: {
      words: ['kubectl'],
      is: 'The command line of Kubernetes: it turns what you type into requests to the API server. Anything it does, any client can do.',
      isNot: 'It works no magic on nodes: it only talks to the API server.',
    },
    ko: {
      words: ['kubectl'],
      is: '쿠버네티스의 명령줄입니다. 입력한 것을 API 서버에 보내는 요청으로 바꿉니다. 이것이 하는 일은 다른 클라이언트도 할 수 있습니다.',
      isNot: '노드에 직접 손대지 않습니다. API 서버와만 이야기합니다.',
    },
  },
  {
    id: 'cni',
    related: ['pod-ip', 'sandbox'],
    en: {
      words: ['CNI', 'pod network'],
      is: 'The agreement by which a pod gets its network: an address, and a wire to all other pods. A plugin on each node does it.',
      isNot: 'Not kube-proxy: that leads Services to pods.',
    },
    ko: {
      words: ['CNI', '파드 네트워크'],
      is: '파드가 주소와 다른 파드로 가는 길을 얻는 약속입니다. 노드마다 플러그인이 합니다.',
      isNot: 'kube-proxy가 아닙니다. 그것은 서비스를 파드로 이끕니다.',
    },
  },
  {
    id: 'load-balancer',
    show: 'component:load-balancer',
    related: ['service', 'nodeport', 'ingress'],
    en: {
      words: ['Load balancer', 'load balancers'],
      is: 'Stands outside the cluster and spreads connections over its nodes. The cloud makes one for a Service of type LoadBalancer.',
      isNot: 'Not kube-proxy, which spreads within the cluster.',
    },
    ko: {
      words: ['로드 밸런서', '로드밸런서'],
      is: '클러스터 밖에서 연결을 노드들로 나눕니다. LoadBalancer 종류의 서비스에 클라우드가 만들어 줍니다.',
      isNot: '클러스터 안에서 나누는 kube-proxy가 아닙니다.',
    },
  },
  {
    id: 'cgroup',
    related: ['limits', 'oom', 'container'],
    en: {
      words: ['cgroup', 'cgroups'],
      is: 'The kernel’s bounds for a group of processes: how much CPU time and memory it may take. Limits of containers are kept by it.',
      isNot: 'Not what hides processes from each other: namespaces of the kernel do.',
    },
    ko: {
      words: ['cgroup'],
      is: '프로세스 무리가 CPU와 메모리를 얼마나 쓸 수 있는지 정하는 커널의 울타리입니다. 컨테이너의 리밋을 지킵니다.',
      isNot: '서로를 가려 주는 것이 아닙니다.',
    },
  },
];
