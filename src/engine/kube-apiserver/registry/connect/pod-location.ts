import type { Pod } from '../../../api/pod/types.ts';
import { newBadRequest } from '../../../apimachinery/index.ts';
import type { Task } from '../../../sim/index.ts';
import type { RequestContext } from '../../request-context.ts';

/** The pod that a connection is wanted to, as it is in the cache. */
export function* getPod({ request, resource }: RequestContext): Task<Pod> {
  const { storage } = resource;
  const name = request.name ?? '';
  return (yield* storage.get(storage.cacher.keyFor(request.namespace, name), name, '0')) as Pod;
}

/** The container meant: the one named, or the only one. pkg/registry/core/pod/strategy.go validateContainer */
export function containerOf({ metadata, spec }: Pod, named: string): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  if (named !== '') {
    const all = [...initContainers, ...containers, ...ephemeralContainers];
    if (all.some(({ name }) => name === named)) return named;
    throw newBadRequest(`container ${named} is not valid for pod ${metadata.name}`);
  }
  if (containers.length === 1) return containers[0]!.name;
  let text = `a container name must be specified for pod ${metadata.name}`;
  if (containers.length > 0) text += `, choose one of: ${namesOf(containers)}`;
  if (containers.length > 0 && initContainers.length > 0) {
    text += ` or one of the init containers: ${namesOf(initContainers)}`;
  }
  throw newBadRequest(text);
}

function namesOf(containers: readonly { readonly name: string }[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}

/** Where a stream into the pod has to go; unlike a log, it needs the pod to be somewhere. */
export function nodeOf({ metadata, spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  throw newBadRequest(`pod ${metadata.name} does not have a host assigned`);
}
