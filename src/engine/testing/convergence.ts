import type { Deployment } from '../api/deployment/types.ts';
import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import type { ReplicationController } from '../api/replicationcontroller/types.ts';
import type { Service } from '../api/service/types.ts';
import { compareStrings, setMatches, type ApiObject } from '../apimachinery/index.ts';

type World = ReadonlyMap<string, ApiObject>;

function all<T>(world: World, resource: string): T[] {
  const found: T[] = [];
  for (const [key, object] of world) if (key.startsWith(`${resource} `)) found.push(object as T);
  return found;
}

/** What is not yet as it was asked to be, in words; nothing: the world is at rest. */
export function unsettled(world: World): string[] {
  const pods = all<Pod>(world, 'pods');
  return [
    ...all<Node>(world, 'nodes').flatMap(nodeOpen),
    ...pods.flatMap((pod) => podOpen(world, pod)),
    ...all<Deployment>(world, 'deployments.apps').flatMap(deploymentOpen),
    ...all<ReplicationController>(world, 'replicationcontrollers').flatMap((rc) => controllerOpen(rc, pods)),
    ...all<Service>(world, 'services').flatMap((service) => serviceOpen(world, service, pods)),
  ];
}

function nodeOpen({ metadata, spec, status }: Node): string[] {
  const ready = status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  const outOfReach = spec.taints?.some(({ key }) => key === 'node.kubernetes.io/unreachable');
  return ready && !outOfReach ? [] : [`node ${metadata.name} is not ready`];
}

function podOpen(world: World, pod: Pod): string[] {
  const { name, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) return [`pod ${name} is terminating`];
  if (!pod.spec.nodeName) return [`pod ${name} has no node`];
  if (!world.has(`nodes /${pod.spec.nodeName}`)) return [`pod ${name} is on ${pod.spec.nodeName}, which is gone`];
  if (!isReady(pod)) return [`pod ${name} is ${pod.status.phase} and not ready`];
  return [];
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function deploymentOpen({ metadata, spec, status }: Deployment): string[] {
  const done =
    status.observedGeneration === metadata.generation &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.readyReplicas ?? 0) === spec.replicas;
  return done && !metadata.deletionTimestamp ? [] : [`deployment ${metadata.name} is not rolled out`];
}

function controllerOpen({ metadata, spec, status }: ReplicationController, pods: readonly Pod[]): string[] {
  const owned = pods.filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const done = owned.length === spec.replicas && (status.readyReplicas ?? 0) === spec.replicas;
  return done && !metadata.deletionTimestamp ? [] : [`replication controller ${metadata.name} is short of pods`];
}

/** Exactly the ready pods that a Service selects are its ready endpoints. */
function serviceOpen(world: World, { metadata, spec }: Service, pods: readonly Pod[]): string[] {
  if (!spec.selector) return [];
  const wanted = pods
    .filter((pod) => pod.metadata.namespace === metadata.namespace && setMatches(spec.selector!, pod.metadata.labels))
    .map((pod) => pod.status.podIP ?? '');
  const slices = all<EndpointSlice>(world, 'endpointslices.discovery.k8s.io').filter(
    (slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  );
  const offered = slices.flatMap((slice) =>
    (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready).flatMap((endpoint) => endpoint.addresses),
  );
  const same = [...wanted].sort(compareStrings).join() === [...offered].sort(compareStrings).join();
  return same ? [] : [`service ${metadata.name} offers ${offered.join()} instead of ${wanted.join()}`];
}
