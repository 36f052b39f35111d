import { isMap, isPair, isScalar, isSeq, parseDocument, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Range } from './documents.ts';

/** One document of a file as a tree that knows where each word stands, whether or not it is whole. */
export interface Tree {
  /** Where the document begins in the file. */
  readonly offset: number;
  readonly text: string;
  readonly document: Document.Parsed;
  readonly apiVersion: string;
  readonly kind: string;
}

export type Path = readonly (string | number)[];

let last: { readonly text: string; readonly trees: readonly Tree[] } | undefined;

/** The documents of a file; those without any content are left out. Asked again for the same text, it has the answer. */
export function treesOf(text: string): readonly Tree[] {
  if (last?.text === text) return last.trees;
  const trees: Tree[] = [];
  for (const { from, to } of chunksOf(text)) {
    const chunk = text.slice(from, to);
    const document = parseDocument(chunk, { uniqueKeys: false, logLevel: 'silent', strict: false });
    if (document.contents === null) continue;
    const root = document.contents;
    trees.push({
      offset: from,
      text: chunk,
      document,
      apiVersion: textAt(root, ['apiVersion']),
      kind: textAt(root, ['kind']),
    });
  }
  last = { text, trees };
  return trees;
}

/** Where the documents of a file begin and end, without their separators. */
export function chunksOf(text: string): readonly Range[] {
  const chunks: Range[] = [];
  let from = 0;
  for (const match of text.matchAll(/^---[^\n]*(?:\n|$)/gm)) {
    chunks.push({ from, to: match.index });
    from = match.index + match[0].length;
  }
  chunks.push({ from, to: text.length });
  return chunks;
}

/** The pair of a key in a mapping. */
export function pairOf(node: unknown, key: string): Pair<Node, Node | null> | undefined {
  if (!isMap(node)) return undefined;
  return (node as YAMLMap<Node, Node | null>).items.find(
    (pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key,
  );
}

/** The node at a path. */
export function nodeAt(root: unknown, path: Path): unknown {
  let at = root;
  for (const step of path) {
    if (isSeq(at) && typeof step === 'number') at = at.items[step];
    else at = pairOf(at, String(step))?.value;
  }
  return at ?? undefined;
}

/** The text of a word at a path; '' when there is none. */
export function textAt(root: unknown, path: Path): string {
  const node = nodeAt(root, path);
  return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}

/** What stands at a path as plain data. */
export function valueAt(tree: Tree, path: Path): unknown {
  const node = nodeAt(tree.document.contents, path);
  if (node === undefined || node === null) return undefined;
  if (isScalar(node)) return node.value;
  try {
    return (node as Node).toJS(tree.document);
  } catch {
    // An alias that leads nowhere or multiplies without end.
    return undefined;
  }
}

export function entriesOf(node: unknown): readonly { readonly key: string; readonly pair: Pair<Node, Node | null> }[] {
  if (!isMap(node)) return [];
  const entries: { key: string; pair: Pair<Node, Node | null> }[] = [];
  for (const pair of (node as YAMLMap<Node, Node | null>).items) {
    if (isPair(pair) && isScalar(pair.key)) entries.push({ key: String(pair.key.value), pair });
  }
  return entries;
}

export function itemsOfSeq(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : [];
}

/** Where a node stands in the file. */
export function placeOf(tree: Tree, node: unknown): Range | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const [from, to] = node.range as readonly number[];
  if (from === undefined || to === undefined) return undefined;
  return { from: tree.offset + from, to: tree.offset + Math.max(to, from + 1) };
}

/** Where the key at a path stands; of one that is not there, the nearest parent's that is. */
export function keyPlace(tree: Tree, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const parent = nodeAt(tree.document.contents, path.slice(0, length - 1));
    const step = path[length - 1]!;
    const node = typeof step === 'number' ? itemsOfSeq(parent)[step] : pairOf(parent, step)?.key;
    const place = placeOf(tree, node);
    if (place) return oneLine(tree, place);
  }
  const start = tree.text.search(/\S/);
  return oneLine(tree, { from: tree.offset + Math.max(0, start), to: tree.offset + tree.text.length });
}

/** Where the value at a path stands, or its key when it has none. */
export function valuePlace(tree: Tree, path: Path): Range {
  const place = placeOf(tree, nodeAt(tree.document.contents, path));
  return place ? oneLine(tree, place) : keyPlace(tree, path);
}

function oneLine(tree: Tree, { from, to }: Range): Range {
  const end = tree.text.indexOf('\n', from - tree.offset);
  return { from, to: end >= 0 && tree.offset + end < to ? Math.max(from + 1, tree.offset + end) : to };
}

/** The path that a place in the file lies on, and whether it is on the key or the value. */
export function pathAt(tree: Tree, place: number): { readonly path: Path; readonly on: 'key' | 'value' } | undefined {
  const at = place - tree.offset;
  const within = (node: unknown): boolean => {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range !== undefined && range !== null && range[0]! <= at && at <= range[1]!;
  };
  const path: (string | number)[] = [];
  let node: unknown = tree.document.contents;
  for (;;) {
    if (isMap(node)) {
      const hit = entriesOf(node).find(({ pair }) => within(pair.key) || within(pair.value));
      if (!hit) return path.length === 0 ? undefined : { path, on: 'value' };
      path.push(hit.key);
      if (within(hit.pair.key)) return { path, on: 'key' };
      node = hit.pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex(within);
      if (index < 0) return { path, on: 'value' };
      path.push(index);
      node = node.items[index];
    } else return path.length === 0 ? undefined : { path, on: 'value' };
  }
}
