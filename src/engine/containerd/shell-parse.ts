/** What a shell line becomes: enough of sh for the commands that people put into pods. */
export type Statement =
  | CommandStatement
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Statement; readonly body: Statement }
  | { readonly kind: 'for'; readonly name: string; readonly values: readonly string[]; readonly body: Statement }
  | { readonly kind: 'if'; readonly condition: Statement; readonly then: Statement; readonly otherwise: Statement }
  | {
      readonly kind: 'list';
      readonly items: readonly ListItem[];
    };

export interface CommandStatement {
  readonly kind: 'command';
  readonly words: readonly string[];
  /** `> file`; with `appends`, `>> file`. */
  readonly writes: string | undefined;
  readonly appends: boolean;
  /** `< file` */
  readonly reads: string | undefined;
  /** `2>&1` or `>&2`: where both go. */
  readonly joins: 'output' | 'errors' | undefined;
}

/** `piped`: what the item before it prints is what it reads. */
export interface ListItem {
  readonly when: 'always' | 'ok' | 'failed' | 'piped';
  readonly run: Statement;
}

const OPERATOR = new Set([';', '&&', '||', '&', '|', '\n']);
const CLOSERS = new Set(['do', 'done', 'then', 'else', 'elif', 'fi', '}', ')']);

/** Splits into words and operators; quotes are taken off, `$` stays for the time of running (`\u0001` marks it as quoted). */
export function tokenize(script: string): string[] {
  const tokens: string[] = [];
  let word: string | undefined;
  const flush = () => {
    if (word !== undefined) tokens.push(word);
    word = undefined;
  };
  for (let i = 0; i < script.length; i++) {
    const c = script[i]!;
    if (c === "'" || c === '"') {
      const close = script.indexOf(c, i + 1);
      const end = close < 0 ? script.length : close;
      const inner = script.slice(i + 1, end);
      word = (word ?? '') + (c === "'" ? inner.replaceAll('$', '\u0001') : inner);
      i = end;
    } else if (c === '$' && script[i + 1] === '(') {
      const close = script.indexOf(')', i);
      const end = close < 0 ? script.length : close;
      word = (word ?? '') + script.slice(i, end + 1);
      i = end;
    } else if (c === '\\' && i + 1 < script.length) {
      word = (word ?? '') + (script[++i] === '\n' ? '' : script[i]!);
    } else if (c === ' ' || c === '\t') {
      flush();
    } else if (c === '#' && word === undefined) {
      while (i + 1 < script.length && script[i + 1] !== '\n') i++;
    } else if (c === ';' || c === '\n' || c === '&' || c === '|') {
      if (c === '&' && script[i - 1] === '>') {
        word = (word ?? '') + c;
        continue;
      }
      flush();
      const twice = (c === '&' || c === '|') && script[i + 1] === c;
      tokens.push(twice ? c + c : c);
      if (twice) i++;
    } else if (c === '<') {
      flush();
      tokens.push(c);
    } else if (c === '>') {
      if (word !== undefined && !/^[0-9]$/.test(word)) flush();
      word = (word ?? '') + c;
      while (script[i + 1] === '>') {
        word += '>';
        i++;
      }
      if (script[i + 1] === '&') continue;
      flush();
    } else {
      word = (word ?? '') + c;
    }
  }
  flush();
  return tokens;
}

export function parseScript(script: string): Statement {
  return new Parser(tokenize(script)).list();
}

const WHEN: Readonly<Record<string, ListItem['when']>> = { '&&': 'ok', '||': 'failed', '|': 'piped' };

class Parser {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  list(): Statement {
    const items: ListItem[] = [];
    let when: ListItem['when'] = 'always';
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at]!;
      if (OPERATOR.has(token)) {
        when = WHEN[token] ?? 'always';
        this.#at++;
      } else if (CLOSERS.has(token)) {
        break;
      } else {
        items.push({ when, run: this.#statement() });
        when = 'always';
      }
    }
    return { kind: 'list', items };
  }

  #skip(word: string): void {
    if (this.#tokens[this.#at] === word) this.#at++;
  }

  #statement(): Statement {
    const first = this.#tokens[this.#at]!;
    if (first === 'while' || first === 'until') {
      this.#at++;
      const condition = this.list();
      this.#skip('do');
      const body = this.list();
      this.#skip('done');
      return { kind: 'loop', until: first === 'until', condition, body };
    }
    if (first === 'for') return this.#for();
    if (first === 'if' || first === 'elif') return this.#if();
    if (first === '{' || first === '(') {
      this.#at++;
      const body = this.list();
      this.#at++;
      return body;
    }
    return this.#command();
  }

  #for(): Statement {
    const name = this.#tokens[this.#at + 1] ?? '';
    this.#at += 3;
    const values: string[] = [];
    while (this.#at < this.#tokens.length && !OPERATOR.has(this.#tokens[this.#at]!))
      values.push(this.#tokens[this.#at++]!);
    this.list();
    this.#skip('do');
    const body = this.list();
    this.#skip('done');
    return { kind: 'for', name, values, body };
  }

  #if(): Statement {
    this.#at++;
    const condition = this.list();
    this.#skip('then');
    const then = this.list();
    let otherwise: Statement = { kind: 'list', items: [] };
    if (this.#tokens[this.#at] === 'elif') return { kind: 'if', condition, then, otherwise: this.#if() };
    if (this.#tokens[this.#at] === 'else') {
      this.#at++;
      otherwise = this.list();
    }
    this.#skip('fi');
    return { kind: 'if', condition, then, otherwise };
  }

  #command(): Statement {
    const words: string[] = [];
    let writes: string | undefined;
    let reads: string | undefined;
    let appends = false;
    let joins: CommandStatement['joins'];
    while (this.#at < this.#tokens.length && !OPERATOR.has(this.#tokens[this.#at]!)) {
      const token = this.#tokens[this.#at++]!;
      if (token === '>' || token === '>>' || token === '1>') {
        writes = this.#tokens[this.#at++] ?? '';
        appends = token === '>>';
      } else if (token === '<') reads = this.#tokens[this.#at++] ?? '';
      else if (/^[12]?>>?(&[12])?$/.test(token)) {
        if (!token.includes('&')) this.#at++;
        else joins = token.endsWith('2') ? 'errors' : 'output';
      } else words.push(token);
    }
    return { kind: 'command', words, writes, appends, reads, joins };
  }
}
