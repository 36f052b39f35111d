import type { Range } from '../manifest/documents.ts';
import { keyPlace, pathAt, treesOf, type Path, type Tree } from '../manifest/trees.ts';
import { readersOf, type FieldReaders } from '../readers/index.ts';
import type { Catalog } from '../schema/catalog.ts';
import { schemaAt, type Schema } from '../schema/schema.ts';

/** A field of a manifest that somebody points at. */
export interface FieldAt {
  readonly range: Range;
  readonly kind: string;
  readonly path: Path;
  /** `spec.containers[0].image` */
  readonly name: string;
  /** undefined: the kind has no such field, or is not known. */
  readonly schema: Schema | undefined;
  readonly required: boolean;
  /** What the reference says of it, plain text. */
  readonly description: string;
  readonly readers: FieldReaders | undefined;
}

/** The field at a place of a file: its key, or the key of the value there. */
export function fieldAt(text: string, place: number, catalog: Catalog): FieldAt | undefined {
  const tree = treesOf(text).find(({ offset, text: { length } }) => offset <= place && place <= offset + length);
  const found = tree && pathAt(tree, place);
  if (!tree || !found) return undefined;
  const path = keyed(found.path);
  if (path.length === 0) return undefined;
  return describe(tree, path, catalog);
}

/** An item that is a word (`- sleep`) is told of as its list. */
function keyed(path: Path): Path {
  let length = path.length;
  while (length > 0 && typeof path[length - 1] === 'number') length--;
  return path.slice(0, length);
}

function describe(tree: Tree, path: Path, catalog: Catalog): FieldAt {
  const root = catalog.find(tree.apiVersion, tree.kind);
  const parent = schemaAt(root, path.slice(0, -1));
  const field = parent?.shape === 'object' ? parent.fields.get(String(path.at(-1))) : undefined;
  const schema = schemaAt(root, path);
  const own = path.length === 1 && path[0] === 'kind' ? root?.description : undefined;
  return {
    range: keyPlace(tree, path),
    kind: tree.kind,
    path,
    name: path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
      .join('')
      .slice(1),
    schema,
    required: field?.required ?? false,
    description: own ?? (field?.description || (schema?.description ?? '')),
    readers: readersOf(tree.kind, path),
  };
}
