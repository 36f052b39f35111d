import { kinds } from '../../../engine/api/index.ts';
import { isRecord, parseBody, textOf, type ApplyClient } from './client.ts';

/** Where objects of a kind are served, and how lists in them merge. */
export interface RestMapping {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
  readonly namespaced: boolean;
  readonly patchMeta: Readonly<Record<string, { readonly strategy: string; readonly mergeKey?: string }>>;
  /** Defined while the cluster runs: the server knows no strategic merge for it. */
  readonly custom?: boolean;
}

/** Finds out where a kind is served: by asking the server, or in the vocabulary while the server does not tell. */
export class RestMapper {
  readonly #lists = new Map<string, Promise<readonly RestMapping[]>>();

  constructor(readonly client: ApplyClient) {}

  async find(apiVersion: string, kind: string): Promise<RestMapping | undefined> {
    let list = this.#lists.get(apiVersion);
    if (!list) this.#lists.set(apiVersion, (list = this.#discover(apiVersion)));
    const found = (await list).find((mapping) => mapping.kind === kind);
    // What nobody served then may be defined by now.
    if (!found) this.#lists.delete(apiVersion);
    return found;
  }

  async #discover(apiVersion: string): Promise<readonly RestMapping[]> {
    const url = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const response = await this.client.observe({ method: 'GET', url, headers: { accept: 'application/json' } });
    const body = response.status === 200 ? parseBody(response) : undefined;
    const known = fromVocabulary(apiVersion);
    if (!isRecord(body) || !Array.isArray(body['resources'])) return known;
    const resources = (body['resources'] as readonly unknown[]).filter(isRecord);
    const { group, version } = splitVersion(apiVersion);
    return resources
      .filter((resource) => !textOf(resource['name']).includes('/'))
      .map((resource) => {
        const patchMeta = known.find(({ kind }) => kind === resource['kind'])?.patchMeta;
        return {
          group,
          version,
          kind: textOf(resource['kind']),
          resource: textOf(resource['name']),
          namespaced: resource['namespaced'] === true,
          patchMeta: patchMeta ?? {},
          custom: patchMeta === undefined,
        };
      });
  }
}

function splitVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

function fromVocabulary(apiVersion: string): readonly RestMapping[] {
  const { group, version } = splitVersion(apiVersion);
  const mappings: RestMapping[] = [];
  for (const { kind, resource, namespaced, patchMeta, ...own } of kinds) {
    const served = [own, ...(own.versions ?? [])].some((at) => at.group === group && at.version === version);
    if (served) mappings.push({ group, version, kind, resource, namespaced, patchMeta });
  }
  return mappings;
}

export function collectionUrl(mapping: RestMapping, namespace: string): string {
  const { group, version, resource } = mapping;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return mapping.namespaced ? `${root}/namespaces/${encodeURIComponent(namespace)}/${resource}` : `${root}/${resource}`;
}

export function objectUrl(mapping: RestMapping, namespace: string, name: string): string {
  return `${collectionUrl(mapping, namespace)}/${encodeURIComponent(name)}`;
}

/** As kubectl names an object: `pod/web`, `deployment.apps/web`. */
export function typeName({ kind, group }: RestMapping): string {
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}
