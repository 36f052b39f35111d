/** What may stand at a place of a manifest. */
export interface Schema {
  readonly shape: 'object' | 'list' | 'map' | 'scalar' | 'any';
  /** As the API reference names it: `Container`, `[]string`, `int32`, `quantity`. */
  readonly type: string;
  /** What the type says of itself, plain text. */
  readonly description: string;
  /** Of a list or a map. */
  readonly item?: Schema;
  readonly fields: ReadonlyMap<string, Field>;
  /** The only words that may stand here; empty: any. */
  readonly choices: readonly string[];
  /** Whether a field that it does not name is a mistake. */
  readonly closed: boolean;
}

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly description: string;
  readonly required: boolean;
}

export const NO_FIELDS: ReadonlyMap<string, Field> = new Map();

const bare = { description: '', fields: NO_FIELDS, choices: [], closed: false };

export const ANYTHING: Schema = { ...bare, shape: 'any', type: 'any' };

export function scalar(type: string, choices: readonly string[] = [], description = ''): Schema {
  return { ...bare, shape: 'scalar', type, choices, description };
}

/** The schema at a path below another; `undefined` where it names nothing. Numbers are items of lists. */
export function schemaAt(root: Schema | undefined, path: readonly (string | number)[]): Schema | undefined {
  let at = root;
  for (const step of path) {
    if (!at) return undefined;
    at = stepInto(at, step);
  }
  return at;
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  if (schema.shape === 'list') return typeof step === 'number' ? schema.item : undefined;
  if (schema.shape === 'map') return schema.item;
  if (schema.shape === 'any') return ANYTHING;
  return schema.fields.get(String(step))?.schema;
}
