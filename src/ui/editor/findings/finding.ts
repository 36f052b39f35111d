import { isCollection, parseDocument, type Document } from 'yaml';
import type { lints } from '../../../i18n/en/lints.ts';
import type { Params } from '../../../i18n/index.ts';
import type { Range } from '../manifest/documents.ts';
import type { Tree } from '../manifest/trees.ts';

export type LintMessage = keyof typeof lints;

/** What is to stand between two places instead of what stands there. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** A change that makes a finding go away. */
export interface Fix {
  readonly title: LintMessage;
  readonly params: Params;
  /** Worked out when somebody asks for it. */
  readonly edits: () => readonly TextEdit[];
}

/** Something about a manifest that is wrong, or is likely not meant. */
export interface Finding {
  readonly message: LintMessage;
  readonly params: Params;
  /** `error`: the server refuses it. `warning`: it will not do what was meant. `hint`: it could be better. */
  readonly severity: 'error' | 'warning' | 'hint';
  readonly range: Range;
  readonly fixes: readonly Fix[];
}

export function replace(range: Range, text: string): readonly TextEdit[] {
  return [{ ...range, text }];
}

/**
 * Changes a document as a tree and writes it anew, comments and all; the edit covers only what has become different. Lists stay
 * as far in as they were.
 */
export function rewrite(tree: Tree, change: (document: Document.Parsed) => void): readonly TextEdit[] {
  const document = parseDocument(tree.text, { uniqueKeys: false, logLevel: 'silent', strict: false });
  if (document.errors.length > 0) return [];
  change(document);
  const indentSeq = !/^( *)[^\s#-][^\n]*:[ ]*\n\1- /m.test(tree.text);
  const text = document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: !/[{[]\S/.test(tree.text) });
  return differing(tree.text, text, tree.offset);
}

/** Puts a value at a path; what stands in its way and has no fields (`metadata:` with nothing below) gives way. */
export function setAt(document: Document.Parsed, path: readonly (string | number)[], value: unknown): void {
  for (let length = 1; length < path.length; length++) {
    const above = document.getIn(path.slice(0, length), true);
    if (above !== undefined && !isCollection(above)) document.deleteIn(path.slice(0, length));
  }
  document.setIn(path, value);
}

/** One edit over the lines that differ. */
export function differing(before: string, after: string, offset: number): readonly TextEdit[] {
  if (before === after) return [];
  const was = before.split('\n');
  const now = after.split('\n');
  let head = 0;
  while (head < was.length && head < now.length && was[head] === now[head]) head++;
  let tail = 0;
  while (tail < was.length - head && tail < now.length - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = was.slice(0, head).join('\n').length + (head > 0 ? 1 : 0);
  const to = before.length - (tail > 0 ? was.slice(was.length - tail).join('\n').length + 1 : 0);
  const text = now.slice(head, now.length - tail).join('\n');
  // Lines that only go or only come take their line's end with them.
  if (head === was.length - tail) return [{ from: offset + from, to: offset + from, text: `${text}\n` }];
  if (head === now.length - tail)
    return [{ from: offset + from, to: offset + Math.min(before.length, to + 1), text: '' }];
  return [{ from: offset + from, to: offset + to, text }];
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.from - a.from))
    result = result.slice(0, edit.from) + edit.text + result.slice(edit.to);
  return result;
}
