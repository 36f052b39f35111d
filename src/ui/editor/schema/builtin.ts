import { ROOTS, TYPES } from '../../../engine/api/schema/generated/schemas.ts';
import { ANYTHING, NO_FIELDS, scalar, type Field, type Schema } from './schema.ts';

/** What the API reference says of a type; src/server/documentation.ts reads it. */
export interface TypeWords {
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

/** By the type's key in the table of types. */
export type Words = Readonly<Record<string, TypeWords | undefined>>;

const SCALARS: ReadonlySet<string> = new Set([
  'string',
  'bytes',
  'bool',
  'int32',
  'int64',
  'float64',
  'quantity',
  'intOrString',
  'time',
  'microTime',
]);

/** Whoever writes a manifest does not write these: the server does. */
const SERVERS: ReadonlySet<string> = new Set([
  'managedFields',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Made as they are asked for: types hold each other in circles (a JSON schema in a JSON schema). */
export class BuiltinSchemas {
  readonly #byType = new Map<string, Schema>();

  constructor(readonly words: Words) {}

  /** Of `apps/v1`, `Deployment`. */
  root(apiVersion: string, kind: string): Schema | undefined {
    const key = `${apiVersion}/${kind}`;
    return Object.hasOwn(ROOTS, key) ? this.of(ROOTS[key]!) : undefined;
  }

  /** Of `Container`, `[]string`, `{}quantity`. */
  of(type: string, choices?: readonly string[]): Schema {
    const known = choices ? undefined : this.#byType.get(type);
    if (known) return known;
    const made = this.#make(type, choices ?? []);
    if (!choices) this.#byType.set(type, made);
    return made;
  }

  #make(type: string, choices: readonly string[]): Schema {
    const inside = { description: '', fields: NO_FIELDS, choices: [], closed: false };
    if (type.startsWith('[]'))
      return { ...inside, shape: 'list', type, item: this.of(type.slice(2), choices.length > 0 ? choices : undefined) };
    if (type.startsWith('{}')) return { ...inside, shape: 'map', type, item: this.of(type.slice(2)) };
    if (SCALARS.has(type)) return scalar(type, type === 'bool' ? ['true', 'false'] : choices);
    if (!Object.hasOwn(TYPES, type)) return ANYTHING;
    return this.#struct(type);
  }

  #struct(type: string): Schema {
    const words = Object.hasOwn(this.words, type) ? this.words[type] : undefined;
    const made = this.#lazily.bind(this, type, words);
    let fields: ReadonlyMap<string, Field> | undefined;
    return {
      shape: 'object',
      type: type.slice(type.lastIndexOf('.') + 1),
      description: words?.text ?? '',
      choices: [],
      closed: true,
      get fields() {
        return (fields ??= made());
      },
    };
  }

  #lazily(type: string, words: TypeWords | undefined): ReadonlyMap<string, Field> {
    const fields = new Map<string, Field>();
    for (const [name, kind] of Object.entries(TYPES[type] ?? {})) {
      const choices = words && Object.hasOwn(words.enums, name) ? words.enums[name] : undefined;
      const description = (words && Object.hasOwn(words.fields, name) ? words.fields[name] : undefined) ?? '';
      const required = words?.required.includes(name) ?? false;
      fields.set(name, { name, schema: this.of(kind, choices), description, required });
    }
    return fields;
  }
}

/** Every apiVersion and kind that can be sent as an object. */
export function builtinKinds(): readonly { readonly apiVersion: string; readonly kind: string }[] {
  return Object.keys(ROOTS).map((key) => {
    const slash = key.lastIndexOf('/');
    return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1) };
  });
}

/** Whether a field is the server's to write: `status`, and most of the metadata. */
export function isServers(path: readonly (string | number)[]): boolean {
  if (path.length === 1) return path[0] === 'status';
  return path.length === 2 && path[0] === 'metadata' && SERVERS.has(String(path[1]));
}
