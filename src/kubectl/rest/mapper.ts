import { apiVersionOf, tryParseGroupVersion } from '../../engine/apimachinery/index.ts';
import { discover, type Discovery } from './discovery.ts';
import { NoKindMatchError, NoResourceMatchError } from './errors.ts';
import type { Mapper, Mapping, Rest } from './types.ts';

/** What one command or several remember of discovery. */
export interface DiscoveryCache {
  discovery: Discovery | undefined;
}

/**
 * Which words mean which resources (client-go/restmapper). Discovery that was cached is asked for again when something is
 * not found in it, once.
 */
export class DiscoveryMapper implements Mapper {
  #fresh = false;

  constructor(
    readonly rest: Rest,
    readonly cache: DiscoveryCache,
  ) {}

  async resource(word: string): Promise<Mapping> {
    const found = await this.tryResource(word);
    if (found !== undefined) return found;
    throw new NoResourceMatchError(word.split('.')[0]!);
  }

  tryResource(word: string): Promise<Mapping | undefined> {
    return this.#search((discovery) => resourceIn(discovery, word));
  }

  async kind(apiVersion: string, kind: string): Promise<Mapping> {
    const wanted = tryParseGroupVersion(apiVersion);
    const found = await this.#search((discovery) => {
      const served = discovery.find(({ group, version }) => group === wanted?.group && version === wanted.version);
      return served?.mappings.find((mapping) => mapping.kind === kind);
    });
    if (found === undefined) throw new NoKindMatchError(kind, apiVersion);
    return found;
  }

  async all(): Promise<readonly Mapping[]> {
    return preferred(await this.#discovery());
  }

  async groupVersions(): Promise<readonly { readonly group: string; readonly versions: readonly string[] }[]> {
    const groups = new Map<string, string[]>();
    for (const { group, version } of await this.#discovery()) {
      const versions = groups.get(group);
      if (versions === undefined) groups.set(group, [version]);
      else versions.push(version);
    }
    return [...groups].map(([group, versions]) => ({ group, versions }));
  }

  /** Every version of everything, preferred or not. */
  discovery(): Promise<Discovery> {
    return this.#discovery();
  }

  /** What was known before is void: `kubectl api-resources` shows what is there now. */
  forget(): void {
    if (!this.#fresh) this.cache.discovery = undefined;
  }

  async #search(find: (discovery: Discovery) => Mapping | undefined): Promise<Mapping | undefined> {
    const found = find(await this.#discovery());
    if (found !== undefined || this.#fresh) return found;
    this.forget();
    return find(await this.#discovery());
  }

  async #discovery(): Promise<Discovery> {
    if (this.cache.discovery === undefined) {
      this.cache.discovery = await discover(this.rest);
      this.#fresh = true;
    }
    return this.cache.discovery;
  }
}

/** Of a resource that several versions of its group serve, the first of them (ServerPreferredResources). */
function preferred(discovery: Discovery): readonly Mapping[] {
  const seen = new Set<string>();
  return discovery.flatMap(({ group, mappings }) =>
    mappings.filter(({ resource }) => {
      const key = `${group}/${resource}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** `po`, `pods`, `Pod`, `deploy.apps`, `deployments.v1.apps` (schema.ParseResourceArg, then the shortcut expander, then kinds). */
function resourceIn(discovery: Discovery, word: string): Mapping | undefined {
  const first = word.indexOf('.');
  const second = first < 0 ? -1 : word.indexOf('.', first + 1);
  const name = first < 0 ? word : word.slice(0, first);
  const group = first < 0 ? '' : word.slice(first + 1);
  if (second > 0) {
    const version = word.slice(first + 1, second);
    const exact = inGroup(discovery, word.slice(second + 1), version, name);
    if (exact !== undefined) return exact;
  }
  return inGroup(discovery, group, undefined, name) ?? (first < 0 ? undefined : byVersion(discovery, word));
}

function inGroup(discovery: Discovery, group: string, version: string | undefined, name: string): Mapping | undefined {
  const fits = discovery.filter((served) => version === undefined || served.version === version);
  const exact = fits.filter((served) => group === '' || served.group === group);
  const groups = exact.length > 0 ? exact : fits.filter((served) => served.group.startsWith(group));
  const resource = longName(groups, name).toLowerCase();
  const matches = (mapping: Mapping) => mapping.resource === resource || singularOf(mapping) === resource;
  for (const served of groups) {
    const found = served.mappings.find(matches);
    if (found !== undefined) return found;
  }
  for (const served of groups) {
    const found = served.mappings.find(({ kind }) => kind === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `Deployment.v1.apps` as a kind is found above; `Pod.v1` has a version and no group (schema.ParseKindArg). */
function byVersion(discovery: Discovery, word: string): Mapping | undefined {
  const [name = '', version = '', ...group] = word.split('.');
  const apiVersion = apiVersionOf({ group: group.join('.'), version });
  const served = discovery.find((one) => apiVersionOf(one) === apiVersion);
  return served?.mappings.find(
    (mapping) => mapping.kind === name || mapping.resource === name.toLowerCase() || singularOf(mapping) === name,
  );
}

function singularOf(mapping: Mapping): string {
  return mapping.singular === '' ? mapping.kind.toLowerCase() : mapping.singular;
}

function longName(groups: Discovery, name: string): string {
  for (const { mappings } of groups) if (mappings.some(({ resource }) => resource === name)) return name;
  for (const { mappings } of groups) {
    const found = mappings.find(({ shortNames }) => shortNames.includes(name));
    if (found !== undefined) return found.resource;
  }
  return name;
}
