import type { CustomResourceDefinition } from '../../api/customresourcedefinition/index.ts';
import { isConditionTrue } from '../../api/customresourcedefinition/index.ts';
import { compareKubeAwareVersions, customResourceOf } from '../../api/index.ts';
import type { Kind } from '../../api/kind.ts';
import { compareStrings, semanticDeepEqual } from '../../apimachinery/index.ts';
import type { Server } from '../server.ts';
import type { Cacher } from '../storage/cacher.ts';

/** A definition as it is served: what of it counts, and the cache that its objects are in. */
interface Served {
  readonly uid: string;
  readonly spec: CustomResourceDefinition['spec'];
  readonly acceptedNames: CustomResourceDefinition['status']['acceptedNames'];
  readonly cacher: Cacher;
  readonly kinds: readonly Kind[];
}

/**
 * What is served because a CustomResourceDefinition says so. A definition is served as soon as its names are accepted, and
 * anew when its spec changes. apiextensions-apiserver/pkg/apiserver/customresource_handler.go
 */
export class CustomResources {
  readonly #server: Server;
  readonly #served = new Map<string, Served>();

  constructor(server: Server) {
    this.#server = server;
  }

  get cachers(): readonly Cacher[] {
    return [...this.#served.values()].map(({ cacher }) => cacher);
  }

  /** Every served version as a kind, by group, and the newest version first. */
  get kinds(): readonly Kind[] {
    const all = [...this.#served.values()].flatMap(({ kinds }) => kinds);
    return all.sort((a, b) => compareStrings(a.group, b.group) || compareKubeAwareVersions(b.version, a.version));
  }

  /** Brings what is served to what the definition says now. */
  sync(crd: CustomResourceDefinition): void {
    const { name, uid } = crd.metadata;
    const before = this.#served.get(name);
    const wanted = isConditionTrue(crd, 'NamesAccepted') || isConditionTrue(crd, 'Established');
    if (before !== undefined && wanted && isSame(before, crd)) return;
    this.remove(name);
    if (!wanted) return;
    const resource = customResourceOf(crd, this.#server.cel);
    const cacher = this.#server.install(resource);
    const kinds = resource.versions.map(({ kind }) => kind);
    const { acceptedNames } = crd.status;
    this.#served.set(name, { uid, spec: crd.spec, acceptedNames, cacher, kinds });
  }

  remove(name: string): void {
    const served = this.#served.get(name);
    if (served === undefined) return;
    this.#served.delete(name);
    this.#server.uninstall(served.cacher);
  }

  /** Everything there is, when the list of definitions is read anew. */
  replace(crds: readonly CustomResourceDefinition[]): void {
    const names = new Set(crds.map(({ metadata }) => metadata.name));
    for (const name of [...this.#served.keys()]) if (!names.has(name)) this.remove(name);
    for (const crd of crds) this.sync(crd);
  }
}

function isSame(served: Served, { metadata, spec, status }: CustomResourceDefinition): boolean {
  if (served.uid !== metadata.uid) return false;
  if (served.spec !== spec && !semanticDeepEqual(served.spec, spec)) return false;
  return semanticDeepEqual(served.acceptedNames, status.acceptedNames);
}
