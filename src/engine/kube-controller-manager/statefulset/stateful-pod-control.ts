import { StatusError, isAlreadyExists, isNotFound, newConflict, type ApiObject } from '../../apimachinery/index.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { PERSISTENT_VOLUME_CLAIMS, PODS } from '../../api/refs.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import type { Client, EventRecorder, ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import { claimBody, wantedClaims, withRetentionOwners, type WantedClaim } from './claims.ts';
import type { ClaimLookup, Step } from './plan.ts';
import { withIdentity } from './stateful-pod.ts';

type Verb = 'create' | 'update' | 'delete';
const TITLE: Readonly<Record<Verb, string>> = { create: 'Create', update: 'Update', delete: 'Delete' };

/** The acts of the statefulset controller and what it says of them. pkg/controller/statefulset/stateful_pod_control.go */
export class StatefulPodControl {
  readonly #pods: ResourceClient<Pod>;
  readonly #claims: ResourceClient<PersistentVolumeClaim>;

  constructor(
    client: Client,
    readonly recorder: EventRecorder,
  ) {
    this.#pods = client.resource<Pod>(PODS);
    this.#claims = client.resource<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
  }

  *take(set: StatefulSet, { act, pod }: Step, claim: ClaimLookup): Task {
    switch (act) {
      case 'create':
        return yield* this.#create(set, pod, claim);
      case 'delete':
        return yield* this.#told(set, 'delete', pod, this.#delete(pod));
      case 'createClaims':
        return yield* this.#createClaims(set, pod, claim);
      case 'fixClaims':
        return yield* this.#fixClaims(set, pod, claim);
      case 'update':
        return yield* this.#update(set, pod, claim);
    }
  }

  *#create(set: StatefulSet, pod: Pod, claim: ClaimLookup): Task {
    if (set.spec.volumeClaimTemplates?.length) {
      try {
        yield* this.#createClaims(set, pod, claim);
      } catch (error) {
        if (isRequestError(error)) this.#record(set, 'create', pod, error.message);
        throw error;
      }
    }
    const { status: _, ...body } = pod;
    let created: Pod;
    try {
      created = yield* this.#pods.create(set.metadata.namespace, body);
    } catch (error) {
      // A pod of that name that the cache does not show yet: nothing to tell, the next look decides.
      if (isRequestError(error) && !isAlreadyExists(error)) this.#record(set, 'create', pod, error.message);
      throw error;
    }
    yield* this.#fixClaims(set, created, claim);
    this.#record(set, 'create', pod);
  }

  *#delete({ metadata }: Pod): Task {
    yield* this.#pods.delete(metadata.namespace, metadata.name);
  }

  *#update(set: StatefulSet, pod: Pod, claim: ClaimLookup): Task {
    yield* this.#createClaims(set, pod, claim);
    yield* this.#fixClaims(set, pod, claim);
    const next = withIdentity(set, pod);
    if (next !== pod) yield* this.#told(set, 'update', pod, this.#pods.update(next));
  }

  *#createClaims(set: StatefulSet, pod: Pod, claim: ClaimLookup): Task {
    for (const wanted of wantedClaims(set, pod)) {
      const known = claim(wanted.name);
      if (known?.metadata.deletionTimestamp !== undefined) {
        throw newPlainConflict(`pvc ${wanted.name} is being deleted`);
      }
      if (!known) yield* this.#createClaim(set, pod, wanted);
    }
  }

  *#createClaim(set: StatefulSet, pod: Pod, wanted: WantedClaim): Task {
    const whose = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    try {
      yield* this.#claims.create(set.metadata.namespace, claimBody(set, wanted));
      this.recorder.event(set, 'Normal', 'SuccessfulCreate', `create Claim ${wanted.name} ${whose} success`);
    } catch (error) {
      if (!isRequestError(error) || isAlreadyExists(error)) {
        if (isAlreadyExists(error)) return;
        throw error;
      }
      const message = `create Claim ${wanted.name} for ${whose} failed error: ${error.message}`;
      this.recorder.event(set, 'Warning', 'FailedCreate', message);
      throw newPlainConflict(`failed to create PVC ${wanted.name}: ${error.message}`);
    }
  }

  /** UpdatePodClaimForRetentionPolicy */
  *#fixClaims(set: StatefulSet, pod: Pod, claim: ClaimLookup): Task {
    for (const { name } of wantedClaims(set, pod)) {
      const known = claim(name);
      const next = known && withRetentionOwners(known, set, pod);
      if (next && next !== known) yield* this.#claims.update(next);
    }
  }

  *#told(set: StatefulSet, verb: Verb, pod: Pod, act: Task<unknown>): Task {
    try {
      yield* act;
    } catch (error) {
      if (isRequestError(error)) this.#record(set, verb, pod, error.message);
      if (verb === 'delete' && isNotFound(error)) return;
      throw error;
    }
    this.#record(set, verb, pod);
  }

  #record(set: StatefulSet, verb: Verb, pod: ApiObject, failure?: string): void {
    const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    if (failure === undefined) this.recorder.event(set, 'Normal', `Successful${TITLE[verb]}`, `${what} successful`);
    else this.recorder.event(set, 'Warning', `Failed${TITLE[verb]}`, `${what} failed error: ${failure}`);
  }
}

/** A refusal that this controller makes up itself, with these very words; the queue tries again. */
function newPlainConflict(message: string): StatusError {
  const { status } = newConflict({ group: '', resource: 'persistentvolumeclaims' }, '', '');
  return new StatusError({ ...status, message });
}
