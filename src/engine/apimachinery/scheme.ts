import { apiVersionOf, gvkString, gvrString } from './group-version.ts';
import type { GroupKind, GroupResource, GroupVersionKind, GroupVersionResource } from './group-version.ts';

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** What anybody needs to know about a kind to name it: one row of `kubectl api-resources`. */
export interface ResourceKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly listKind: string;
  /** The plural in URLs. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly Verb[];
  /** As `status`, `scale`, `binding`. */
  readonly subresources: readonly string[];
}

const ALL_VERBS: readonly Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

type Described = Pick<ResourceKind, 'group' | 'version' | 'kind' | 'namespaced'> & Partial<ResourceKind>;

/** Fills in what follows from the kind's name, as API builders do: `Pod` is listed in a `PodList` and called `pods`, `pod`. */
export function resourceKind(described: Described): ResourceKind {
  const singular = described.singular ?? described.kind.toLowerCase();
  return {
    ...described,
    listKind: described.listKind ?? `${described.kind}List`,
    resource: described.resource ?? unsafeGuessPlural(singular),
    singular,
    shortNames: described.shortNames ?? [],
    categories: described.categories ?? [],
    verbs: described.verbs ?? ALL_VERBS,
    subresources: described.subresources ?? [],
  };
}

/** meta.UnsafeGuessKindToResource. */
export function unsafeGuessPlural(singular: string): string {
  if (singular === 'endpoints') return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  if (singular.endsWith('y')) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}

/** meta.NoKindMatchError. */
export class NoKindMatchError extends Error {
  constructor(groupKind: GroupKind, versions: readonly string[]) {
    super(noKindMatch(groupKind, versions));
    this.name = 'NoKindMatchError';
  }
}

function noKindMatch({ group, kind }: GroupKind, versions: readonly string[]): string {
  const where = versions.map((version) => apiVersionOf({ group, version }));
  if (where.length === 0) return `no matches for kind "${kind}" in group "${group}"`;
  if (where.length === 1) return `no matches for kind "${kind}" in version "${where[0]}"`;
  return `no matches for kind "${kind}" in versions ["${where.join('" "')}"]`;
}

/** meta.NoResourceMatchError. */
export class NoResourceMatchError extends Error {
  constructor(partial: GroupVersionResource) {
    super(`no matches for ${gvrString(partial)}`);
    this.name = 'NoResourceMatchError';
  }
}

/**
 * The kinds a cluster knows, and the ways to find one: by kind, by URL, by what a person types. Order of registration is the order
 * of preference, so register a group's preferred version first. pkg/runtime/scheme.go, pkg/api/meta/restmapper.go
 */
export class Scheme {
  readonly #all: ResourceKind[] = [];
  readonly #byKind = new Map<string, ResourceKind>();
  readonly #byApiVersion = new Map<string, ResourceKind>();
  readonly #byResource = new Map<string, ResourceKind>();
  /** Plural, singular and short names, to the kinds that answer to them. */
  readonly #byWord = new Map<string, ResourceKind[]>();

  constructor(kinds: Iterable<ResourceKind> = []) {
    for (const kind of kinds) this.register(kind);
  }

  register(kind: ResourceKind): void {
    const gvk = gvkString(kind);
    if (this.#byKind.has(gvk)) throw new Error(`kind registered twice: ${gvk}`);
    this.#all.push(kind);
    this.#byKind.set(gvk, kind);
    this.#byApiVersion.set(`${apiVersionOf(kind)} ${kind.kind}`, kind);
    this.#byResource.set(gvrString(kind), kind);
    for (const word of new Set([kind.resource, kind.singular, ...kind.shortNames])) {
      const known = this.#byWord.get(word);
      if (known === undefined) this.#byWord.set(word, [kind]);
      else known.push(kind);
    }
  }

  unregister(gvk: GroupVersionKind): void {
    const kind = this.#byKind.get(gvkString(gvk));
    if (kind === undefined) return;
    this.#all.splice(this.#all.indexOf(kind), 1);
    this.#byKind.delete(gvkString(kind));
    this.#byApiVersion.delete(`${apiVersionOf(kind)} ${kind.kind}`);
    this.#byResource.delete(gvrString(kind));
    for (const [word, kinds] of this.#byWord) {
      const rest = kinds.filter((other) => other !== kind);
      if (rest.length === 0) this.#byWord.delete(word);
      else this.#byWord.set(word, rest);
    }
  }

  all(): readonly ResourceKind[] {
    return this.#all;
  }

  tryKind(gvk: GroupVersionKind): ResourceKind | undefined {
    return this.#byKind.get(gvkString(gvk));
  }

  /** The kind an object says it is. */
  tryKindOf(object: { readonly apiVersion: string; readonly kind: string }): ResourceKind | undefined {
    return this.#byApiVersion.get(`${object.apiVersion} ${object.kind}`);
  }

  /** The kind behind a URL. */
  tryResource(gvr: GroupVersionResource): ResourceKind | undefined {
    return this.#byResource.get(gvrString(gvr));
  }

  /** RESTMapping: the first of the versions asked for, or the preferred one when none is. Throws NoKindMatchError. */
  restMapping(groupKind: GroupKind, ...versions: readonly string[]): ResourceKind {
    const { group, kind } = groupKind;
    for (const version of versions) {
      const found = this.tryKind({ group, version, kind });
      if (found !== undefined) return found;
    }
    if (versions.length === 0) {
      const preferred = this.#all.find((known) => known.group === group && known.kind === kind);
      if (preferred !== undefined) return preferred;
    }
    throw new NoKindMatchError(groupKind, versions);
  }

  /**
   * What a person types: `po`, `pod`, `pods`, `deploy.apps`, `deployments.v1.apps`, `Pod`. The first match in order of preference.
   * A plural or singular beats a short name, as it does when kubectl expands short names only for words it does not know.
   */
  tryWord(text: string): ResourceKind | undefined {
    const word = text.toLowerCase();
    const exact = this.#find(word, '', '');
    if (exact !== undefined || !word.includes('.')) return exact;
    const [name = '', ...rest] = word.split('.');
    const [version = '', ...group] = rest;
    return this.#find(name, version, group.join('.')) ?? this.#find(name, '', rest.join('.'));
  }

  #find(word: string, version: string, group: string): ResourceKind | undefined {
    const fits = (kind: ResourceKind): boolean =>
      (version === '' || kind.version === version) &&
      (group === '' || kind.group === group || kind.group.startsWith(`${group}.`));
    const found = this.#byWord.get(word)?.filter(fits) ?? [];
    return found.find((kind) => kind.resource === word || kind.singular === word) ?? found[0];
  }

  /** The kinds of a category, as `all`. */
  inCategory(category: string): readonly ResourceKind[] {
    return this.#all.filter((kind) => kind.categories.includes(category));
  }

  /** Every group with its versions, in order of preference. */
  groups(): ReadonlyMap<string, readonly string[]> {
    const groups = new Map<string, string[]>();
    for (const { group, version } of this.#all) {
      const versions = groups.get(group) ?? [];
      if (!versions.includes(version)) versions.push(version);
      groups.set(group, versions);
    }
    return groups;
  }
}

export function groupResourceOf(kind: ResourceKind): GroupResource {
  return { group: kind.group, resource: kind.resource };
}

/** The path of a kind's collection or of one object: `/api/v1/namespaces/default/pods/web`. */
export function resourcePath(kind: ResourceKind, namespace?: string, name?: string, subresource?: string): string {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const scope = kind.namespaced && namespace !== undefined && namespace !== '' ? `/namespaces/${namespace}` : '';
  const one = name === undefined ? '' : `/${name}`;
  const sub = subresource === undefined || subresource === '' ? '' : `/${subresource}`;
  return `${root}${scope}/${kind.resource}${one}${sub}`;
}
