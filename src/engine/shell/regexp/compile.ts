import { bracket } from '../interpreter/glob.ts';

/** One step of a pattern: take a character, split in two threads, remember a place, or look around. */
export type Instruction =
  | { readonly op: 'char'; readonly test: (c: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'look'; readonly at: 'begin' | 'end' | 'word' | 'inside' | 'wordBegin' | 'wordEnd' }
  | { readonly op: 'match' };

type Tree =
  | { readonly kind: 'char'; readonly test: (c: string) => boolean }
  | { readonly kind: 'look'; readonly at: 'begin' | 'end' | 'word' | 'inside' | 'wordBegin' | 'wordEnd' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Tree[] }
  | { readonly kind: 'group'; readonly number: number; readonly body: Tree }
  | { readonly kind: 'repeat'; readonly body: Tree; readonly least: number; readonly most: number };

export interface RegexpOptions {
  /** ERE: `+ ? | ( ) { }` without backslashes. */
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
}

/** RE_DUP_MAX, and the steps that a whole pattern may have. */
const MOST_REPEATS = 1000;
const MOST_STEPS = 20_000;

export class RegexpFailure extends Error {}

const isWord = (c: string) => /[A-Za-z0-9_]/.test(c);
const isSpace = (c: string) => /[ \t\n\r\f\v]/.test(c);
const isDigit = (c: string) => c >= '0' && c <= '9';
/** GNU's, and Perl's that people write. */
const ESCAPES: ReadonlyMap<string, Tree> = new Map<string, Tree>([
  ['w', { kind: 'char', test: isWord }],
  ['W', { kind: 'char', test: (c) => !isWord(c) }],
  ['s', { kind: 'char', test: isSpace }],
  ['S', { kind: 'char', test: (c) => !isSpace(c) }],
  ['d', { kind: 'char', test: isDigit }],
  ['D', { kind: 'char', test: (c) => !isDigit(c) }],
  ['n', { kind: 'char', test: (c) => c === '\n' }],
  ['t', { kind: 'char', test: (c) => c === '\t' }],
  ['b', { kind: 'look', at: 'word' }],
  ['B', { kind: 'look', at: 'inside' }],
  ['<', { kind: 'look', at: 'wordBegin' }],
  ['>', { kind: 'look', at: 'wordEnd' }],
]);

class Reader {
  readonly #pattern: string;
  readonly #extended: boolean;
  readonly #fold: boolean;
  #at = 0;
  groups = 0;

  constructor(pattern: string, { extended = false, ignoreCase = false }: RegexpOptions) {
    this.#pattern = pattern;
    this.#extended = extended;
    this.#fold = ignoreCase;
  }

  whole(): Tree {
    const tree = this.#choice();
    if (this.#at < this.#pattern.length)
      throw new RegexpFailure(this.#extended ? 'Unmatched ) or \\)' : 'Unmatched ) or \\)');
    return tree;
  }

  /** Whether an operator stands here, as this kind of pattern writes it. */
  #is(operator: string): boolean {
    const written = this.#extended ? operator : `\\${operator}`;
    return this.#pattern.startsWith(written, this.#at);
  }

  #take(operator: string): boolean {
    if (!this.#is(operator)) return false;
    this.#at += this.#extended ? 1 : 2;
    return true;
  }

  #choice(): Tree {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#pattern.length && !this.#is('|') && !(this.#is(')') && this.#depth > 0)) {
      const atom = this.#atom(parts.length === 0);
      parts.push(this.#repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  #depth = 0;

  #repeated(atom: Tree): Tree {
    let tree = atom;
    for (;;) {
      if (this.#pattern[this.#at] === '*') {
        this.#at++;
        tree = { kind: 'repeat', body: tree, least: 0, most: Infinity };
      } else if (this.#take('+')) tree = { kind: 'repeat', body: tree, least: 1, most: Infinity };
      else if (this.#take('?')) tree = { kind: 'repeat', body: tree, least: 0, most: 1 };
      else if (this.#is('{')) {
        const counted = this.#counted(tree);
        if (!counted) return tree;
        tree = counted;
      } else return tree;
    }
  }

  #counted(body: Tree): Tree | undefined {
    const rest = this.#pattern.slice(this.#at);
    const match = (this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(rest);
    if (!match || (match[1] === '' && match[2] === '')) {
      if (this.#extended) return undefined;
      throw new RegexpFailure('Invalid content of \\{\\}');
    }
    this.#at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === '' ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (least > MOST_REPEATS || (Number.isFinite(most) && most > MOST_REPEATS)) {
      throw new RegexpFailure('Regular expression too big');
    }
    if (most < least) throw new RegexpFailure('Invalid content of \\{\\}');
    return { kind: 'repeat', body, least, most };
  }

  #atom(first: boolean): Tree {
    if (this.#take('(')) {
      const number = ++this.groups;
      if (++this.#depth > 100) throw new RegexpFailure('Regular expression too big');
      const body = this.#choice();
      if (!this.#take(')')) throw new RegexpFailure('Unmatched ( or \\(');
      this.#depth--;
      return { kind: 'group', number, body };
    }
    const c = this.#pattern[this.#at++]!;
    if (c === '\\') return this.#escaped();
    if (c === '.') return { kind: 'char', test: (x) => x !== '\n' };
    if (c === '[') {
      const set = bracketOf(this.#pattern, this.#at);
      if (!set) throw new RegexpFailure('Unmatched [, [^, [:, [., or [=');
      this.#at = set.end;
      const { has, negated } = set;
      const found = this.#fold ? (x: string) => has(x.toLowerCase()) || has(x.toUpperCase()) : has;
      return { kind: 'char', test: (x) => found(x) !== negated };
    }
    if (c === '^' && (this.#extended || first)) return { kind: 'look', at: 'begin' };
    if (c === '$' && (this.#extended || this.#atEnd())) return { kind: 'look', at: 'end' };
    return this.#literal(c);
  }

  #atEnd(): boolean {
    return this.#at >= this.#pattern.length || this.#is('|') || this.#is(')');
  }

  #escaped(): Tree {
    const c = this.#pattern[this.#at++];
    if (c === undefined) throw new RegexpFailure('Trailing backslash');
    if (/[1-9]/.test(c)) throw new RegexpFailure('Invalid back reference');
    return ESCAPES.get(c) ?? this.#literal(c);
  }

  #literal(c: string): Tree {
    const low = c.toLowerCase();
    return { kind: 'char', test: this.#fold ? (x) => x.toLowerCase() === low : (x) => x === c };
  }
}

/** Inside a bracket expression of a regular expression a backslash is a character, but for `\n` and `\t`, and `!` negates nothing. */
function bracketOf(pattern: string, at: number) {
  const inner = pattern.slice(at).replace(/\\(?![nt\]])/g, '\\\\');
  const plain = inner.startsWith('!') ? `\\${inner}` : inner;
  const set = bracket(plain.replace(/\\n/g, '\n').replace(/\\t/g, '\t'), 0);
  if (!set) return undefined;
  // The end is looked for in the text as it was written.
  let end = at;
  if (pattern[end] === '^') end++;
  if (pattern[end] === ']') end++;
  for (; end < pattern.length && pattern[end] !== ']'; end++) {
    if (pattern.startsWith('[:', end)) end = Math.max(end, pattern.indexOf(':]', end) + 1);
  }
  return { ...set, end: end + 1 };
}

/** The steps of a pattern; slots 2n and 2n + 1 remember where group n begins and ends. */
export function compile(pattern: string, options: RegexpOptions): { code: Instruction[]; groups: number } {
  const reader = new Reader(pattern, options);
  const tree = reader.whole();
  const code: Instruction[] = [];
  emit({ kind: 'group', number: 0, body: tree }, code);
  code.push({ op: 'match' });
  return { code, groups: reader.groups };
}

function emit(tree: Tree, code: Instruction[]): void {
  if (code.length > MOST_STEPS) throw new RegexpFailure('Regular expression too big');
  switch (tree.kind) {
    case 'char':
      code.push({ op: 'char', test: tree.test });
      return;
    case 'look':
      code.push({ op: 'look', at: tree.at });
      return;
    case 'sequence':
      for (const part of tree.parts) emit(part, code);
      return;
    case 'group':
      code.push({ op: 'save', slot: 2 * tree.number });
      emit(tree.body, code);
      code.push({ op: 'save', slot: 2 * tree.number + 1 });
      return;
    case 'choice':
      emitChoice(tree.parts, code);
      return;
    default:
      emitRepeat(tree, code);
  }
}

function emitChoice(parts: readonly Tree[], code: Instruction[]): void {
  const jumps: number[] = [];
  parts.forEach((part, i) => {
    if (i === parts.length - 1) {
      emit(part, code);
      return;
    }
    const split = code.push({ op: 'match' }) - 1;
    emit(part, code);
    jumps.push(code.push({ op: 'match' }) - 1);
    code[split] = { op: 'split', first: split + 1, second: code.length };
  });
  for (const jump of jumps) code[jump] = { op: 'jump', to: code.length };
}

function emitRepeat({ body, least, most }: Extract<Tree, { kind: 'repeat' }>, code: Instruction[]): void {
  for (let i = 0; i < least; i++) emit(body, code);
  if (most === Infinity) {
    const split = code.push({ op: 'match' }) - 1;
    emit(body, code);
    code.push({ op: 'jump', to: split });
    code[split] = { op: 'split', first: split + 1, second: code.length };
    return;
  }
  const splits: number[] = [];
  for (let i = least; i < most; i++) {
    splits.push(code.push({ op: 'match' }) - 1);
    emit(body, code);
  }
  for (const split of splits) code[split] = { op: 'split', first: split + 1, second: code.length };
}
