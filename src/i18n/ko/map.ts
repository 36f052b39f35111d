import type { map as english } from '../en/map.ts';

export const map: Readonly<Record<keyof typeof english, string>> = {
  'map.label': '클러스터',
  'map.user': '사용자',
  'map.registry': '이미지 저장소',
  'map.outside': '바깥',
  'map.unplaced': '아직 자리 없음',
  'map.shelf': '원하는 상태',
  'map.revision': '리비전 {revision}',
  'map.cpu': 'CPU',
  'map.memory': '메모리',
  'map.gauge': '{what}: {total} 중 {used} 요청됨',
  'map.node.Ready': 'Ready',
  'map.node.NotReady': 'NotReady',
  'map.node.cordoned': 'cordon됨',
  'map.more': '+{count}',
  'map.pods': '파드 {count}개',
  'map.backoff': '{seconds}초',
  'map.inFlight': '이동 중인 메시지',
  'map.table': '모든 파드',
  'map.clients': '바깥세상',
};
