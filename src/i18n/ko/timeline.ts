import type { timeline as english } from '../en/timeline.ts';

export const timeline: Readonly<Record<keyof typeof english, string>> = {
  'timeline.title': '타임라인',
  'timeline.playhead': '재생 위치',
  'timeline.at': '{edge} 중 {time}',
  'timeline.tracks': '구성 요소별 트랙',
  'timeline.tracks.picture': '보이는 시간 동안 각 구성 요소가 한 일과 주고받은 메시지',
  'timeline.compress': '조용한 구간 줄이기',
  'timeline.all': '전체 기록 보기',
  'timeline.live': '실시간으로',
  'timeline.closer': '확대',
  'timeline.farther': '축소',
  'timeline.more': '… 외 {count}개',
  'timeline.silence': '여기서는 눈에 띄는 일이 없습니다.',
  'timeline.life.born': '{kind} {name}{이/가} 생깁니다.',
  'timeline.life.ready': '{kind} {name}{이/가} 준비되었습니다.',
  'timeline.life.notReady': '{kind} {name}{이/가} 더는 준비 상태가 아닙니다.',
  'timeline.life.failed': '{kind} {name}{이/가} 실패했습니다.',
  'timeline.life.gone': '{kind} {name}{이/가} 사라집니다.',
};
