import type { traffic as english } from '../en/traffic.ts';

export const traffic: Readonly<Record<keyof typeof english, string>> = {
  'hand.traffic': '사람이 {name}{으로/로} 요청을 보냅니다.',
  'hand.trafficStop': '사람이 요청 보내기를 멈췄습니다.',
  'request.refused': '{to}에서 듣는 이가 없어 연결이 거부됩니다.',
  'request.asksName': '{from}{이/가} CoreDNS에 {name}의 주소를 묻습니다.',
  'request.name': 'CoreDNS가 {to}에 주소를 알려 줍니다.',
  'request.noName': 'CoreDNS가 {to}에 그런 이름은 없다고 답합니다.',
  'request.toBalancer': '바깥에서 온 요청이 로드 밸런서에 닿습니다.',
  'request.balanced': '로드 밸런서가 요청을 {host}의 노드 포트로 넘깁니다.',
  'request.toNode': '바깥에서 온 요청이 {host}의 노드 포트로 들어옵니다.',
  'request.toIngress': '규칙에 따라 요청이 인그레스 컨트롤러 {to}{으로/로} 갑니다.',
  'request.toPod': '서비스 {service}의 규칙이 {to}{을/를} 골라, 요청이 그리로 갑니다.',
  'request.answer': '{from}{이/가} {code}{으로/로} 답합니다.',
  'request.back': '응답 {code}{이/가} 요청한 이에게 돌아옵니다.',
};
