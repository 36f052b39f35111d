import { isAlreadyExists, keyOf } from '../../apimachinery/index.ts';
import { NAMESPACES, SERVICE_ACCOUNTS } from '../../api/refs.ts';
import type { Namespace } from '../../api/namespace/types.ts';
import type { ServiceAccount } from '../../api/serviceaccount/types.ts';
import { WorkQueue, runWorkers } from '../../client-go/index.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { isNamespaceTerminating } from '../pod-control.ts';

const NAME = 'serviceaccount-controller';
const MANAGED = ['default'];

/** A `default` ServiceAccount in every active namespace. pkg/controller/serviceaccount/serviceaccounts_controller.go */
function start(context: ControllerContext): void {
  const { informers, process } = context;
  const accounts = informers.informer<ServiceAccount>(SERVICE_ACCOUNTS);
  const namespaces = informers.informer<Namespace>(NAMESPACES);
  const client = context.client('service-account-controller').resource<ServiceAccount>(SERVICE_ACCOUNTS);
  const queue = new WorkQueue(process, 'serviceaccount');
  accounts.addEventHandler({ onDelete: ({ metadata }) => queue.add(metadata.namespace ?? '') });
  namespaces.addEventHandler({
    onAdd: (namespace) => queue.add(keyOf(namespace)),
    onUpdate: (_, namespace) => queue.add(keyOf(namespace)),
  });
  context.whenSynced(NAME, [accounts, namespaces], () => {
    runWorkers(process, queue, 1, function* (namespace) {
      if (namespaces.store.get(namespace)?.status.phase !== 'Active') return;
      for (const name of MANAGED) {
        if (accounts.store.get(`${namespace}/${name}`)) continue;
        try {
          yield* client.create(namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
        } catch (error) {
          if (!isAlreadyExists(error) && !isNamespaceTerminating(error)) throw error;
        }
      }
    });
  });
}

export const serviceAccountController: Controller = { name: NAME, start };
