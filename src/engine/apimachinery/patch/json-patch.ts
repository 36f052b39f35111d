import { deepEqual } from '../compare.ts';
import { goQuote } from '../go-text.ts';
import { copyObject, getOwn, isJSONObject, setOwn } from '../unstructured.ts';
import { PatchError } from './patch-error.ts';

/**
 * JSON Patch, RFC 6902, as evanphx/json-patch v4 applies it: `replace` of a key that is not there sets it, negative indices count
 * from the end, and the texts are its own. The document is not changed; what no operation touches is shared.
 */
export interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

const MISSING = 'missing value';

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isJSONObject(value);
}

function decodeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function atoi(key: string): number {
  if (!/^[+-]?\d+$/.test(key)) throw new PatchError(`strconv.Atoi: parsing ${goQuote(key)}: invalid syntax`);
  return Number(key);
}

/** `size` is how many places there are: one more than the length when adding. */
function indexIn(index: number, size: number): number {
  if (index >= size || index < -size) {
    throw new PatchError(`Unable to access invalid index: ${index}: invalid index referenced`);
  }
  return index < 0 ? index + size : index;
}

/** Runs an inner step and puts its text behind what was being done. */
function explained<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof PatchError) throw new PatchError(`${what}: ${error.message}`);
    throw error;
  }
}

function get(container: Container, key: string): unknown {
  if (!Array.isArray(container)) return getOwn(container, key);
  return (container as readonly unknown[])[indexIn(atoi(key), container.length)];
}

function withValue(container: Container, key: string, value: unknown): Container {
  if (!Array.isArray(container)) {
    const copy = copyObject(container);
    setOwn(copy, key, value);
    return copy;
  }
  return (container as readonly unknown[]).with(indexIn(atoi(key), container.length), value);
}

function withAdded(container: Container, key: string, value: unknown): Container {
  if (!Array.isArray(container)) return withValue(container, key, value);
  const list = container as readonly unknown[];
  if (key === '-') return [...list, value];
  const wanted = explained(`value was not a proper array index: '${key}'`, () => atoi(key));
  return list.toSpliced(indexIn(wanted, list.length + 1), 0, value);
}

function without(container: Container, key: string): Container {
  if (Array.isArray(container)) {
    return (container as readonly unknown[]).toSpliced(indexIn(atoi(key), container.length), 1);
  }
  if (!Object.hasOwn(container, key)) throw new PatchError(`Unable to remove nonexistent key: ${key}: ${MISSING}`);
  const copy = copyObject(container);
  delete copy[key];
  return copy;
}

interface Place {
  readonly container: Container;
  readonly key: string;
  /** The containers on the way, outermost first, and the keys that lead on from each. */
  readonly trail: readonly { readonly container: Container; readonly key: string }[];
}

function find(root: Container, path: string): Place | undefined {
  const parts = path.split('/').slice(1).map(decodeKey);
  const key = parts.pop();
  if (key === undefined) return undefined;
  let container = root;
  const trail: { container: Container; key: string }[] = [];
  for (const part of parts) {
    let next: unknown;
    try {
      next = get(container, part);
    } catch (error) {
      if (error instanceof PatchError) return undefined;
      throw error;
    }
    if (!isContainer(next)) return undefined;
    trail.push({ container, key: part });
    container = next;
  }
  return { container, key, trail };
}

function rebuild(place: Place, container: Container): Container {
  let built = container;
  for (let i = place.trail.length - 1; i >= 0; i--) {
    const step = place.trail[i];
    if (step !== undefined) built = withValue(step.container, step.key, built);
  }
  return built;
}

function pathOf(operation: Operation, op: string): string {
  if (typeof operation.path === 'string') return operation.path;
  const reason =
    op === 'add' || op === 'remove' || op === 'copy' ? MISSING : `operation missing path field: ${MISSING}`;
  throw new PatchError(`${op} operation failed to decode path: ${reason}`);
}

function fromOf(operation: Operation, op: string): string {
  if (typeof operation.from === 'string') return operation.from;
  throw new PatchError(`${op} operation failed to decode from: operation, missing from field: ${MISSING}`);
}

function placeOf(root: Container, path: string, otherwise: string): Place {
  const place = find(root, path);
  if (place === undefined) throw new PatchError(`${otherwise}: ${MISSING}`);
  return place;
}

function valueOf(operation: Operation): unknown {
  return Object.hasOwn(operation, 'value') ? operation.value : null;
}

function add(root: Container, operation: Operation): Container {
  const path = pathOf(operation, 'add');
  const place = placeOf(root, path, `add operation does not apply: doc is missing path: ${goQuote(path)}`);
  return explained(`error in add for path: '${path}'`, () =>
    rebuild(place, withAdded(place.container, place.key, valueOf(operation))),
  );
}

function remove(root: Container, operation: Operation): Container {
  const path = pathOf(operation, 'remove');
  const place = placeOf(root, path, `remove operation does not apply: doc is missing path: ${goQuote(path)}`);
  return explained(`error in remove for path: '${path}'`, () => rebuild(place, without(place.container, place.key)));
}

function replace(root: Container, operation: Operation): Container {
  const path = pathOf(operation, 'replace');
  if (path === '') {
    const value = valueOf(operation);
    if (!isContainer(value)) throw new PatchError('replace operation value must be object or array');
    return value;
  }
  const place = placeOf(root, path, `replace operation does not apply: doc is missing path: ${path}`);
  try {
    get(place.container, place.key);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new PatchError(`replace operation does not apply: doc is missing key: ${path}: ${MISSING}`);
  }
  return rebuild(place, withValue(place.container, place.key, valueOf(operation)));
}

function move(root: Container, operation: Operation): Container {
  const from = fromOf(operation, 'move');
  const source = placeOf(root, from, `move operation does not apply: doc is missing from path: ${from}`);
  const failed = `error in move for path: '${source.key}'`;
  const value = explained(failed, () => get(source.container, source.key));
  const left = explained(failed, () => rebuild(source, without(source.container, source.key)));
  const path = pathOf(operation, 'move');
  const target = placeOf(left, path, `move operation does not apply: doc is missing destination path: ${path}`);
  return explained(`error in move for path: '${path}'`, () =>
    rebuild(target, withAdded(target.container, target.key, value ?? null)),
  );
}

function copy(root: Container, operation: Operation): Container {
  const from = fromOf(operation, 'copy');
  const source = placeOf(root, from, `copy operation does not apply: doc is missing from path: ${from}`);
  const value = explained(`error in copy for from: '${from}'`, () => get(source.container, source.key));
  const path = pathOf(operation, 'copy');
  const target = placeOf(root, path, `copy operation does not apply: doc is missing destination path: ${path}`);
  return explained('error while adding value during copy', () =>
    rebuild(target, withAdded(target.container, target.key, value ?? null)),
  );
}

function test(root: Container, operation: Operation): Container {
  const path = pathOf(operation, 'test');
  let found: unknown = root;
  if (path !== '') {
    const place = placeOf(root, path, `test operation does not apply: is missing path: ${path}`);
    found = explained(`error in test for path: '${path}'`, () => get(place.container, place.key)) ?? null;
  }
  if (!deepEqual(found, valueOf(operation))) throw new PatchError(`testing value ${path} failed: test failed`);
  return root;
}

const OPERATIONS: ReadonlyMap<unknown, (root: Container, operation: Operation) => Container> = new Map([
  ['add', add],
  ['remove', remove],
  ['replace', replace],
  ['move', move],
  ['copy', copy],
  ['test', test],
]);

/** Applies the operations in order; the first that fails throws PatchError, and nothing has happened. */
export function applyJSONPatch(document: unknown, patch: readonly Operation[]): unknown {
  if (!isContainer(document)) throw new PatchError('json: cannot unmarshal into Go value of type jsonpatch.partialDoc');
  let root: Container = document;
  for (const operation of patch) {
    const apply = OPERATIONS.get(operation.op);
    if (apply === undefined) {
      throw new PatchError(`Unexpected kind: ${typeof operation.op === 'string' ? operation.op : 'unknown'}`);
    }
    root = apply(root, operation);
  }
  return root;
}

function goTypeName(value: unknown): string {
  if (isJSONObject(value)) return 'object';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** jsonpatch.DecodePatch: a list of objects. Throws PatchError in encoding/json's words. */
export function decodeJSONPatch(value: unknown): readonly Operation[] {
  if (value === null) return [];
  if (!Array.isArray(value)) {
    throw new PatchError(`json: cannot unmarshal ${goTypeName(value)} into Go value of type jsonpatch.Patch`);
  }
  const operations: Operation[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isJSONObject(item)) {
      throw new PatchError(`json: cannot unmarshal ${goTypeName(item)} into Go value of type jsonpatch.Operation`);
    }
    operations.push(item);
  }
  return operations;
}
