import type { Term } from '../term.ts';

/** Words about who may do what, how the API grows, and how objects go. */
export const access: readonly Term[] = [
  {
    id: 'authentication',
    related: ['authorization', 'kube-apiserver'],
    en: {
      words: ['Authentication'],
      is: 'The API server’s first question: who are you? Certificates and tokens answer it.',
      isNot: 'It says nothing of what you may do.',
    },
    ko: {
      words: ['인증'],
      is: 'API 서버의 첫 물음, 누구인가입니다. 인증서와 토큰이 답합니다.',
      isNot: '무엇을 해도 되는지는 말하지 않습니다.',
    },
  },
  {
    id: 'authorization',
    related: ['rbac', 'authentication'],
    en: {
      words: ['Authorization'],
      is: 'The second question: may you? Mostly roles answer it.',
      isNot: 'It does not look at whether the object is sensible.',
    },
    ko: {
      words: ['인가'],
      is: '두 번째 물음, 해도 되는가입니다. 대개 롤이 답합니다.',
      isNot: '내용이 알맞은지는 보지 않습니다.',
    },
  },
  {
    id: 'admission',
    related: ['webhook', 'quota'],
    en: {
      words: ['Admission'],
      is: 'The third gate: it may change what comes in, or refuse it. Quotas, defaults and webhooks stand here.',
      isNot: 'Reads do not pass it.',
    },
    ko: {
      words: ['어드미션'],
      is: '세 번째 문으로, 들어오는 것을 바꾸거나 거절할 수 있습니다. 쿼터와 기본값, 웹훅이 여기 있습니다.',
      isNot: '읽기는 거치지 않습니다.',
    },
  },
  {
    id: 'webhook',
    related: ['admission'],
    en: {
      words: ['Webhook', 'webhooks'],
      is: 'A program of your own that the API server asks during admission. It may change or refuse.',
      isNot: 'If it does not answer, requests may stand still.',
    },
    ko: {
      words: ['웹훅'],
      is: '어드미션 때 API 서버가 물어보는 여러분의 프로그램입니다. 바꾸거나 거절할 수 있습니다.',
      isNot: '답하지 않으면 요청이 막힐 수 있습니다.',
    },
  },
  {
    id: 'rbac',
    show: 'kind:clusterroles.rbac.authorization.k8s.io',
    related: ['role', 'rolebinding', 'serviceaccount'],
    en: {
      words: ['RBAC'],
      is: 'Rights by roles: a role lists what may be done, a binding gives it to somebody. What no role allows is refused.',
      isNot: 'There are no rules that forbid.',
    },
    ko: {
      words: ['RBAC'],
      is: '역할에 따른 권한입니다. 롤이 해도 되는 일을 적고 바인딩이 누군가에게 줍니다. 허락되지 않은 것은 거절됩니다.',
      isNot: '금지하는 규칙은 없습니다.',
    },
  },
  {
    id: 'role',
    show: 'kind:roles.rbac.authorization.k8s.io',
    related: ['rbac', 'rolebinding'],
    en: {
      words: ['Role', 'roles', 'ClusterRole'],
      is: 'A list of verbs on resources: get pods, update deployments. A ClusterRole holds in all namespaces.',
      isNot: 'It gives nothing to anybody by itself.',
    },
    ko: {
      words: ['롤', '클러스터롤'],
      is: '리소스에 대한 동작의 목록입니다. 파드 읽기, 디플로이먼트 수정처럼요. 클러스터롤은 모든 네임스페이스에 통합니다.',
      isNot: '그것만으로는 아무에게도 권한을 주지 않습니다.',
    },
  },
  {
    id: 'rolebinding',
    show: 'kind:rolebindings.rbac.authorization.k8s.io',
    related: ['role', 'serviceaccount'],
    en: {
      words: ['RoleBinding', 'ClusterRoleBinding'],
      is: 'Gives a role to users, groups or service accounts.',
      isNot: 'It cannot be pointed at another role afterwards.',
    },
    ko: {
      words: ['롤바인딩'],
      is: '사용자, 그룹, 서비스어카운트에 롤을 줍니다.',
      isNot: '나중에 다른 롤로 바꿀 수 없습니다.',
    },
  },
  {
    id: 'serviceaccount',
    show: 'kind:serviceaccounts',
    related: ['rbac', 'authentication'],
    en: {
      words: ['ServiceAccount', 'service account', 'service accounts'],
      is: 'A name for programs: pods act as it towards the API server, with a token that is renewed. Each namespace has one called default.',
      isNot: 'Not an account for people.',
    },
    ko: {
      words: ['서비스어카운트', '서비스 어카운트'],
      is: '프로그램의 이름입니다. 파드는 갱신되는 토큰으로 이 이름이 되어 API 서버를 씁니다. 네임스페이스마다 default가 있습니다.',
      isNot: '사람의 계정이 아닙니다.',
    },
  },
  {
    id: 'crd',
    show: 'kind:customresourcedefinitions.apiextensions.k8s.io',
    related: ['custom-resource', 'operator'],
    en: {
      words: ['CustomResourceDefinition', 'CRD', 'CRDs'],
      is: 'Teaches the API server a new kind: from then on objects of it can be stored and watched.',
      isNot: 'It brings no behaviour: a controller has to.',
    },
    ko: {
      words: ['CRD', '커스텀 리소스 정의'],
      is: 'API 서버에 새 종류를 가르칩니다. 그 뒤로 그 종류의 오브젝트를 저장하고 watch할 수 있습니다.',
      isNot: '동작은 따라오지 않습니다. 컨트롤러가 있어야 합니다.',
    },
  },
  {
    id: 'custom-resource',
    related: ['crd', 'operator'],
    en: {
      words: ['Custom resource', 'custom resources'],
      is: 'An object of a kind that a CRD defined.',
      isNot: 'Not second class: it has the same API as a pod.',
    },
    ko: {
      words: ['커스텀 리소스'],
      is: 'CRD가 정의한 종류의 오브젝트입니다.',
      isNot: '급이 낮지 않습니다. 파드와 같은 API를 씁니다.',
    },
  },
  {
    id: 'operator',
    related: ['crd', 'controller'],
    en: {
      words: ['Operator', 'operators'],
      is: 'A controller for kinds of its own, which knows how to run one program, such as a database.',
      isNot: 'Not a person here.',
    },
    ko: {
      words: ['오퍼레이터'],
      is: '자기 종류를 가진 컨트롤러로, 데이터베이스처럼 어떤 프로그램을 다루는 법을 압니다.',
      isNot: '여기서는 사람을 뜻하지 않습니다.',
    },
  },
  {
    id: 'finalizer',
    related: ['deletion', 'namespace'],
    en: {
      words: ['Finalizer', 'finalizers'],
      is: 'A name on an object that keeps it from going until somebody has cleaned up and taken the name off. Meanwhile it is Terminating.',
      isNot: 'Not a program: only a note that one is to act.',
    },
    ko: {
      words: ['파이널라이저'],
      is: '누군가 정리하고 이름을 뗄 때까지 오브젝트가 사라지지 않게 하는 표시입니다. 그동안 Terminating입니다.',
      isNot: '프로그램이 아니라 할 일이 남았다는 표시입니다.',
    },
  },
  {
    id: 'deletion',
    related: ['finalizer', 'garbage-collection', 'graceful-termination'],
    en: {
      words: ['Deletion'],
      is: 'First a time is written on the object, then all finish up, then it goes. A pod’s containers get time to end.',
      isNot: 'Not instant.',
    },
    ko: {
      words: ['삭제'],
      is: '먼저 오브젝트에 시각이 적히고, 모두 마무리한 뒤에 사라집니다. 파드의 컨테이너는 끝낼 시간을 얻습니다.',
      isNot: '곧바로 사라지지 않습니다.',
    },
  },
  {
    id: 'owner-reference',
    show: 'view:ownership',
    related: ['garbage-collection', 'replicaset'],
    en: {
      words: ['Owner', 'owners', 'owner reference', 'ownerReferences'],
      is: 'A note on an object that says to whom it belongs. When the owner goes, it goes too.',
      isNot: 'Not a right: it does not say who may change it.',
    },
    ko: {
      words: ['소유자', '소유자 참조'],
      is: '오브젝트가 누구의 것인지 적은 표시입니다. 소유자가 사라지면 함께 사라집니다.',
      isNot: '누가 바꿔도 되는지를 말하지 않습니다.',
    },
  },
  {
    id: 'garbage-collection',
    related: ['owner-reference', 'finalizer'],
    en: {
      words: ['Garbage collection', 'garbage collector'],
      is: 'Removes objects whose owner is gone. Deleting a Deployment takes its ReplicaSets and pods along.',
      isNot: 'It does not remove what nobody owns.',
    },
    ko: {
      words: ['가비지 컬렉션', '가비지 컬렉터'],
      is: '소유자가 사라진 오브젝트를 없앱니다. 디플로이먼트를 지우면 레플리카셋과 파드도 사라집니다.',
      isNot: '주인이 없는 것은 지우지 않습니다.',
    },
  },
  {
    id: 'event',
    show: 'kind:events',
    related: ['condition'],
    en: {
      words: ['Event', 'events'],
      is: 'A short word of a component about what it did or could not do, kept for about an hour. kubectl describe shows them.',
      isNot: 'Not a log, and not what components listen to.',
    },
    ko: {
      words: ['이벤트'],
      is: '구성 요소가 한 일이나 못 한 일을 짧게 남긴 말로, 한 시간쯤 보관됩니다. kubectl describe가 보여 줍니다.',
      isNot: '로그가 아니며, 구성 요소가 듣는 것도 아닙니다.',
    },
  },
  {
    id: 'lease',
    show: 'kind:leases.coordination.k8s.io',
    related: ['leader-election', 'heartbeat'],
    en: {
      words: ['Lease', 'leases'],
      is: 'A small object that somebody renews to say: I am here. Nodes and leaders use one.',
      isNot: 'Not a lock that frees itself at once: others wait until it runs out.',
    },
    ko: {
      words: ['리스'],
      is: '여기 있다고 알리려고 갱신하는 작은 오브젝트입니다. 노드와 리더가 씁니다.',
      isNot: '곧바로 풀리는 자물쇠가 아닙니다. 기한이 다할 때까지 기다립니다.',
    },
  },
  {
    id: 'leader-election',
    related: ['lease', 'kube-scheduler'],
    en: {
      words: ['Leader election', 'leader'],
      is: 'Several copies of a program, of which one works: who holds the lease leads. If it falls silent another takes over.',
      isNot: 'Not a vote.',
    },
    ko: {
      words: ['리더 선출', '리더'],
      is: '같은 프로그램 여럿 가운데 리스를 쥔 하나만 일합니다. 조용해지면 다른 것이 이어받습니다.',
      isNot: '투표가 아닙니다.',
    },
  },
  {
    id: 'quota',
    show: 'kind:resourcequotas',
    related: ['limitrange', 'namespace', 'admission'],
    en: {
      words: ['ResourceQuota', 'quota', 'quotas'],
      is: 'How much all objects of a namespace together may ask for. What would exceed it is refused when it is created.',
      isNot: 'It takes nothing away from what is there.',
    },
    ko: {
      words: ['리소스쿼터', '쿼터'],
      is: '네임스페이스의 오브젝트가 모두 합쳐 얼마까지 요구할 수 있는지입니다. 넘으면 만들 때 거절됩니다.',
      isNot: '이미 있는 것을 빼앗지 않습니다.',
    },
  },
  {
    id: 'limitrange',
    show: 'kind:limitranges',
    related: ['quota', 'requests'],
    en: {
      words: ['LimitRange', 'limit range'],
      is: 'Bounds and defaults for a single pod or container in a namespace.',
      isNot: 'Not a sum over all of them: that is a quota.',
    },
    ko: {
      words: ['리밋레인지'],
      is: '네임스페이스에서 파드나 컨테이너 하나의 한계와 기본값입니다.',
      isNot: '모두의 합이 아닙니다. 그것은 쿼터입니다.',
    },
  },
];
