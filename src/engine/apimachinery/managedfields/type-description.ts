/**
 * What server-side apply must know of a type: where ownership is of a whole and where of the parts.
 * sigs.k8s.io/structured-merge-diff/schema. Built-in types are described by src/engine/api/schema/list-types.ts, custom ones
 * by their own schema.
 */
export interface TypeDescription {
  readonly shape: 'scalar' | 'list' | 'map' | 'any';
  /** Of a scalar; `untyped` may be text, number or boolean. */
  readonly scalar: 'string' | 'numeric' | 'boolean' | 'untyped';
  /** A list, a map or anything that is owned as one value. */
  readonly atomic: boolean;
  /** Of an associative list: the fields that tell its items apart. None: a set of scalars. */
  readonly keys: readonly ListKey[];
  /** What a list or a map holds beside the declared fields; undefined: nothing else may stand there. */
  readonly element: TypeDescription | undefined;
  /** A struct's declared fields; undefined for what is no struct. */
  readonly fields: ReadonlyMap<string, FieldDescription> | undefined;
  /** Many objects share values of this type, so what is worked out of one value is worth remembering. */
  readonly shared: boolean;
  /** Values of the type come in few shapes, so that their paths are worth looking up by shape. */
  readonly fewShapes: boolean;
}

export interface ListKey {
  readonly name: string;
  /** What an item means that leaves the key out. */
  readonly default: unknown;
}

export interface FieldDescription {
  readonly type: TypeDescription;
  /**
   * What Go's zero struct says of the field: `struct` for a struct that is always there, `null` for a list or map that is
   * written as null when it is not set, undefined for what is left out.
   */
  readonly zero: 'struct' | 'null' | undefined;
  /** Says who the object is or how it is stored: nobody manages that. stripMetaManager */
  readonly nobodys: boolean;
}

const NO_KEYS: readonly ListKey[] = [];

export function scalarType(scalar: TypeDescription['scalar']): TypeDescription {
  return {
    shape: 'scalar',
    scalar,
    atomic: false,
    keys: NO_KEYS,
    element: undefined,
    fields: undefined,
    shared: false,
    fewShapes: false,
  };
}

export const STRING = scalarType('string');
export const NUMERIC = scalarType('numeric');
export const BOOLEAN = scalarType('boolean');
export const UNTYPED = scalarType('untyped');

export function listType(
  element: TypeDescription,
  relationship: 'atomic' | 'set' | readonly ListKey[],
): TypeDescription {
  const keys = typeof relationship === 'string' ? NO_KEYS : relationship;
  return { ...UNTYPED, shape: 'list', atomic: relationship === 'atomic', keys, element };
}

export function mapType(element: TypeDescription | undefined, atomic: boolean): TypeDescription {
  return { ...UNTYPED, shape: 'map', atomic, element };
}

export function structType(
  fields: ReadonlyMap<string, FieldDescription>,
  options: { readonly atomic?: boolean; readonly element?: TypeDescription; readonly shared?: boolean } = {},
): TypeDescription {
  const { atomic = false, element, shared = false } = options;
  return { ...UNTYPED, shape: 'map', atomic, element, fields, shared };
}

/** Anything, as one value: what stands in a RawExtension. */
export const ANY_ATOMIC: TypeDescription = { ...UNTYPED, shape: 'any', atomic: true };

/** Anything, whose type is seen from the value: maps by key, lists as one. What a schema preserves without knowing it. */
export const ANY_DEDUCED: TypeDescription = { ...UNTYPED, shape: 'any' };

const ATOMIC_LIST = listType(ANY_ATOMIC, 'atomic');
const ATOMIC_MAP = mapType(ANY_ATOMIC, true);
const DEDUCED_LIST = listType(ANY_DEDUCED, 'atomic');
const DEDUCED_MAP = mapType(ANY_DEDUCED, false);

/** The type as it shows in a value: `any` becomes what the value is, everything else is itself. deduceAtom */
export function deduce(type: TypeDescription, value: unknown): TypeDescription {
  if (type.shape !== 'any') return type;
  if (Array.isArray(value)) return type.atomic ? ATOMIC_LIST : DEDUCED_LIST;
  if (typeof value === 'object' && value !== null) return type.atomic ? ATOMIC_MAP : DEDUCED_MAP;
  return UNTYPED;
}

/** The type of a map's entry; undefined when the schema does not know it. */
export function typeOfEntry(type: TypeDescription, key: string): TypeDescription | undefined {
  return type.fields?.get(key)?.type ?? type.element;
}
