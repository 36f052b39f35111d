/**
 * The part of the API server that upstream keeps in kube-aggregator: what an APIService gives to another server, behind a
 * Service, is asked of that server, and told in discovery beside what is served here.
 *
 * Different from the real thing: the other server is asked over the pods' network without TLS, and told who asks in the
 * front proxy's headers; its OpenAPI document is not merged into ours.
 */
import type { APIService } from '../../api/apiservice/types.ts';
import { apiVersionOf, type Json } from '../../apimachinery/index.ts';
import type { Server } from '../server.ts';
import { startAvailability } from './availability.ts';

/** A group and version that another server answers for. */
export interface Remote {
  readonly spec: APIService['spec'];
  /** What it serves, as its own discovery says; undefined while it does not answer. */
  readonly resources: readonly Json[] | undefined;
}

type Discovered = Remote & { readonly resources: readonly Json[] };

/** Who answers for what is not served here. */
export class Aggregator {
  readonly #remotes = new Map<string, Remote>();

  find(group: string, version: string): Remote | undefined {
    return this.#remotes.size === 0 ? undefined : this.#remotes.get(apiVersionOf({ group, version }));
  }

  /** Those that have said what they serve. */
  get discovered(): readonly Discovered[] {
    return [...this.#remotes.values()].filter((one): one is Discovered => one.resources !== undefined);
  }

  /** Answers whether discovery tells something else now. */
  know(spec: APIService['spec'], resources: readonly Json[] | undefined): boolean {
    const key = keyOf(spec);
    const before = this.#remotes.get(key);
    this.#remotes.set(key, { spec, resources });
    return JSON.stringify(before?.resources) !== JSON.stringify(resources);
  }

  forget(spec: APIService['spec']): boolean {
    return this.#remotes.delete(keyOf(spec));
  }
}

function keyOf({ group = '', version = '' }: APIService['spec']): string {
  return apiVersionOf({ group, version });
}

export function startAggregator(server: Server): void {
  const cacher = server.storage('apiregistration.k8s.io', 'apiservices')?.cacher;
  if (cacher === undefined) return;
  const changed = startAvailability(server);
  cacher.onList = (objects) => {
    for (const object of objects) changed(object as APIService, false);
  };
  cacher.onEvent = ({ type, object }) => changed(object as APIService, type === 'DELETED');
}
