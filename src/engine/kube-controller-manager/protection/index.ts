/**
 * Keeps claims that pods use and volumes that are bound from going, by finalizers that admission put on them.
 * pkg/controller/volume/pvcprotection, pkg/controller/volume/pvprotection
 */
import { isNotFound, keyOf, type ApiObject } from '../../apimachinery/index.ts';
import type { PersistentVolume } from '../../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, PODS } from '../../api/refs.ts';
import { WorkQueue, runWorkers, type ResourceClient, type ResourceRef } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { isPodTerminal } from '../pods.ts';

const PVC_FINALIZER = 'kubernetes.io/pvc-protection';
const PV_FINALIZER = 'kubernetes.io/pv-protection';

/** Puts the finalizer on what has none, and takes it off what is to go and is not in use. */
function protect<T extends ApiObject>(
  context: ControllerContext,
  name: string,
  ref: ResourceRef,
  finalizer: string,
  isInUse: (object: T) => boolean,
): WorkQueue {
  const { informers, process } = context;
  const client: ResourceClient<T> = context.client(name).resource<T>(ref);
  const objects = informers.informer<T>(ref);
  const queue = new WorkQueue(process, ref.resource);
  const look = (object: T): void => {
    const protectedNow = object.metadata.finalizers?.includes(finalizer) === true;
    if (protectedNow === (object.metadata.deletionTimestamp !== undefined)) queue.add(keyOf(object));
  };
  objects.addEventHandler({ onAdd: look, onUpdate: (_, object) => look(object) });
  function* sync(key: string): Task {
    const object = objects.store.get(key);
    if (!object) return;
    const { finalizers = [], deletionTimestamp } = object.metadata;
    const there = finalizers.includes(finalizer);
    if (there !== (deletionTimestamp !== undefined) || (there && isInUse(object))) return;
    const next = there ? finalizers.filter((each) => each !== finalizer) : [...finalizers, finalizer];
    try {
      yield* client.update({ ...object, metadata: { ...object.metadata, finalizers: next } });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  context.whenSynced(name, [objects, informers.informer<Pod>(PODS)], () => runWorkers(process, queue, 1, sync));
  return queue;
}

/** Claims that a pod names, also those made for its ephemeral volumes. */
export function claimsOf({ metadata, spec }: Pod): string[] {
  const claims: string[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    if (persistentVolumeClaim) claims.push(`${metadata.namespace}/${persistentVolumeClaim.claimName}`);
    else if (ephemeral) claims.push(`${metadata.namespace}/${metadata.name}-${name}`);
  }
  return claims;
}

function startPvcProtection(context: ControllerContext): void {
  const pods = context.informers.informer<Pod>(PODS);
  const claims = context.informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
  const uses = (pod: Pod, key: string): boolean =>
    !isPodTerminal(pod) && Boolean(pod.spec.nodeName) && claimsOf(pod).includes(key);
  const inUse = (claim: PersistentVolumeClaim): boolean => pods.store.list().some((pod) => uses(pod, keyOf(claim)));
  const queue = protect(context, 'pvc-protection-controller', PERSISTENT_VOLUME_CLAIMS, PVC_FINALIZER, inUse);
  const freed = (pod: Pod): void => {
    if (claims.store.size === 0) return;
    for (const key of claimsOf(pod))
      if (claims.store.get(key)?.metadata.deletionTimestamp !== undefined) queue.add(key);
  };
  pods.addEventHandler({
    onUpdate: (old, pod) => {
      if (isPodTerminal(pod) && !isPodTerminal(old)) freed(pod);
    },
    onDelete: freed,
  });
}

function startPvProtection(context: ControllerContext): void {
  const inUse = ({ status }: PersistentVolume): boolean => status.phase === 'Bound';
  protect(context, 'pv-protection-controller', PERSISTENT_VOLUMES, PV_FINALIZER, inUse);
}

export const pvcProtectionController: Controller = {
  name: 'persistentvolumeclaim-protection-controller',
  start: startPvcProtection,
};

export const pvProtectionController: Controller = {
  name: 'persistentvolume-protection-controller',
  start: startPvProtection,
};
