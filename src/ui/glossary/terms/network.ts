import type { Term } from '../term.ts';

/** Words about how connections find pods. */
export const network: readonly Term[] = [
  {
    id: 'service',
    show: 'kind:services',
    related: ['endpointslice', 'selector', 'kube-proxy'],
    en: {
      words: ['Service', 'services'],
      is: 'One name and one address for pods that come and go. Connections to it are spread over those that are ready.',
      isNot: 'Not a process: nothing listens at its address.',
    },
    ko: {
      words: ['서비스'],
      is: '오고 가는 파드를 위한 하나의 이름과 주소입니다. 연결을 준비된 파드에 나눕니다.',
      isNot: '프로세스가 아닙니다. 그 주소에서 듣는 것은 없습니다.',
    },
  },
  {
    id: 'cluster-ip',
    related: ['service', 'kube-proxy'],
    en: {
      words: ['ClusterIP', 'cluster IP'],
      is: 'The address of a Service within the cluster. It exists only in rules on the nodes.',
      isNot: 'Cannot be reached from outside.',
    },
    ko: {
      words: ['클러스터 IP', 'ClusterIP'],
      is: '클러스터 안에서 쓰는 서비스의 주소입니다. 노드의 규칙 속에만 있습니다.',
      isNot: '밖에서는 닿지 않습니다.',
    },
  },
  {
    id: 'nodeport',
    related: ['service', 'load-balancer'],
    en: {
      words: ['NodePort', 'node port'],
      is: 'A port that every node opens for a Service, between 30000 and 32767.',
      isNot: 'Not the port of the pod.',
    },
    ko: {
      words: ['노드포트', 'NodePort'],
      is: '모든 노드가 서비스를 위해 여는 30000~32767 사이의 포트입니다.',
      isNot: '파드의 포트가 아닙니다.',
    },
  },
  {
    id: 'headless',
    related: ['service', 'statefulset', 'dns'],
    en: {
      words: ['Headless', 'headless service'],
      is: 'A Service without an address of its own: its name leads straight to the pods.',
      isNot: 'No proxy stands between.',
    },
    ko: {
      words: ['헤드리스', '헤드리스 서비스'],
      is: '자기 주소가 없는 서비스로, 이름이 파드로 바로 이어집니다.',
      isNot: '사이에 프록시가 없습니다.',
    },
  },
  {
    id: 'endpoints',
    show: 'kind:endpoints',
    related: ['endpointslice', 'service'],
    en: {
      words: ['Endpoints', 'endpoint'],
      is: 'An address and port where a Service leads. Endpoints is also the elder form of the EndpointSlice.',
      isNot: 'Not the Service itself.',
    },
    ko: {
      words: ['엔드포인트'],
      is: '서비스가 이어지는 주소와 포트입니다. 엔드포인트슬라이스의 옛 형태 이름이기도 합니다.',
      isNot: '서비스 자체가 아닙니다.',
    },
  },
  {
    id: 'endpointslice',
    show: 'kind:endpointslices.discovery.k8s.io',
    related: ['service', 'ready', 'kube-proxy'],
    en: {
      words: ['EndpointSlice', 'endpoint slice', 'endpoint slices'],
      is: 'A list of the addresses behind a Service and whether each is ready. kube-proxy follows it.',
      isNot: 'Not written by hand for Services with a selector.',
    },
    ko: {
      words: ['엔드포인트슬라이스'],
      is: '서비스 뒤의 주소와 준비 여부를 적은 목록입니다. kube-proxy가 따라갑니다.',
      isNot: '셀렉터가 있는 서비스라면 손으로 쓰지 않습니다.',
    },
  },
  {
    id: 'ingress',
    show: 'kind:ingresses.networking.k8s.io',
    related: ['service', 'ingress-controller'],
    en: {
      words: ['Ingress', 'ingresses'],
      is: 'Rules for HTTP from outside: which host and path leads to which Service.',
      isNot: 'Does nothing without an ingress controller.',
    },
    ko: {
      words: ['인그레스'],
      is: '밖에서 오는 HTTP의 규칙으로, 어떤 호스트와 경로가 어느 서비스로 가는지 적습니다.',
      isNot: '인그레스 컨트롤러 없이는 아무것도 하지 않습니다.',
    },
  },
  {
    id: 'ingress-controller',
    related: ['ingress', 'load-balancer'],
    en: {
      words: ['Ingress controller', 'ingress class'],
      is: 'The program that carries out Ingress rules, often a web server in pods of its own.',
      isNot: 'Not part of Kubernetes itself.',
    },
    ko: {
      words: ['인그레스 컨트롤러', '인그레스 클래스'],
      is: '인그레스 규칙을 실행하는 프로그램으로, 대개 파드에서 도는 웹 서버입니다.',
      isNot: '쿠버네티스 자체의 일부가 아닙니다.',
    },
  },
  {
    id: 'network-policy',
    show: 'kind:networkpolicies.networking.k8s.io',
    related: ['namespace', 'selector'],
    en: {
      words: ['NetworkPolicy', 'network policy'],
      is: 'Says which pods may talk to which. As soon as one chooses a pod, all that is not allowed is forbidden.',
      isNot: 'Without a plugin that enforces it, it does nothing.',
    },
    ko: {
      words: ['네트워크폴리시', '네트워크 정책'],
      is: '어느 파드가 어느 파드와 이야기해도 되는지 정합니다. 하나라도 파드를 고르면 허락되지 않은 것은 모두 막힙니다.',
      isNot: '지켜 주는 플러그인이 없으면 소용없습니다.',
    },
  },
  {
    id: 'dns',
    show: 'component:coredns',
    related: ['coredns', 'service'],
    en: {
      words: ['DNS'],
      is: 'Names instead of addresses: a pod asks for web and gets the address of the Service web in its namespace.',
      isNot: 'Not a connection.',
    },
    ko: {
      words: ['DNS'],
      is: '주소 대신 이름을 씁니다. 파드가 web을 물으면 같은 네임스페이스의 서비스 web의 주소를 얻습니다.',
      isNot: '연결이 아닙니다.',
    },
  },
  {
    id: 'pod-ip',
    related: ['cni', 'sandbox'],
    en: {
      words: ['Pod IP', 'podIP'],
      is: 'The address of a pod, which it keeps until it ends. Every pod can reach every other by it.',
      isNot: 'Not for remembering: the next pod has another.',
    },
    ko: {
      words: ['파드 IP', 'podIP'],
      is: '파드가 끝날 때까지 갖는 주소입니다. 모든 파드가 서로 이 주소로 닿습니다.',
      isNot: '외워 둘 것이 아닙니다. 다음 파드는 다른 주소를 갖습니다.',
    },
  },
  {
    id: 'cidr',
    related: ['pod-ip', 'node'],
    en: {
      words: ['CIDR'],
      is: 'A range of addresses, written 10.244.1.0/24. Each node has one for its pods.',
      isNot: 'Not a single address.',
    },
    ko: {
      words: ['CIDR'],
      is: '10.244.1.0/24처럼 적는 주소 범위입니다. 노드마다 파드에 줄 범위가 있습니다.',
      isNot: '주소 하나가 아닙니다.',
    },
  },
  {
    id: 'iptables',
    related: ['kube-proxy', 'service'],
    en: {
      words: ['iptables', 'rules', 'netfilter'],
      is: 'The kernel’s rules for packets. kube-proxy writes those by which a Service’s address becomes a pod’s.',
      isNot: 'Not a program that packets pass through.',
    },
    ko: {
      words: ['iptables', 'netfilter'],
      is: '패킷에 대한 커널의 규칙입니다. kube-proxy가 서비스 주소를 파드 주소로 바꾸는 규칙을 씁니다.',
      isNot: '패킷이 지나는 프로그램이 아닙니다.',
    },
  },
  {
    id: 'external-name',
    related: ['service', 'dns'],
    en: {
      words: ['ExternalName'],
      is: 'A Service that is only another name for a host outside.',
      isNot: 'It spreads no connections.',
    },
    ko: {
      words: ['ExternalName'],
      is: '밖에 있는 호스트의 다른 이름일 뿐인 서비스입니다.',
      isNot: '연결을 나누지 않습니다.',
    },
  },
];
