import type { Term } from '../term.ts';

/** Words about objects, and how they are read and written. */
export const api: readonly Term[] = [
  {
    id: 'object',
    related: ['kind', 'spec', 'status'],
    en: {
      words: ['Object', 'objects'],
      is: 'An entry of the API: what you want and how it is, under a kind and a name. Everything Kubernetes knows is an object.',
      isNot: 'Not the thing itself: a pod’s object is not its processes.',
    },
    ko: {
      words: ['오브젝트', '객체'],
      is: 'API의 한 항목으로, 원하는 것과 실제를 종류와 이름 아래 적은 것입니다. 쿠버네티스가 아는 것은 모두 오브젝트입니다.',
      isNot: '그것 자체는 아닙니다. 파드 오브젝트는 프로세스가 아닙니다.',
    },
  },
  {
    id: 'kind',
    related: ['object', 'crd'],
    en: {
      words: ['Kind', 'kinds'],
      is: 'The sort of an object: Pod, Service, Node. It says which fields there are.',
      isNot: 'Not the resource: the kind is Pod, the resource in addresses is pods.',
    },
    ko: {
      words: ['카인드', '오브젝트의 종류'],
      is: '오브젝트의 종류로 Pod, Service, Node 등이 있습니다. 어떤 필드가 있는지 정합니다.',
      isNot: '주소에 쓰는 리소스 이름과는 다릅니다. 종류는 Pod, 리소스는 pods입니다.',
    },
  },
  {
    id: 'namespace',
    show: 'kind:namespaces',
    related: ['quota', 'object'],
    en: {
      words: ['Namespace', 'namespaces'],
      is: 'A room for objects: names need to be unique only within it, and rights and quotas are given by it. Deleting it deletes all that is in it.',
      isNot: 'No wall between networks: pods of other namespaces can be reached.',
    },
    ko: {
      words: ['네임스페이스'],
      is: '오브젝트의 방입니다. 이름은 그 안에서만 겹치지 않으면 되고, 권한과 쿼터를 방마다 정합니다. 지우면 안의 것도 모두 사라집니다.',
      isNot: '네트워크를 막는 벽이 아닙니다.',
    },
  },
  {
    id: 'label',
    related: ['selector', 'annotation'],
    en: {
      words: ['Label', 'labels'],
      is: 'A short key and value on an object, made to choose by: app=web. Services and controllers find their pods by labels.',
      isNot: 'Not for long texts: those are annotations.',
    },
    ko: {
      words: ['레이블'],
      is: '오브젝트에 붙이는 짧은 키와 값으로 app=web처럼 고르는 데 씁니다. 서비스와 컨트롤러가 레이블로 파드를 찾습니다.',
      isNot: '긴 글을 적는 곳이 아닙니다. 그것은 애너테이션입니다.',
    },
  },
  {
    id: 'selector',
    related: ['label', 'service'],
    en: {
      words: ['Selector', 'selectors', 'label selector'],
      is: 'A question put to labels: all pods with app=web. Whoever answers it is in, and whoever loses the label is out.',
      isNot: 'Not a list of names.',
    },
    ko: {
      words: ['셀렉터'],
      is: '레이블에 던지는 물음입니다. app=web인 모든 파드처럼요. 맞으면 들어오고 레이블을 잃으면 나갑니다.',
      isNot: '이름의 목록이 아닙니다.',
    },
  },
  {
    id: 'annotation',
    related: ['label'],
    en: {
      words: ['Annotation', 'annotations'],
      is: 'A key and value on an object for tools and people to leave notes. Nothing is chosen by it.',
      isNot: 'Not a label: no selector sees it.',
    },
    ko: {
      words: ['애너테이션', '어노테이션'],
      is: '도구와 사람이 메모를 남기는 키와 값입니다. 이것으로 고르지 않습니다.',
      isNot: '레이블이 아닙니다. 셀렉터가 보지 않습니다.',
    },
  },
  {
    id: 'spec',
    related: ['status', 'reconcile'],
    en: {
      words: ['spec', 'desired state'],
      is: 'The part of an object that says what is wanted. People and controllers write it, and components work towards it.',
      isNot: 'Not a report: how it is stands in status.',
    },
    ko: {
      words: ['spec', '원하는 상태'],
      is: '오브젝트에서 무엇을 원하는지 적은 부분입니다. 사람과 컨트롤러가 쓰고 구성 요소가 그쪽으로 일합니다.',
      isNot: '보고가 아닙니다. 실제는 status에 있습니다.',
    },
  },
  {
    id: 'status',
    related: ['spec', 'condition'],
    en: {
      words: ['status'],
      is: 'The part of an object that says how it is, as last reported. Who looks after the object writes it.',
      isNot: 'Not to be edited by hand: it would be written over.',
    },
    ko: {
      words: ['status', '실제 상태'],
      is: '오브젝트가 어떤지 마지막으로 보고된 부분입니다. 그것을 돌보는 구성 요소가 씁니다.',
      isNot: '손으로 고치는 곳이 아닙니다. 곧 덮어써집니다.',
    },
  },
  {
    id: 'condition',
    related: ['status', 'ready'],
    en: {
      words: ['Condition', 'conditions'],
      is: 'One line of a status: a name, True, False or Unknown, a reason and when it last changed. Ready is one.',
      isNot: 'Not a phase: several stand side by side.',
    },
    ko: {
      words: ['컨디션'],
      is: '상태의 한 줄로 이름, True·False·Unknown, 이유, 바뀐 때가 있습니다. Ready가 그 하나입니다.',
      isNot: '단계가 아닙니다. 여러 개가 나란히 있습니다.',
    },
  },
  {
    id: 'revision',
    related: ['etcd', 'resource-version'],
    en: {
      words: ['Revision', 'revisions'],
      is: 'The number of a change in etcd: each write raises it by one. The world at any moment is the world at a revision.',
      isNot: 'Not the version of your program.',
    },
    ko: {
      words: ['리비전'],
      is: 'etcd의 변경 번호로, 쓸 때마다 하나씩 늘어납니다. 어느 순간의 세상은 어느 리비전의 세상입니다.',
      isNot: '여러분 프로그램의 버전이 아닙니다.',
    },
  },
  {
    id: 'resource-version',
    related: ['revision', 'watch', 'conflict'],
    en: {
      words: ['resourceVersion', 'resource version'],
      is: 'The revision at which an object was last written. An update that names an old one is refused, so nobody overwrites what they have not seen.',
      isNot: 'Not a count of changes of that object.',
    },
    ko: {
      words: ['resourceVersion'],
      is: '오브젝트가 마지막으로 쓰인 리비전입니다. 오래된 값을 대면 갱신이 거절되어, 못 본 변경을 덮어쓰지 않습니다.',
      isNot: '그 오브젝트가 바뀐 횟수가 아닙니다.',
    },
  },
  {
    id: 'conflict',
    related: ['resource-version'],
    en: {
      words: ['Conflict', 'conflicts', '409'],
      is: 'The answer to an update of an object that has changed meanwhile. Whoever gets it reads again and tries again.',
      isNot: 'Not an error in your object.',
    },
    ko: {
      words: ['충돌', '409'],
      is: '그사이 바뀐 오브젝트를 고치려 할 때 받는 답입니다. 다시 읽고 다시 시도합니다.',
      isNot: '오브젝트가 틀렸다는 뜻이 아닙니다.',
    },
  },
  {
    id: 'watch',
    related: ['informer', 'list-call', 'kube-apiserver'],
    en: {
      words: ['Watch', 'watches', 'watch event'],
      is: 'A request that stays open: the API server sends every change as it happens. It is how components hear of each other’s work.',
      isNot: 'Nobody asks again and again.',
    },
    ko: {
      words: ['와치', 'watch'],
      is: '열어 둔 요청으로, API 서버가 변경을 그때그때 보냅니다. 구성 요소들은 이렇게 서로의 일을 듣습니다.',
      isNot: '되풀이해서 묻는 것이 아닙니다.',
    },
  },
  {
    id: 'informer',
    related: ['watch', 'work-queue'],
    en: {
      words: ['Informer', 'informers'],
      is: 'A client’s own copy of some objects: one list, then a watch. Controllers read from it instead of asking the API server.',
      isNot: 'May be a moment behind.',
    },
    ko: {
      words: ['인포머'],
      is: '클라이언트가 갖는 오브젝트의 사본으로, 한 번 목록을 받고 그 뒤로 watch합니다. 컨트롤러는 API 서버 대신 이것을 읽습니다.',
      isNot: '조금 늦을 수 있습니다.',
    },
  },
  {
    id: 'list-call',
    related: ['watch', 'informer'],
    en: {
      words: ['List'],
      is: 'Asks for all objects of a kind at one revision. A watch goes on from there.',
      isNot: 'Not for every change: that is what a watch is for.',
    },
    ko: {
      words: ['목록 요청'],
      is: '어느 리비전의 한 종류 오브젝트를 모두 묻습니다. watch가 거기서 이어집니다.',
      isNot: '변경마다 하는 것이 아닙니다.',
    },
  },
  {
    id: 'manifest',
    related: ['apply', 'object'],
    en: {
      words: ['Manifest', 'manifests'],
      is: 'A text that describes objects, mostly in YAML. It is what you keep in version control.',
      isNot: 'Not the object: the cluster fills in much more.',
    },
    ko: {
      words: ['매니페스트'],
      is: '오브젝트를 적은 글로 대개 YAML입니다. 버전 관리에 두는 것이 이것입니다.',
      isNot: '오브젝트 그대로는 아닙니다. 클러스터가 많이 채워 넣습니다.',
    },
  },
  {
    id: 'apply',
    related: ['manifest', 'patch'],
    en: {
      words: ['Apply', 'kubectl apply'],
      is: 'Makes objects be as a manifest says: creates what is missing and changes only what the manifest speaks of.',
      isNot: 'It does not delete what you take out of the folder.',
    },
    ko: {
      words: ['어플라이', 'kubectl apply'],
      is: '매니페스트대로 되게 합니다. 없으면 만들고, 매니페스트에 적힌 것만 바꿉니다.',
      isNot: '폴더에서 뺀 것을 지워 주지는 않습니다.',
    },
  },
  {
    id: 'patch',
    related: ['apply'],
    en: {
      words: ['Patch', 'patches'],
      is: 'A change of some fields, sent instead of the whole object. Others’ fields stay as they are.',
      isNot: 'Not a new version of the whole object.',
    },
    ko: {
      words: ['패치'],
      is: '오브젝트 전체 대신 몇 필드의 변경만 보내는 것입니다. 다른 필드는 그대로입니다.',
      isNot: '오브젝트 전체를 새로 쓰는 것이 아닙니다.',
    },
  },
];
