import type { CustomResourceDefinition } from '../../api/customresourcedefinition/types.ts';
import { apiVersionOf, type ApiObject } from '../../apimachinery/index.ts';
import type { EventHandler, Informer, ResourceRef, SharedInformerFactory } from '../../client-go/index.ts';
import { CUSTOM_RESOURCE_DEFINITIONS, customResources } from '../resources.ts';

/**
 * Monitors of what CustomResourceDefinitions define, kept at what is served. Upstream asks discovery every thirty seconds
 * (garbagecollector.go Sync); here the definitions themselves are watched.
 */
export class CustomMonitors {
  readonly #informers: SharedInformerFactory;
  readonly #handler: EventHandler<ApiObject>;
  /** By the definition's name. */
  readonly #monitored = new Map<string, readonly ResourceRef[]>();
  readonly definitions: Informer<CustomResourceDefinition>;

  constructor(informers: SharedInformerFactory, handler: EventHandler<ApiObject>) {
    this.#informers = informers;
    this.#handler = handler;
    this.definitions = informers.informer<CustomResourceDefinition>(CUSTOM_RESOURCE_DEFINITIONS);
    this.definitions.addEventHandler({
      onAdd: (crd) => this.#sync(crd),
      onUpdate: (_, crd) => this.#sync(crd),
      onDelete: (crd) => this.#forget(crd.metadata.name),
    });
  }

  /** Where objects of a kind are served; undefined for what nobody defined. */
  resourceFor(apiVersion: string, kind: string): ResourceRef | undefined {
    for (const refs of this.#monitored.values()) {
      for (const ref of refs) if (ref.kind === kind && apiVersionOf(ref) === apiVersion) return ref;
    }
    return undefined;
  }

  #sync(crd: CustomResourceDefinition): void {
    const { name } = crd.metadata;
    const refs = customResources(crd);
    const before = this.#monitored.get(name)?.[0];
    if (before !== undefined && before.version === refs[0]?.version) {
      this.#monitored.set(name, refs);
      return;
    }
    this.#forget(name);
    const [ref] = refs;
    if (ref === undefined) return;
    this.#monitored.set(name, refs);
    this.#informers.informer<ApiObject>(ref).addEventHandler(this.#handler);
  }

  #forget(name: string): void {
    const [ref] = this.#monitored.get(name) ?? [];
    this.#monitored.delete(name);
    if (ref !== undefined) this.#informers.forget(ref);
  }
}
