import type { terminal as english } from '../en/terminal.ts';

export const terminal: Readonly<Record<keyof typeof english, string>> = {
  'terminal.title': '터미널',
  'terminal.loading': '터미널을 여는 중입니다 …',
  'terminal.tabs': '터미널 목록',
  'terminal.tab': 'bash {number}',
  'terminal.new': '새 터미널',
  'terminal.close': '터미널 {number} 닫기',
  'terminal.label': '터미널 {number}. Tab은 자동 완성이고, 빈 줄에서 Escape를 누르면 터미널을 나갑니다.',
  'terminal.reader': '화면 낭독',
  'terminal.reader.hint': '새로 나온 내용을 읽어 주고, 한 줄씩 옮겨 다닐 수 있게 합니다',
  'terminal.smaller': '글자 작게',
  'terminal.larger': '글자 크게',
  'terminal.resize': '서랍 너비',
  'terminal.split': '터미널 높이',
  'terminal.welcome':
    'kubectl을 평소처럼 쓰면 됩니다. Tab으로 자동 완성하고, `help`를 치면 쓸 수 있는 것을 보여 줍니다.',
  'terminal.paste.many': '{lines}줄을 붙여 넣었습니다. Enter를 누르면 실행하고, Ctrl-C를 누르면 버립니다.',
  'terminal.paste.refused':
    '붙여 넣은 내용이 너무 깁니다({size}자, 최대 65536자). 파일이라면 편집기에 끌어다 놓으세요.',
  'terminal.list.more': '… 그 밖에 {count}개',
  'terminal.clock.started': '멈춰 있던 시계를 다시 돌립니다. 이 명령은 시간이 흘러야 끝납니다.',
  'terminal.clock.live': '과거를 보고 있었습니다. 이 명령은 지금 실행합니다.',
  'terminal.edit.opened': '{file}{을/를} 편집기에서 열었습니다.',
  'terminal.edit.none': '여기에는 편집기가 없습니다.',
  'terminal.edit.waiting': '편집기에서 {name}{을/를} 고친 뒤 여기서 Enter를 누르세요. Ctrl-C를 누르면 그만둡니다.',
  'terminal.edit.usage': '사용법: {tool} 파일',
  'terminal.help.kubectl': '클러스터를 다룹니다(줄여서 `k`, 도움말은 `kubectl --help`)',
  'terminal.help.files': '파일을 다룹니다. 홈의 파일은 새로고침해도 남고, ~/examples에 예제 매니페스트가 있습니다',
  'terminal.help.text': '출력을 파이프로 넘겨 다듬습니다',
  'terminal.help.editor': '파일을 편집기에서 엽니다',
  'terminal.help.watch': '클러스터의 시계에 맞춰 명령을 되풀이합니다',
  'terminal.help.network':
    'kubectl port-forward나 kubectl proxy가 연 localhost의 포트, 또는 노드의 포트(worker-1:30080)에 접속합니다',
  'terminal.curl.outside':
    '파드와 서비스의 주소는 이 컴퓨터에서 닿지 않습니다. 노드 포트에 접속하거나(curl worker-1:30080), kubectl port-forward svc/이름 8080:80으로 포트를 열고 localhost:8080에 접속하거나, 파드 안에서 접속하세요: kubectl exec 파드 -- curl 주소.',
  'terminal.help.shell': 'for, while, if, 함수, $변수, $(…), 파이프, < > >>, here-document',
  'terminal.help.keys': '키',
  'terminal.help.keys.text': 'Tab 자동 완성, ↑ ↓ 와 Ctrl-R 지난 명령, Ctrl-C 실행 중지, Ctrl-L 화면 지우기',
  'terminal.help.missing': 'helm, git, minikube 같은 도구는 없습니다. 입력해 보면 대신 쓸 것을 알려 줍니다.',
  'terminal.missing': '{tool}{은/는} 여기에 없습니다.',
  'terminal.missing.helm':
    '차트는 다루지 않습니다. 매니페스트는 kubectl apply -f로, 오버레이는 kubectl apply -k로 적용하세요.',
  'terminal.missing.cluster':
    '클러스터는 이미 있습니다. kubectl get nodes로 보세요. 노드를 늘리려면 ‘노드 추가’ 단추나 N 키를 누르세요.',
  'terminal.missing.viewer':
    '이 페이지가 바로 그 화면입니다. 지도와 인스펙터(I), 타임라인을 보세요. 여기서는 kubectl get -w로 지켜볼 수 있습니다.',
  'terminal.missing.git': '받아 올 네트워크가 없습니다. 파일을 편집기에 끌어다 놓으면 홈에 들어옵니다.',
  'terminal.missing.iac':
    'kubectl apply -f를 쓰고, 오버레이에는 -k를 쓰세요. 무엇이 바뀔지는 kubectl diff가 보여 줍니다.',
  'terminal.missing.packages': '여기에는 아무것도 설치할 수 없습니다. `help`를 치면 있는 것을 보여 줍니다.',
  'terminal.missing.root': 'root가 되지 않아도 됩니다. kubectl은 이미 클러스터의 관리자입니다.',
  'terminal.missing.language': '셸 말고 다른 언어는 없습니다. 그 이미지의 파드 안에서 쓰세요: kubectl run -it.',
  'terminal.missing.onNode': '노드에서 쓰는 도구입니다. ssh worker-1로 노드에 들어가서 쓰세요.',
  'terminal.missing.service': '이런 서비스는 노드에서 돌아갑니다. ssh worker-1로 들어가서 쓰세요.',
  'terminal.missing.build':
    '이미지는 여기서 만들지 않습니다. 노드의 이미지는 ssh worker-1로 들어가 docker images로 보세요.',
};
