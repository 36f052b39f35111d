/** What a script is, once read (POSIX "Shell Command Language", 2.9 and 2.10, and what bash adds of it). */

/** `first && second || third`, one after the other; `&` behind it sends it to the background. */
export interface List {
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly first: Pipeline;
  readonly rest: readonly { readonly when: '&&' | '||'; readonly run: Pipeline }[];
  readonly background: boolean;
}

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly negated: boolean;
  /** How it was written, for `jobs` and for ps. */
  readonly text: string;
}

export type Command = (
  | { readonly kind: 'simple'; readonly assignments: readonly Assignment[]; readonly words: readonly Word[] }
  | { readonly kind: 'group' | 'subshell'; readonly body: List }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: List | undefined }
  | { readonly kind: 'while'; readonly until: boolean; readonly condition: List; readonly body: List }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: List }
  | { readonly kind: 'cfor'; readonly parts: readonly [Word, Word, Word]; readonly body: List }
  | { readonly kind: 'case'; readonly word: Word; readonly cases: readonly Case[] }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command }
  | { readonly kind: 'test'; readonly words: readonly (Word | string)[] }
  | { readonly kind: 'arithmetic'; readonly expression: Word }
) & { readonly redirects: readonly Redirect[]; readonly line: number };

export interface Branch {
  readonly condition: List;
  readonly body: List;
}

export interface Case {
  readonly patterns: readonly Word[];
  readonly body: List;
  /** `;;`, or `;&` to go on with the next one's body. */
  readonly falls: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly append: boolean;
  readonly value: Word;
}

export interface Redirect {
  readonly fd: number;
  readonly kind: '<' | '>' | '>>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<<' | '<>';
  /** The file, the number behind `&`, or the here-document. */
  readonly target: Word;
}

export type Word = readonly Part[];

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | ParameterPart
  | { readonly kind: 'command'; readonly body: List; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }
  | { readonly kind: 'process'; readonly body: List };

/** `$name`, and `${name OP operand}`. */
export interface ParameterPart {
  readonly kind: 'parameter';
  readonly name: string;
  readonly quoted: boolean;
  /** `length`: `${#name}`; `indirect`: `${!name}`; the others as they are written. */
  readonly operator?: string;
  readonly operand?: Word;
  /** What stands behind the second `/` of a replacement, or the second `:` of a part. */
  readonly second?: Word | undefined;
}

/** A script that cannot be read. `incomplete`: more lines might make it whole. */
export class SyntaxFailure extends Error {
  readonly line: number;
  readonly incomplete: boolean;
  /** The token that was not expected, as bash quotes it; undefined: the message says it all. */
  readonly token: string | undefined;

  constructor(message: string, line: number, incomplete: boolean, token?: string) {
    super(message);
    this.line = line;
    this.incomplete = incomplete;
    this.token = token;
  }
}
