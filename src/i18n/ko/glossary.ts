import type { glossary as english } from '../en/glossary.ts';

export const glossary: Readonly<Record<keyof typeof english, string>> = {
  'glossary.title': '용어집',
  'glossary.card': '이 말의 뜻',
  'glossary.not': '헷갈리기 쉬운 점:',
  'glossary.show': '보여 주기',
  'glossary.related': '관련된 말',
  'glossary.back': '돌아가기',
  'glossary.search': '용어 찾기',
  'glossary.count': '용어 {count}개',
  'keys.glossary': '용어집',
};
