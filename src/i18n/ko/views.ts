import type { views as english } from '../en/views.ts';

export const views: Readonly<Record<keyof typeof english, string>> = {
  'view.switch': '보기',
  'view.cluster': '클러스터',
  'view.node': '노드',
  'view.controlPlane': '컨트롤 플레인',
  'view.traffic': '트래픽',
  'view.namespaces': '네임스페이스',
  'view.ownership': '소유 관계',
};
