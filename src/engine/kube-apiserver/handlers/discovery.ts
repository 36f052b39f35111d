import { apiVersionOf, bytesToBase64, encodeUTF8, sha256, type Json } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import { compareGroups } from '../group-priorities.ts';

/** One resource under one group and version, as a client discovers it. */
interface Discovered {
  readonly name: string;
  readonly kind: Kind;
  readonly group: string;
  readonly version: string;
}

interface Subresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const PART_VERBS = ['get', 'patch', 'update'];

/** What is told of the subresources that do something of their own; those not named here are not served. */
const OTHERS: Readonly<Record<string, Omit<Subresource, 'name'>>> = {
  'pods/binding': { group: '', version: 'v1', kind: 'Binding', verbs: ['create'] },
  'pods/eviction': { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  'namespaces/finalize': { group: '', version: 'v1', kind: 'Namespace', verbs: ['update'] },
  'serviceaccounts/token': { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
};

/** A group and version that another server answers for: its APIResources. */
interface RemoteVersion {
  readonly spec: { readonly group?: string; readonly version?: string };
  readonly resources: readonly Json[];
}

/** Which groups, versions and resources there are. apiserver/pkg/endpoints/discovery */
export class Discovery {
  /** What has been put together, and the hashes of it. */
  readonly #lists = new Map<string, unknown>();
  readonly #etags = new WeakMap<object, string>();
  readonly #byGroup = new Map<string, Map<string, Discovered[]>>();
  /** What other servers answer for, as they tell of it themselves. */
  readonly #remotes = new Map<string, Map<string, readonly Json[]>>();

  constructor(kinds: readonly Kind[], remotes: readonly RemoteVersion[] = []) {
    for (const { spec, resources } of remotes) {
      const { group = '', version = '' } = spec;
      const versions = this.#remotes.get(group) ?? new Map<string, readonly Json[]>();
      this.#remotes.set(group, versions.set(version, resources));
    }
    const all: Discovered[] = [];
    for (const kind of kinds) {
      all.push({ name: kind.resource, kind, group: kind.group, version: kind.version });
      for (const { group, version } of kind.versions ?? []) all.push({ name: kind.resource, kind, group, version });
    }
    all.sort((a, b) => compareGroups(a.group, b.group) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const one of all) {
      let versions = this.#byGroup.get(one.group);
      if (!versions) this.#byGroup.set(one.group, (versions = new Map()));
      const list = versions.get(one.version);
      if (list) list.push(one);
      else versions.set(one.version, [one]);
    }
  }

  /** Every group and version with its kinds. */
  *groupVersions(): Generator<{ group: string; version: string; kinds: readonly Kind[] }, void, undefined> {
    for (const [group, versions] of this.#byGroup) {
      for (const [version, list] of versions) yield { group, version, kinds: list.map((one) => one.kind) };
    }
  }

  /** The answer for an address under /api or /apis, or undefined when there is nothing there. */
  answer(path: string, accept: string): unknown {
    const [root, first, second] = path.split('/').filter((part) => part !== '');
    const aggregated = accept.includes('as=APIGroupDiscoveryList');
    if (root === 'api') {
      if (first === undefined) return aggregated ? this.#aggregated([''], accept) : CORE;
      return second === undefined ? this.#resources('', first) : undefined;
    }
    const groups = [...this.#byGroup.keys(), ...this.#remotes.keys()].filter((group) => group !== '');
    if (first === undefined) {
      if (aggregated) return this.#aggregated(groups, accept);
      return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((group) => this.#group(group)) };
    }
    if (second !== undefined) return this.#resources(first, second);
    return groups.includes(first) ? { kind: 'APIGroup', apiVersion: 'v1', ...this.#group(first) } : undefined;
  }

  #group(group: string): { name: string; versions: unknown[]; preferredVersion: unknown } {
    const served = this.#byGroup.get(group) ?? this.#remotes.get(group);
    const versions = [...(served?.keys() ?? [])].map((version) => ({
      groupVersion: apiVersionOf({ group, version }),
      version,
    }));
    return { name: group, versions, preferredVersion: versions[0] };
  }

  #resources(group: string, version: string): unknown {
    const remote = this.#remotes.get(group)?.get(version);
    if (remote) return { ...LIST, groupVersion: apiVersionOf({ group, version }), resources: remote };
    const list = this.#byGroup.get(group)?.get(version);
    if (!list) return undefined;
    const resources: { name: string }[] = [];
    for (const one of list) {
      const { kind, name } = one;
      resources.push({
        name,
        singularName: kind.singular,
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: verbsOf(kind),
        ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
        ...(kind.categories.length > 0 && { categories: kind.categories }),
        ...(isStored(kind) && { storageVersionHash: storageVersionHash(kind) }),
      } as { name: string });
      for (const sub of subresourcesOf(one)) {
        const foreign = sub.group !== group || sub.version !== version;
        resources.push({
          name: `${name}/${sub.name}`,
          singularName: '',
          namespaced: kind.namespaced,
          ...(foreign && { group: sub.group, version: sub.version }),
          kind: sub.kind,
          verbs: sub.verbs,
        } as { name: string });
      }
    }
    resources.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...LIST, groupVersion: apiVersionOf({ group, version }), resources };
  }

  /** By what an answer of the aggregated sort is known again; undefined for all others. discovery/aggregated/etag.go */
  etagOf(body: unknown): string | undefined {
    if (typeof body !== 'object' || body === null || (body as { kind?: unknown }).kind !== 'APIGroupDiscoveryList')
      return;
    let etag = this.#etags.get(body);
    if (etag === undefined) {
      etag = `"${hex(sha256(encodeUTF8(JSON.stringify(body))))}"`;
      this.#etags.set(body, etag);
    }
    return etag;
  }

  #aggregated(groups: readonly string[], accept: string): unknown {
    const version = /as=APIGroupDiscoveryList/.test(accept) && !/v=v2(;|,|$)/.test(accept) ? 'v2beta1' : 'v2';
    const key = groups[0] === '' ? `core ${version}` : version;
    let list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, (list = this.#aggregate(groups, version)));
    return list;
  }

  *#versionsOf(group: string): Generator<readonly [string, readonly unknown[]]> {
    for (const [version, list] of this.#byGroup.get(group) ?? []) yield [version, list.map(aggregatedResource)];
    for (const [version, list] of this.#remotes.get(group) ?? [])
      yield [version, list.map((resource) => aggregatedRemote(resource, group, version))];
  }

  #aggregate(groups: readonly string[], version: string): unknown {
    return {
      kind: 'APIGroupDiscoveryList',
      apiVersion: `apidiscovery.k8s.io/${version}`,
      metadata: {},
      items: groups.map((group) => ({
        metadata: group === '' ? {} : { name: group },
        versions: [...this.#versionsOf(group)].map(([served, resources]) => ({
          version: served,
          resources,
          freshness: 'Current',
        })),
      })),
    };
  }
}

const LIST = { kind: 'APIResourceList', apiVersion: 'v1' };
const CORE = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '172.18.0.2:6443' }],
};

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text.toUpperCase();
}

function verbsOf(kind: Kind): readonly string[] {
  if (kind.verbs !== undefined) return kind.verbs;
  const isNamespace = kind.group === '' && kind.resource === 'namespaces';
  return isNamespace ? ALL_VERBS.filter((verb) => verb !== 'deletecollection') : ALL_VERBS;
}

/** What is only answered is not stored, and has no version in which it is. */
function isStored(kind: Kind): boolean {
  return verbsOf(kind).includes('watch');
}

const storageHashes = new Map<string, string>();

/** apiserver/pkg/endpoints/discovery/storageversionhash.go */
export function storageVersionHash({ group, version, kind }: Pick<Kind, 'group' | 'version' | 'kind'>): string {
  const name = `${group}/${version}/${kind}`;
  let hash = storageHashes.get(name);
  if (hash === undefined) {
    hash = bytesToBase64(sha256(encodeUTF8(name)).subarray(0, 8));
    storageHashes.set(name, hash);
  }
  return hash;
}

function subresourcesOf({ kind, group, version }: Discovered): Subresource[] {
  const found: Subresource[] = [];
  for (const name of kind.subresources.others ?? []) {
    const other = OTHERS[`${kind.resource}/${name}`];
    if (other) found.push({ name, ...other });
  }
  for (const name of Object.keys(kind.subresources.parts ?? {})) {
    found.push({ name, group, version, kind: kind.kind, verbs: PART_VERBS });
  }
  if (kind.subresources.scale) {
    found.push({ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: PART_VERBS });
  }
  if (kind.subresources.status) found.push({ name: 'status', group, version, kind: kind.kind, verbs: PART_VERBS });
  return found;
}

function aggregatedResource(one: Discovered): unknown {
  const { kind, name, group, version } = one;
  const subresources = subresourcesOf(one).map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group, version: sub.version, kind: sub.kind },
    verbs: sub.verbs,
  }));
  return {
    resource: name,
    responseKind: { group, version, kind: kind.kind },
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: verbsOf(kind),
    ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
    ...(kind.categories.length > 0 && { categories: kind.categories }),
    ...(subresources.length > 0 && { subresources }),
  };
}

/** The same for an APIResource. apiserver/pkg/endpoints/discovery/aggregated ConvertAPIResourceToDiscovery */
function aggregatedRemote(resource: Json, group: string, version: string): unknown {
  const { name, kind, namespaced, singularName, verbs, shortNames, categories } = resource;
  return {
    resource: name,
    responseKind: { group, version, kind },
    scope: namespaced === true ? 'Namespaced' : 'Cluster',
    singularResource: singularName,
    verbs,
    ...(shortNames !== undefined && { shortNames }),
    ...(categories !== undefined && { categories }),
  };
}
