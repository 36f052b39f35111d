/** Makes the claims of pods' ephemeral volumes. pkg/controller/volume/ephemeral/controller.go */
import { isAlreadyExists, keyOf, newControllerRef } from '../../apimachinery/index.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { PERSISTENT_VOLUME_CLAIMS, PODS } from '../../api/refs.ts';
import { EventRecorder, WorkQueue, runWorkers } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { Controller, ControllerContext } from '../context.ts';

const NAME = 'ephemeral-volume-controller';
const WORKERS = 10;

function hasEphemeral({ spec }: Pod): boolean {
  for (const { ephemeral } of spec.volumes ?? []) if (ephemeral) return true;
  return false;
}

function start(context: ControllerContext): void {
  const { informers, process } = context;
  const client = context.client(NAME);
  const claims = client.resource<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
  const recorder = new EventRecorder(client, { component: 'ephemeral_volume' });
  const queue = new WorkQueue(process, 'ephemeral_volume');
  const pods = informers.informer<Pod>(PODS);
  const known = informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
  pods.addEventHandler({
    onAdd: (pod) => {
      if (hasEphemeral(pod)) queue.add(keyOf(pod));
    },
  });
  known.addEventHandler({
    onDelete: ({ metadata }) => {
      const owner = metadata.ownerReferences?.find(({ kind, controller }) => kind === 'Pod' && controller);
      if (owner) queue.add(`${metadata.namespace}/${owner.name}`);
    },
  });
  function* sync(key: string): Task {
    const pod = pods.store.get(key);
    if (!pod || pod.metadata.deletionTimestamp !== undefined) return;
    for (const { name, ephemeral } of pod.spec.volumes ?? []) {
      const template = ephemeral?.volumeClaimTemplate;
      const claimName = `${pod.metadata.name}-${name}`;
      const { namespace } = pod.metadata;
      if (!template || known.store.get(`${namespace}/${claimName}`)) continue;
      const { labels, annotations } = template.metadata ?? {};
      const ownerReferences = [newControllerRef(pod, { apiVersion: 'v1', kind: 'Pod' })];
      const metadata = { name: claimName, namespace, labels, annotations, ownerReferences };
      try {
        yield* claims.create(namespace, {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata,
          spec: template.spec,
        });
      } catch (error) {
        if (!isRequestError(error) || isAlreadyExists(error)) throw error;
        const message = `ephemeral volume ${name}: create PVC ${claimName}: ${error.message}`;
        recorder.event(pod, 'Warning', 'FailedBinding', message);
        throw error;
      }
    }
  }
  context.whenSynced(NAME, [pods, known], () => runWorkers(process, queue, WORKERS, sync));
}

export const ephemeralVolumeController: Controller = { name: NAME, start };
