import type { CustomResourceDefinition } from '../../../engine/api/customresourcedefinition/types.ts';
import { BuiltinSchemas, builtinKinds, type Words } from './builtin.ts';
import { customSchemas } from './custom.ts';
import type { Schema } from './schema.ts';

export interface KnownKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Kinds that are asked, never kept: nobody writes a manifest of them. */
const QUESTIONS = /Review$|^(Binding|Eviction|Scale|TokenRequest|ComponentStatus|ControllerRevision)$/;

/** Every kind that the cluster serves, with what may stand in its manifests. */
export class Catalog {
  readonly #builtin: BuiltinSchemas;
  readonly #custom = new Map<string, Schema>();
  readonly kinds: readonly KnownKind[];

  constructor(words: Words, crds: readonly CustomResourceDefinition[] = []) {
    this.#builtin = new BuiltinSchemas(words);
    const metadata = this.#builtin.of('ObjectMeta');
    const kinds: KnownKind[] = builtinKinds().filter(({ kind }) => !QUESTIONS.test(kind));
    for (const crd of crds) {
      for (const { apiVersion, kind, schema } of customSchemas(crd, metadata)) {
        this.#custom.set(`${apiVersion}/${kind}`, schema);
        kinds.push({ apiVersion, kind });
      }
    }
    this.kinds = kinds;
  }

  find(apiVersion: string, kind: string): Schema | undefined {
    return this.#builtin.root(apiVersion, kind) ?? this.#custom.get(`${apiVersion}/${kind}`);
  }

  /** Where a kind is served, the one to write first. */
  versionsOf(kind: string): readonly string[] {
    const found = this.kinds.filter((known) => known.kind === kind).map(({ apiVersion }) => apiVersion);
    // Of two groups or versions the table names the one to prefer, with these exceptions.
    return kind === 'HorizontalPodAutoscaler' ? found.reverse() : found;
  }

  /** Of a type that is not a kind: what a lint wants to know of `Container`. */
  type(name: string): Schema {
    return this.#builtin.of(name);
  }
}
