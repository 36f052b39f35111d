import type { Factory, Mapping } from '../rest/types.ts';
import { pathOf } from '../rest/types.ts';
import type { Meaning } from './arguments.ts';
import type { Asking, Suggestion } from './types.ts';

type AboutObjects = Exclude<Meaning, { type: 'files' }>;

/** Types and names, for completion. Whatever cannot be found out is left out. */
export class Objects {
  readonly #factory: Factory;
  readonly #asking: Asking;

  constructor(factory: Factory, asking: Asking) {
    this.#factory = factory;
    this.#asking = asking;
  }

  async arguments(meaning: AboutObjects, args: readonly string[], word: string): Promise<readonly Suggestion[]> {
    if (meaning.type === 'type') return args.length > 0 ? [] : this.#types(undefined, word);
    const slash = word.indexOf('/');
    if (slash > 0) {
      const type = word.slice(0, slash);
      return this.#named(type, word.slice(slash + 1), `${type}/`, args);
    }
    if (meaning.type === 'names') {
      if (args.length > 0 && !meaning.many) return [];
      const types = args.length === 0 ? (meaning.also ?? []) : [];
      return [
        ...(await this.#named(meaning.resource, word, '', args)),
        ...types.map((text): Suggestion => ({ text: `${text}/`, kind: 'type', open: true })),
      ];
    }
    const [type = '', ...names] = args;
    if (type === '') return this.#types(meaning.only, word);
    if (type.includes('/')) return meaning.many ? this.#types(meaning.only, word) : [];
    if (names.length > 0 && !meaning.many) return [];
    const each = await Promise.all(type.split(',').map((one) => this.#named(one, word, '', names)));
    return each.flat();
  }

  /** Of a resource in the namespace that the command is about. */
  async names(type: string, word: string): Promise<readonly string[]> {
    return (await this.#named(type, word, '', [])).map(({ text }) => text);
  }

  /** Of the pod that the command names. */
  async containers(command: string, args: readonly string[]): Promise<readonly string[]> {
    const [name] = args;
    if (name === undefined || !['logs', 'exec', 'attach', 'debug'].includes(command)) return [];
    const pod = name.replace(/^pods?\//, '');
    const { name: namespace } = await this.#factory.namespace();
    const mapping = await this.#mapping('pods');
    if (!mapping || pod.includes('/')) return [];
    try {
      const { spec } = await this.#factory.rest.get(pathOf(mapping, namespace, pod));
      const {
        initContainers = [],
        containers = [],
        ephemeralContainers = [],
      } = spec as Record<string, { name: string }[]>;
      return [...initContainers, ...containers, ...ephemeralContainers].map((container) => container.name);
    } catch {
      return [];
    }
  }

  async #named(type: string, word: string, prefix: string, taken: readonly string[]): Promise<readonly Suggestion[]> {
    const mapping = await this.#mapping(type);
    if (!mapping) return [];
    const namespace = mapping.namespaced ? (await this.#factory.namespace()).name : '';
    const names = await this.#asking.names(mapping, namespace);
    return names
      .filter((name) => name.startsWith(word) && !taken.includes(prefix + name))
      .map((name) => ({ text: prefix + name, kind: 'name' }));
  }

  /** Plural names, those after the last comma. Of two groups with one name the second says which. */
  async #types(only: readonly string[] | undefined, word: string): Promise<readonly Suggestion[]> {
    const comma = word.lastIndexOf(',') + 1;
    const listed = word.slice(0, comma);
    if (only) return only.map((text) => ({ text: listed + text, kind: 'type' }));
    const seen = new Set<string>();
    const out: Suggestion[] = [];
    for (const { resource, group, verbs } of await this.#all()) {
      if (!verbs.includes('get') && !verbs.includes('list')) continue;
      const text = seen.has(resource) ? `${resource}.${group}` : resource;
      seen.add(resource);
      out.push({ text: listed + text, kind: 'type' });
    }
    return [...out, { text: `${listed}all`, kind: 'type' }];
  }

  async #all(): Promise<readonly Mapping[]> {
    try {
      return await this.#factory.mapper.all();
    } catch {
      return [];
    }
  }

  async #mapping(type: string): Promise<Mapping | undefined> {
    try {
      return await this.#factory.mapper.tryResource(type);
    } catch {
      return undefined;
    }
  }
}
