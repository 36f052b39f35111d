import type { search as english } from '../en/search.ts';

export const search: Readonly<Record<keyof typeof english, string>> = {
  'find.open': '맵에서 찾기',
  'find.placeholder': '이름, app=web, ns:shop, status:failed',
  'find.hint':
    '여러 조건을 함께 쓸 수 있어요. ns: status: node: kind: owner: zone: 그리고 레이블, 앞에 -를 붙이면 제외. Enter로 첫 결과로 이동, Esc로 지웁니다.',
  'find.count': '{all} 중 {found}',
  'find.clear': '지우고 닫기',
  'find.list': '찾은 것',
  'find.follow': '선택한 것 따라가기',
  'find.following': '{name} 따라가는 중',
  'find.followNothing': '선택하면 따라갑니다',
};
