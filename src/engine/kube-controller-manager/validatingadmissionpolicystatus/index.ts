import type { ValidatingAdmissionPolicy } from '../../api/validatingadmissionpolicy/types.ts';
import { isNotFound, keyOf } from '../../apimachinery/index.ts';
import { runWorkers, WorkQueue, type ResourceRef } from '../../client-go/index.ts';
import type { Controller, ControllerContext } from '../context.ts';

const NAME = 'validatingadmissionpolicy-status-controller';
const WORKERS = 5;
const POLICIES: ResourceRef = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingadmissionpolicies',
  kind: 'ValidatingAdmissionPolicy',
  namespaced: false,
};

/**
 * Says of every policy which generation of it has been looked at. pkg/controller/validatingadmissionpolicystatus
 *
 * Different from the real thing: expressions are not checked against the types of what they are about, so there is never a
 * warning.
 */
function start(context: ControllerContext): void {
  const { informers, process } = context;
  const policies = informers.informer<ValidatingAdmissionPolicy>(POLICIES);
  const client = context.client(NAME).resource<ValidatingAdmissionPolicy>(POLICIES);
  const queue = new WorkQueue(process, 'validatingadmissionpolicy_status');
  policies.addEventHandler({
    onAdd: (policy) => queue.add(keyOf(policy)),
    onUpdate: (_, policy) => queue.add(keyOf(policy)),
  });
  context.whenSynced(NAME, [policies], () => {
    runWorkers(process, queue, WORKERS, function* (name) {
      const policy = policies.store.get(name);
      const generation = policy?.metadata.generation ?? 0;
      if (policy === undefined || generation <= (policy.status.observedGeneration ?? 0)) return;
      const status = { ...policy.status, observedGeneration: generation, typeChecking: {} };
      try {
        yield* client.updateStatus({ ...policy, status });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    });
  });
}

export const validatingAdmissionPolicyStatus: Controller = { name: NAME, start };
