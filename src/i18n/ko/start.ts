import type { start as english } from '../en/start.ts';

export const start: Readonly<Record<keyof typeof english, string>> = {
  'start.title': '시작',
  'start.lead': '이 탭 안에 쿠버네티스 클러스터가 살아 있습니다. 무엇을 볼까요?',
  'start.build.title': '직접 만들기',
  'start.build.summary': '매니페스트를 쓰거나 예제에서 시작합니다.',
  'start.dismiss': '그냥 둘러보기',
  'start.step': '{steps}단계 중 {step}단계',
  'start.faster': '빠르게',
  'start.next': '다음',
  'start.leave': '나가기',
  'start.again': '다른 것 보기',
  'start.failed': '클러스터가 거절했습니다: {message}',
  'start.continue.title': '하던 곳에서 계속',
  'start.continue.summary': '떠날 때의 클러스터와 그 전체 기록을 다시 엽니다.',
};
