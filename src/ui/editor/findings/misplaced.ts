import { isMap, isSeq } from 'yaml';
import { nodeAt, type Path, type Tree } from '../manifest/trees.ts';
import { schemaAt, type Schema } from '../schema/schema.ts';
import { rewrite, type Fix, setAt } from './finding.ts';

/** Where fields that somebody put too far out usually belong. */
const INNER: readonly (readonly string[])[] = [
  ['metadata'],
  ['spec'],
  ['spec', 'template'],
  ['spec', 'template', 'spec'],
  ['spec', 'template', 'metadata'],
  ['spec', 'jobTemplate', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/** How far up a field that stands too far in is looked for. */
const LEVELS = 4;

/** Ways to put a field where its name means something: further out or further in. Wrong indentation does that. */
export function moves(tree: Tree, root: Schema, path: Path): readonly Fix[] {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  const targets: Path[] = [];
  for (let length = parent.length - 1; length >= Math.max(0, parent.length - LEVELS); length--) {
    const above = parent.slice(0, length);
    if (takes(root, above, name)) targets.push(above);
  }
  for (const inner of INNER) {
    if (inner.length > parent.length && startsWith(inner, parent) && takes(root, inner, name)) targets.push(inner);
  }
  targets.push(...intoOnlyItem(tree, root, parent, name));
  return targets
    .filter((target) => nodeAt(tree.document.contents, [...target, name]) === undefined)
    .slice(0, 2)
    .map((target) => ({
      title: 'fix.move',
      params: { field: name, where: shown(target, tree.kind) },
      edits: () => rewrite(tree, (document) => move(document, path, [...target, name])),
    }));
}

/** `image` beside `containers` belongs into the container, when there is one. */
function intoOnlyItem(tree: Tree, root: Schema, parent: Path, name: string): readonly Path[] {
  const lists = [
    [...parent, 'containers'],
    [...parent, 'template', 'spec', 'containers'],
    [...parent, 'ports'],
  ];
  return lists
    .filter((list) => isSeq(nodeAt(tree.document.contents, list)))
    .filter((list) => (nodeAt(tree.document.contents, list) as { items: unknown[] }).items.length === 1)
    .map((list) => [...list, 0])
    .filter((target) => takes(root, target, name));
}

function takes(root: Schema, path: Path, name: string): boolean {
  const schema = schemaAt(root, path);
  return schema?.shape === 'object' && schema.fields.has(name) && !(path.length === 0 && name === 'status');
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

function move(document: Parameters<Parameters<typeof rewrite>[1]>[0], from: Path, to: Path): void {
  const value: unknown = document.getIn(from, true);
  document.deleteIn(from);
  // A mapping that has lost all it had is written as {} else.
  const parent = document.getIn(from.slice(0, -1), true);
  if (isMap(parent) && parent.items.length === 0 && from.length > 1) document.deleteIn(from.slice(0, -1));
  setAt(document, to, value);
}

function shown(path: Path, kind: string): string {
  return path.length === 0
    ? kind
    : path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
        .join('')
        .slice(1);
}
