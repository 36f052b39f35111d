/**
 * Korean particles that follow the last sound of the word before them: 파드를, 노드를, 스케줄러가, worker-1이, worker-2가.
 * Latin words are judged by how they are usually read aloud; it is a rule of thumb, and a short one.
 */
export type Ending = 'vowel' | 'rieul' | 'consonant';

/** How digits are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS: Readonly<Record<string, Ending>> = {
  '0': 'consonant',
  '1': 'rieul',
  '2': 'vowel',
  '3': 'consonant',
  '4': 'vowel',
  '5': 'vowel',
  '6': 'consonant',
  '7': 'rieul',
  '8': 'rieul',
  '9': 'vowel',
};
/** How letters are read when they are spelled out: 엘 엠 엔 알. */
const SPELLED: Readonly<Record<string, Ending>> = { l: 'rieul', m: 'consonant', n: 'consonant', r: 'rieul' };
/** Words of this house that the rule gets wrong. */
const READ_AS: Readonly<Record<string, Ending>> = {
  kubectl: 'rieul',
  etcd: 'vowel',
  kubelet: 'consonant',
  deployment: 'vowel',
  replicaset: 'consonant',
  taint: 'vowel',
  nginx: 'vowel',
};

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const RIEUL = 8;

/** What the text ends with when it is read aloud; quotes and brackets at its end are silent. */
export function endingOf(text: string): Ending {
  const word = /[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u.exec(text)?.[0].toLowerCase() ?? '';
  const last = word.at(-1) ?? '';
  const code = last.charCodeAt(0);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) {
    const final = (code - HANGUL_FIRST) % 28;
    return final === 0 ? 'vowel' : final === RIEUL ? 'rieul' : 'consonant';
  }
  return READ_AS[word] ?? DIGITS[last] ?? latinEnding(word, last);
}

function latinEnding(word: string, last: string): Ending {
  const letters = /[a-z]*$/.exec(word)?.[0] ?? '';
  if (!/[aeiouy]/.test(letters)) return SPELLED[last] ?? 'vowel';
  if (last === 'l') return 'rieul';
  if (last === 'm' || last === 'n') return 'consonant';
  if (letters.endsWith('ng')) return 'consonant';
  // A stop after one short vowel closes the syllable: 맵, 웹, 셋. After anything else it opens a new one: 노드, 포트.
  return /(^|[^aeiouy])[aeiou](p|b|t|k|c|ck)$/.test(letters) ? 'consonant' : 'vowel';
}

/** Chooses from a pair as it stands in a message: `을/를`, `이/가`, `은/는`, `과/와`, `으로/로`. The first follows a consonant. */
export function particle(before: string, pair: string): string {
  const [closed = '', open = ''] = pair.split('/');
  const ending = endingOf(before);
  if (closed === '으로') return ending === 'consonant' ? closed : open;
  return ending === 'vowel' ? open : closed;
}
