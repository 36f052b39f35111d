import type { Term } from '../term.ts';

/** Words about the life of a pod. */
export const running: readonly Term[] = [
  {
    id: 'reconcile',
    related: ['controller', 'work-queue'],
    en: {
      words: ['Reconcile', 'sync'],
      is: 'One turn of a controller: take a key, look at the world, take the next step. If something fails it is tried again later.',
      isNot: 'Not the carrying out of a script.',
    },
    ko: {
      words: ['조정', '리컨사일'],
      is: '컨트롤러의 한 바퀴입니다. 키를 꺼내 세상을 보고 다음 한 걸음을 내딛습니다. 실패하면 나중에 다시 합니다.',
      isNot: '적힌 순서를 실행하는 것이 아닙니다.',
    },
  },
  {
    id: 'work-queue',
    show: 'view:control-plane',
    related: ['controller', 'reconcile'],
    en: {
      words: ['Work queue', 'workqueue', 'queue'],
      is: 'The list of keys that a controller has yet to look at. A key stands in it only once, however often it changed.',
      isNot: 'Not a list of changes.',
    },
    ko: {
      words: ['작업 큐', '큐'],
      is: '컨트롤러가 살펴볼 키의 줄입니다. 몇 번 바뀌어도 키는 한 번만 섭니다.',
      isNot: '변경의 목록이 아닙니다.',
    },
  },
  {
    id: 'phase',
    related: ['pod', 'condition'],
    en: {
      words: ['Phase'],
      is: 'Where a pod is in its life: Pending, Running, Succeeded, Failed or Unknown. One word for the whole of it.',
      isNot: 'Running does not mean ready.',
    },
    ko: {
      words: ['단계', '페이즈'],
      is: '파드가 삶의 어디쯤인지로 Pending, Running, Succeeded, Failed, Unknown이 있습니다.',
      isNot: 'Running이라고 준비된 것은 아닙니다.',
    },
  },
  {
    id: 'pending',
    related: ['phase', 'scheduling', 'image'],
    en: {
      words: ['Pending'],
      is: 'The pod is stored, but not all of its containers have started: it waits for a node or for images.',
      isNot: 'Not an error as such.',
    },
    ko: {
      words: ['Pending', '대기'],
      is: '파드가 저장되었지만 컨테이너가 다 시작되지 않았습니다. 노드나 이미지를 기다립니다.',
      isNot: '그 자체로 오류는 아닙니다.',
    },
  },
  {
    id: 'ready',
    related: ['readiness-probe', 'endpointslice'],
    en: {
      words: ['Ready'],
      is: 'The pod may get traffic: all containers are up and their readiness probes succeed.',
      isNot: 'Not the same as Running.',
    },
    ko: {
      words: ['Ready', '준비'],
      is: '트래픽을 받아도 됩니다. 컨테이너가 모두 올라왔고 레디니스 프로브가 성공합니다.',
      isNot: 'Running과 같지 않습니다.',
    },
  },
  {
    id: 'succeeded',
    related: ['phase', 'job'],
    en: {
      words: ['Succeeded', 'Completed'],
      is: 'All containers have ended with exit code 0 and will not be started again.',
      isNot: 'Not a state for servers.',
    },
    ko: {
      words: ['Succeeded', 'Completed'],
      is: '컨테이너가 모두 종료 코드 0으로 끝났고 다시 시작되지 않습니다.',
      isNot: '서버가 머무는 상태가 아닙니다.',
    },
  },
  {
    id: 'crash-loop',
    related: ['restart-policy', 'backoff'],
    en: {
      words: ['CrashLoopBackOff'],
      is: 'The container keeps ending, and kubelet waits before it starts it again: 10 s, 20 s, up to 5 minutes.',
      isNot: 'Not a cause: look at the logs of the run before.',
    },
    ko: {
      words: ['CrashLoopBackOff'],
      is: '컨테이너가 자꾸 끝나 kubelet이 다시 시작하기 전에 10초, 20초, 최대 5분까지 기다립니다.',
      isNot: '원인이 아닙니다. 앞선 실행의 로그를 보세요.',
    },
  },
  {
    id: 'backoff',
    related: ['crash-loop', 'image-pull-backoff'],
    en: {
      words: ['Back-off', 'backoff'],
      is: 'Waiting longer after each failure, so that trying again does no harm.',
      isNot: 'Not giving up.',
    },
    ko: {
      words: ['백오프'],
      is: '실패할 때마다 더 오래 기다려, 다시 시도하는 것이 해가 되지 않게 합니다.',
      isNot: '포기하는 것이 아닙니다.',
    },
  },
  {
    id: 'image-pull-backoff',
    related: ['image', 'registry', 'backoff'],
    en: {
      words: ['ImagePullBackOff', 'ErrImagePull'],
      is: 'The image cannot be fetched: a wrong name, no right to it, or no network. kubelet waits and tries again.',
      isNot: 'The container has not run at all.',
    },
    ko: {
      words: ['ImagePullBackOff', 'ErrImagePull'],
      is: '이미지를 받지 못합니다. 이름이 틀렸거나 권한이나 네트워크가 없습니다. kubelet이 기다렸다 다시 합니다.',
      isNot: '컨테이너가 한 번도 돌지 않았습니다.',
    },
  },
  {
    id: 'oom',
    related: ['limits', 'cgroup'],
    en: {
      words: ['OOMKilled', 'out of memory'],
      is: 'The kernel ended a container because it wanted more memory than its limit.',
      isNot: 'Not an exit by the program itself.',
    },
    ko: {
      words: ['OOMKilled', '메모리 부족'],
      is: '컨테이너가 리밋보다 많은 메모리를 원해 커널이 끝냈습니다.',
      isNot: '프로그램이 스스로 끝난 것이 아닙니다.',
    },
  },
  {
    id: 'restart-policy',
    related: ['crash-loop', 'job'],
    en: {
      words: ['restartPolicy', 'restart policy'],
      is: 'Whether kubelet starts an ended container again: Always, OnFailure or Never. It happens on the same node, in the same pod.',
      isNot: 'Not what replaces a lost pod: a controller does.',
    },
    ko: {
      words: ['재시작 정책', 'restartPolicy'],
      is: '끝난 컨테이너를 kubelet이 다시 시작할지로 Always, OnFailure, Never가 있습니다. 같은 노드, 같은 파드에서입니다.',
      isNot: '사라진 파드를 대신하는 것은 컨트롤러입니다.',
    },
  },
  {
    id: 'probe',
    related: ['liveness-probe', 'readiness-probe', 'startup-probe'],
    en: {
      words: ['Probe', 'probes'],
      is: 'A question that kubelet asks a container again and again: a request, a connection or a command.',
      isNot: 'Not asked from outside the node.',
    },
    ko: {
      words: ['프로브'],
      is: 'kubelet이 컨테이너에 되풀이해 묻는 것으로 요청, 연결, 명령이 있습니다.',
      isNot: '노드 밖에서 묻지 않습니다.',
    },
  },
  {
    id: 'liveness-probe',
    related: ['probe', 'restart-policy'],
    en: {
      words: ['Liveness probe', 'liveness'],
      is: 'Does it still live? After several failures the container is started again.',
      isNot: 'Not for slow starts: that is the startup probe.',
    },
    ko: {
      words: ['라이브니스 프로브', '라이브니스'],
      is: '아직 살아 있나요? 여러 번 실패하면 컨테이너를 다시 시작합니다.',
      isNot: '느린 시작을 위한 것이 아닙니다. 그것은 스타트업 프로브입니다.',
    },
  },
  {
    id: 'readiness-probe',
    related: ['probe', 'ready', 'endpointslice'],
    en: {
      words: ['Readiness probe', 'readiness'],
      is: 'May it get traffic? While it fails, the pod is left out of its Services.',
      isNot: 'It restarts nothing.',
    },
    ko: {
      words: ['레디니스 프로브', '레디니스'],
      is: '트래픽을 받아도 되나요? 실패하는 동안 서비스에서 빠집니다.',
      isNot: '재시작하지 않습니다.',
    },
  },
  {
    id: 'startup-probe',
    related: ['probe', 'liveness-probe'],
    en: {
      words: ['Startup probe'],
      is: 'Has it started? Until it succeeds the other probes wait.',
      isNot: 'Not asked again afterwards.',
    },
    ko: {
      words: ['스타트업 프로브'],
      is: '다 시작했나요? 성공할 때까지 다른 프로브가 기다립니다.',
      isNot: '그 뒤에는 다시 묻지 않습니다.',
    },
  },
  {
    id: 'graceful-termination',
    related: ['deletion', 'sigterm'],
    en: {
      words: ['Graceful termination', 'grace period'],
      is: 'The time a pod has to end by itself after SIGTERM, 30 s unless told otherwise. What is left is killed.',
      isNot: 'Not a delay: who is done earlier goes earlier.',
    },
    ko: {
      words: ['우아한 종료', '유예 시간', '종료 유예'],
      is: 'SIGTERM 뒤에 파드가 스스로 끝낼 시간으로 보통 30초입니다. 남은 것은 강제로 끝냅니다.',
      isNot: '기다림이 아닙니다. 먼저 끝나면 먼저 사라집니다.',
    },
  },
  {
    id: 'sigterm',
    related: ['graceful-termination'],
    en: {
      words: ['SIGTERM', 'SIGKILL'],
      is: 'The request of the kernel to a process to end. SIGKILL is the one that cannot be refused.',
      isNot: 'A program may ignore SIGTERM.',
    },
    ko: {
      words: ['SIGTERM', 'SIGKILL'],
      is: '프로세스에 끝내 달라는 커널의 부탁입니다. SIGKILL은 거절할 수 없습니다.',
      isNot: '프로그램이 SIGTERM을 무시할 수도 있습니다.',
    },
  },
  {
    id: 'terminating',
    related: ['deletion', 'finalizer', 'graceful-termination'],
    en: {
      words: ['Terminating'],
      is: 'The object is marked for deletion and finishes up.',
      isNot: 'Not a phase of a pod, only a word of kubectl.',
    },
    ko: {
      words: ['Terminating', '종료되는 중'],
      is: '삭제 표시가 붙어 마무리하는 중입니다.',
      isNot: '파드의 단계가 아니라 kubectl의 표현입니다.',
    },
  },
  {
    id: 'heartbeat',
    related: ['lease', 'node', 'not-ready'],
    en: {
      words: ['Heartbeat', 'heartbeats', 'sign of life'],
      is: 'The sign of life that kubelet gives by renewing its node’s lease every 10 s.',
      isNot: 'Not the node’s status, which is written less often.',
    },
    ko: {
      words: ['하트비트', '생존 신호'],
      is: 'kubelet이 10초마다 노드의 리스를 갱신해 살아 있음을 알리는 것입니다.',
      isNot: '노드의 상태 보고와는 다릅니다. 그것은 더 드물게 씁니다.',
    },
  },
  {
    id: 'not-ready',
    related: ['heartbeat', 'taint', 'eviction'],
    en: {
      words: ['NotReady', 'not ready'],
      is: 'The node’s kubelet is silent or says itself that it cannot run pods. After a while its pods are evicted.',
      isNot: 'Its containers may well go on running.',
    },
    ko: {
      words: ['NotReady'],
      is: '노드의 kubelet이 조용하거나 스스로 파드를 돌릴 수 없다고 합니다. 얼마 뒤 파드가 축출됩니다.',
      isNot: '컨테이너는 계속 돌고 있을 수도 있습니다.',
    },
  },
  {
    id: 'pleg',
    show: 'component:kubelet',
    related: ['kubelet', 'containerd'],
    en: {
      words: ['PLEG'],
      is: 'How kubelet notices that a container has started or ended: it compares what runs with what it saw before.',
      isNot: 'Not a probe.',
    },
    ko: {
      words: ['PLEG'],
      is: 'kubelet이 컨테이너의 시작과 끝을 알아채는 방법으로, 전에 본 것과 지금을 비교합니다.',
      isNot: '프로브가 아닙니다.',
    },
  },
  {
    id: 'exit-code',
    related: ['restart-policy', 'succeeded'],
    en: {
      words: ['Exit code', 'exit codes'],
      is: 'The number with which a program ends: 0 is success. 137 means killed, 143 ended on request.',
      isNot: 'Not set by Kubernetes.',
    },
    ko: {
      words: ['종료 코드'],
      is: '프로그램이 끝나며 남기는 수로 0이면 성공입니다. 137은 강제 종료, 143은 요청에 따른 종료입니다.',
      isNot: '쿠버네티스가 정하지 않습니다.',
    },
  },
];
