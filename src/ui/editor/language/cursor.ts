import { chunksOf } from '../manifest/trees.ts';

/**
 * What somebody is writing at a place. Told from the indentation of the lines around, because a manifest that is being written
 * is rarely one that parses.
 * Worked example, the cursor at |: `spec:\n  containers:\n    - name: a\n      im|` → path [spec, containers, 0], key, word `im`,
 * siblings {name}.
 */
export interface Cursor {
  /** Of the mapping in which a key is being written, or of the value. Every item of a list is number 0. */
  readonly path: readonly (string | number)[];
  readonly at: 'key' | 'value' | 'nothing';
  /** What has been written of the word, and where it begins in the file. */
  readonly word: string;
  readonly from: number;
  /** Other keys of the same mapping. */
  readonly siblings: ReadonlySet<string>;
  /** The column at which the key stands, and the spaces before anything on the line. */
  readonly column: number;
  readonly indent: number;
  /** The document that the cursor is in. */
  readonly document: string;
}

interface Line {
  readonly indent: number;
  /** Columns of the dashes before the key. */
  readonly dashes: readonly number[];
  /** Where the key begins. */
  readonly column: number;
  readonly key: string | undefined;
  readonly value: string;
  readonly blank: boolean;
}

const LINE = /^( *)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#:][^:#]*?) *:(?:\s+(.*))?$|(.*))/;

export function readLine(text: string): Line {
  const match = LINE.exec(text)!;
  const indent = match[1]!.length;
  const dashes: number[] = [];
  const marks = match[2] ?? '';
  for (let i = 0; i < marks.length; i++) if (marks[i] === '-') dashes.push(indent + i);
  const key = match[3]?.replace(/^["']|["']$/g, '');
  const rest = match[5] ?? '';
  const value = key === undefined ? rest : (match[4] ?? '').replace(/(^|\s)#.*$/, '').trim();
  const trimmed = text.trim();
  const lone = trimmed === '-' && dashes.length === 0;
  if (lone) dashes.push(text.indexOf('-'));
  return {
    indent,
    dashes,
    column: lone ? text.indexOf('-') + 2 : indent + marks.length,
    key,
    value,
    blank: trimmed === '' || trimmed.startsWith('#'),
  };
}

export function cursorAt(text: string, place: number): Cursor {
  const chunk = chunksOf(text).find(({ to }) => place <= to) ?? { from: 0, to: text.length };
  const document = text.slice(chunk.from, chunk.to);
  const start = text.lastIndexOf('\n', place - 1) + 1;
  const before = text.slice(start, place);
  const line = readLine(before);
  const isValue = line.key !== undefined && /:\s/.test(before.slice(line.column));
  const item = /^(?: *)(?:- +)+[^:]*$/.test(before) || /^ *-\s?$/.test(before);
  const word = isValue ? (/:\s+["']?(.*)$/.exec(before)?.[1] ?? '') : before.slice(line.column).trimStart();
  const column = before.trim() === '' ? before.length : line.column;
  const lines = document.split('\n');
  const number = text.slice(chunk.from, start).split('\n').length - 1;
  const around = climb(lines, number, column, line.dashes);
  const path = isValue ? [...around.path, line.key!] : around.path;
  const quiet = around.literal || /#/.test(before.replace(/"[^"]*"/g, '')) || (isValue && /^[[{|>&*]/.test(word));
  const at = quiet || (!isValue && !item && line.key !== undefined) ? 'nothing' : isValue ? 'value' : 'key';
  return {
    path,
    at,
    word,
    from: place - word.length,
    siblings: around.siblings,
    column,
    indent: line.indent,
    document,
  };
}

interface Around {
  readonly path: readonly (string | number)[];
  readonly siblings: ReadonlySet<string>;
  /** Inside a text of several lines. */
  readonly literal: boolean;
}

/** Up through the lines before, to whatever each belongs to. */
function climb(lines: readonly string[], number: number, column: number, dashes: readonly number[]): Around {
  const path: (string | number)[] = [];
  const siblings = new Set<string>();
  let at = column;
  let first = true;
  const enterItems = (marks: readonly number[]): void => {
    for (const mark of [...marks].reverse()) {
      path.unshift(0);
      at = mark;
      first = false;
    }
  };
  let inList = dashes.length > 0;
  if (inList) enterItems(dashes);
  for (let i = number - 1; i >= 0; i--) {
    const line = readLine(lines[i]!);
    if (line.blank) continue;
    if (line.key === undefined && line.dashes.length === 0) continue;
    if (line.column === at && !inList && line.key !== undefined) {
      if (first) siblings.add(line.key);
      if (line.dashes.length > 0) {
        enterItems(line.dashes);
        inList = true;
      }
      continue;
    }
    const holds = line.key !== undefined && (line.column < at || (inList && line.column === at));
    if (!holds) continue;
    if (line.value !== '' && !/^[|>&!]/.test(line.value)) continue;
    if (/^[|>]/.test(line.value)) return { path: [], siblings, literal: true };
    path.unshift(line.key!);
    at = line.column;
    first = false;
    inList = line.dashes.length > 0;
    if (inList) enterItems(line.dashes);
  }
  below(lines, number, column, siblings);
  return { path, siblings, literal: false };
}

/** Keys of the same mapping that stand after the line. */
function below(lines: readonly string[], number: number, column: number, siblings: Set<string>): void {
  for (let i = number + 1; i < lines.length; i++) {
    const line = readLine(lines[i]!);
    if (line.blank) continue;
    if (line.column < column || (line.dashes.length > 0 && line.dashes[0]! < column)) return;
    if (line.column === column && line.key !== undefined) siblings.add(line.key);
  }
}
