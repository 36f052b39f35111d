import type { Deployment } from '../engine/api/deployment/types.ts';
import type { Node } from '../engine/api/node/types.ts';
import type { Pod } from '../engine/api/pod/types.ts';
import type { Condition, LessonWorld, PodState } from './schema.ts';

/** Whether a condition is so in a world. */
export function holds(condition: Condition, world: LessonWorld): boolean {
  switch (condition.type) {
    case 'pods':
      return podsOf(world, condition.app).filter((pod) => hasCome(pod, condition.status)).length >= condition.count;
    case 'podsOff': {
      const ready = podsOf(world, condition.app).filter((pod) => hasCome(pod, 'ready'));
      return ready.filter((pod) => pod.spec.nodeName !== condition.node).length >= condition.count;
    }
    case 'node':
      return (world.list('nodes') as readonly Node[]).some(
        (node) => node.metadata.name === condition.name && isNodeReady(node) === condition.ready,
      );
    case 'rolledOut':
      return isRolledOut(world, condition.deployment, condition.image);
  }
}

/** Pods of an app that are not on their way out, by name. */
export function podsOf(world: LessonWorld, app: string): Pod[] {
  return (world.list('pods') as readonly Pod[])
    .filter((pod) => pod.metadata.labels?.['app'] === app && pod.metadata.deletionTimestamp === undefined)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function hasCome(pod: Pod, state: PodState): boolean {
  if (state === 'created') return true;
  if (state === 'bound') return Boolean(pod.spec.nodeName);
  if (state === 'running') return pod.status.phase === 'Running';
  return pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function isNodeReady({ status }: Node): boolean {
  return status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function isRolledOut(world: LessonWorld, name: string, image: string): boolean {
  const deployment = (world.list('deployments.apps') as readonly Deployment[]).find((d) => d.metadata.name === name);
  if (!deployment || deployment.spec.template.spec.containers[0]?.image !== image) return false;
  const { replicas } = deployment.spec;
  const { status, metadata } = deployment;
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === replicas &&
    status.replicas === replicas &&
    status.availableReplicas === replicas
  );
}
