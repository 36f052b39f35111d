import { kinds } from '../../engine/api/index.ts';
import { copyObject, getOwn, isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

export type Mutable = Record<string, unknown>;

/** What a resource is called: by kustomize, not by the API server (kyaml/resid). */
export interface ResId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** A resource on its way through kustomizations, with the names that it had before (api/resource/resource.go). */
export class Res {
  readonly previous: ResId[] = [];
  /** Prefixes and suffixes that it was given, in their order: what refers to it has been given the same. */
  readonly affixes: string[] = [];
  needsHash = false;

  constructor(public object: Mutable) {}

  get id(): ResId {
    return idOf(this.object);
  }

  /** As it was read, if it was renamed since. */
  get original(): ResId {
    return this.previous[0] ?? this.id;
  }

  get ids(): readonly ResId[] {
    return [...this.previous, this.id];
  }

  /** To be called before its name, namespace or kind changes. */
  remember(): void {
    this.previous.push(this.id);
  }
}

export function idOf(object: Json): ResId {
  const apiVersion = textAt(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  const metadata = getOwn(object, 'metadata');
  const meta = isJSONObject(metadata) ? metadata : {};
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: textAt(object, 'kind'),
    name: textAt(meta, 'name'),
    namespace: textAt(meta, 'namespace'),
  };
}

function textAt(object: Json, key: string): string {
  const value = getOwn(object, key);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** `Deployment.v1.apps/web.[noNs]` */
export function idText({ group, version, kind, name, namespace }: ResId): string {
  const gvk = [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
  return `${gvk}/${name || '[noName]'}.${namespace || '[noNs]'}`;
}

const CLUSTER_SCOPED = new Set(kinds.filter(({ namespaced }) => !namespaced).map(({ kind }) => kind));

export function isClusterScoped({ kind }: Pick<ResId, 'kind'>): boolean {
  return CLUSTER_SCOPED.has(kind) || kind === 'PodSecurityPolicy';
}

export function sameNamespace(a: ResId, b: ResId): boolean {
  return effective(a) === effective(b);
}

function effective({ namespace }: ResId): string {
  return namespace === '' ? 'default' : namespace;
}

export function sameKind(a: ResId, b: ResId): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

export function metadataOf(object: Mutable): Mutable {
  const metadata = object['metadata'];
  if (isJSONObject(metadata)) return metadata as Mutable;
  const made: Mutable = {};
  object['metadata'] = made;
  return made;
}

/** A copy of a JSON value that nothing else holds. */
export function cloned<T>(value: T): T {
  if (Array.isArray(value)) return (value as unknown[]).map(cloned) as T;
  if (!isJSONObject(value)) return value;
  const copy = copyObject(value);
  for (const key of Object.keys(copy)) {
    Object.defineProperty(copy, key, {
      value: cloned(copy[key]),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy as T;
}
