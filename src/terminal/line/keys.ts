/** A key or what a paste brought. Named as bash's readline names them: `C-a`, `M-b`. */
export type Key = { readonly name: 'text' | 'paste'; readonly text: string } | { readonly name: KeyName };

export type KeyName =
  | 'enter'
  | 'tab'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | `C-${string}`
  | `M-${string}`;

const FINAL: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
};
const TILDE: Readonly<Record<string, KeyName>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '7': 'home',
  '8': 'end',
};
const CONTROL: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
};
// eslint-disable-next-line no-control-regex
const CSI = /^\x1b(?:\[|O)([0-9;]*)([A-Za-z~])/;
const PASTE = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** What a terminal sends, taken apart: `'ls\r'` is the text `ls` and Enter. Keys that mean nothing here are left out. */
export function decodeKeys(data: string): readonly Key[] {
  const keys: Key[] = [];
  let rest = data;
  while (rest !== '') {
    if (rest.startsWith(PASTE)) {
      const end = rest.indexOf(PASTE_END);
      keys.push({ name: 'paste', text: rest.slice(PASTE.length, end < 0 ? undefined : end) });
      rest = end < 0 ? '' : rest.slice(end + PASTE_END.length);
      continue;
    }
    const csi = CSI.exec(rest);
    if (csi) {
      const name = nameOf(csi[1] ?? '', csi[2] ?? '');
      if (name) keys.push({ name });
      rest = rest.slice(csi[0].length);
      continue;
    }
    const [key, length] = one(rest);
    if (key) push(keys, key);
    rest = rest.slice(length);
  }
  return keys;
}

/** Letters that come together are one text. */
function push(keys: Key[], key: Key): void {
  const last = keys.at(-1);
  if (key.name === 'text' && 'text' in key && last?.name === 'text' && 'text' in last)
    keys[keys.length - 1] = { name: 'text', text: last.text + key.text };
  else keys.push(key);
}

function nameOf(parameters: string, final: string): KeyName | undefined {
  const [first = '', modifier = ''] = parameters.split(';');
  const name = final === '~' ? TILDE[first] : Object.hasOwn(FINAL, final) ? FINAL[final] : undefined;
  // 3 is Alt, 5 is Ctrl.
  if (modifier === '3' || modifier === '5') {
    if (name === 'left') return 'word-left';
    if (name === 'right') return 'word-right';
  }
  return name;
}

function one(rest: string): readonly [Key | undefined, number] {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (character === '\x1b') {
    const next = rest.slice(1, 2);
    if (next === '' || next === '\x1b') return [{ name: 'escape' }, 1];
    return [{ name: next === '\x7f' || next === '\b' ? 'M-backspace' : `M-${next}` }, 2];
  }
  const named = Object.hasOwn(CONTROL, character) ? CONTROL[character] : undefined;
  if (named) return [{ name: named }, 1];
  const code = character.charCodeAt(0);
  if (code < 0x20) return [{ name: `C-${String.fromCharCode(code + 0x60)}` }, 1];
  return [{ name: 'text', text: character }, character.length];
}
