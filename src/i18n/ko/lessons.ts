import type { lessons as english } from '../en/lessons.ts';

export const lessons: Readonly<Record<keyof typeof english, string>> = {
  'lesson.pod.title': '파드가 태어나는 과정 보기',
  'lesson.pod.summary': 'kubectl에서 실행 중인 컨테이너까지, 모든 단계를 봅니다.',
  'lesson.pod.ask': 'kubectl로 매니페스트를 보냅니다. 모든 명령은 API 서버를 거칩니다.',
  'lesson.pod.stored': 'API 서버가 내용을 검사하고 etcd에 저장합니다. 노드 정보는 아직 비어 있습니다.',
  'lesson.pod.chosen': '스케줄러가 노드 없는 파드를 보고, 워커들을 비교해 한 곳에 배정합니다.',
  'lesson.pod.kubelet': '그 노드의 kubelet이 런타임에 샌드박스를 요청하고, 이미지를 받아 컨테이너를 시작합니다.',
  'lesson.pod.reported': 'kubelet이 결과를 보고합니다. API 서버는 그 상태도 etcd에 기록합니다.',
  'lesson.pod.next': '이제 직접 해 보세요. 파드를 클릭해 "왜?"를 보거나, 타임라인을 되돌려 다시 볼 수 있습니다.',
  'lesson.heal.title': '망가뜨려 보기',
  'lesson.heal.summary': '파드를, 그다음 노드를 통째로 죽입니다. 모두 회복합니다.',
  'lesson.heal.ask': '레플리케이션 컨트롤러에 kubia 파드 세 개를 요청합니다.',
  'lesson.heal.three': '세 개를 원하고 세 개가 있습니다. 아무도 할 일이 없습니다.',
  'lesson.heal.killPod': '파드 하나를 삭제합니다. 컨트롤러는 두 개를 세고, 새로 하나를 만듭니다.',
  'lesson.heal.replaced': '새 파드는 이름이 다르고 노드도 다를 수 있습니다. 약속한 것은 개수뿐입니다.',
  'lesson.heal.killNode':
    '이제 worker-2의 전원이 꺼집니다. 알리는 이 없이 하트비트만 멈춥니다. 50초 뒤 NotReady가 됩니다.',
  'lesson.heal.wait': '그 노드의 파드는 300초를 기다려 줍니다. 그 뒤 축출되고, 다른 노드에서 새로 시작합니다.',
  'lesson.heal.elsewhere':
    '다시 세 개가 실행 중입니다. 죽은 노드의 파드는 kubelet이 확인할 때까지 Terminating으로 남습니다.',
  'lesson.heal.next': '이제 직접 해 보세요. worker-2를 선택해 전원을 켜거나, 다른 노드를 꺼 보세요.',
  'lesson.roll.title': '배포하고 되돌리기',
  'lesson.roll.summary': '새 버전을 파드 하나씩 배포하고, 다시 되돌립니다.',
  'lesson.roll.ask': '디플로이먼트에 nginx 1.26 파드 세 개를 요청합니다.',
  'lesson.roll.layers': '디플로이먼트는 레플리카셋을, 레플리카셋은 파드를 소유합니다.',
  'lesson.roll.update': '이미지를 1.27로 바꿉니다. 두 번째 레플리카셋이 하나 늘면 첫 번째가 하나 줄어듭니다.',
  'lesson.roll.done': '사용 가능한 파드가 세 개보다 적었던 순간은 없었습니다.',
  'lesson.roll.undo': '이미지를 되돌립니다. 첫 번째 레플리카셋은 아직 남아 있어 다시 늘어납니다.',
  'lesson.roll.undone': '되돌리기도 하나의 배포입니다. 이미 알고 있는 파드로 돌아갈 뿐입니다.',
  'lesson.roll.next': '이제 직접 해 보세요. 디플로이먼트를 선택해 개수를 바꾸거나, 편집기에서 이미지를 바꿔 보세요.',
};
