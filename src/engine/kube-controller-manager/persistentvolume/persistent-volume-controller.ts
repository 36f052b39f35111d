import { isNotFound, keyOf, semanticDeepEqual } from '../../apimachinery/index.ts';
import {
  BETA_STORAGE_PROVISIONER,
  PROVISIONED_BY,
  SELECTED_NODE,
  STORAGE_PROVISIONER,
  BIND_COMPLETED,
  findMatchingVolume,
  whyUnsatisfied,
} from '../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../api/persistentvolume/types.ts';
import { storageClassOf } from '../../api/persistentvolumeclaim/index.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import { PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, STORAGE_CLASSES } from '../../api/refs.ts';
import type { StorageClass } from '../../api/storageclass/types.ts';
import {
  EventRecorder,
  WorkQueue,
  runWorkers,
  type EventType,
  type Indexer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { claimForVolume, claimStatus, unbound, volumeForClaim } from './binding.ts';

const NAME = 'persistentvolume-binder-controller';
/** --pvclaimbinder-sync-period */
const SYNC_PERIOD: Micros = 15 * SECOND;
const IN_TREE = 'kubernetes.io/';

type Phase = PersistentVolume['status']['phase'];

/** Brings claims and volumes together. pkg/controller/volume/persistentvolume/pv_controller.go */
export class PersistentVolumeController {
  readonly #claimQueue: WorkQueue;
  readonly #volumeQueue: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #claims: ResourceClient<PersistentVolumeClaim>;
  readonly #volumes: ResourceClient<PersistentVolume>;
  readonly #claimStore: Indexer<PersistentVolumeClaim>;
  readonly #volumeStore: Indexer<PersistentVolume>;
  readonly #classes: Indexer<StorageClass>;
  readonly #claimWrites: OwnWrites<PersistentVolumeClaim>;
  readonly #volumeWrites: OwnWrites<PersistentVolume>;

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client('persistent-volume-binder');
    this.#claims = client.resource<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    this.#volumes = client.resource<PersistentVolume>(PERSISTENT_VOLUMES);
    this.#recorder = new EventRecorder(client, { component: 'persistentvolume-controller' });
    this.#claimQueue = new WorkQueue(process, 'claims');
    this.#volumeQueue = new WorkQueue(process, 'volumes');
    const claims = informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    const volumes = informers.informer<PersistentVolume>(PERSISTENT_VOLUMES);
    const classes = informers.informer<StorageClass>(STORAGE_CLASSES);
    this.#claimStore = claims.store;
    this.#volumeStore = volumes.store;
    this.#classes = classes.store;
    this.#claimWrites = new OwnWrites(claims.store);
    this.#volumeWrites = new OwnWrites(volumes.store);
    claims.addEventHandler({
      onAdd: (claim) => this.#claimQueue.add(keyOf(claim)),
      onUpdate: (_, claim) => this.#claimQueue.add(keyOf(claim)),
      onDelete: (claim) => {
        this.#claimWrites.forget(claim);
        if (claim.spec.volumeName) this.#volumeQueue.add(claim.spec.volumeName);
      },
    });
    volumes.addEventHandler({
      onAdd: (volume) => this.#volumeQueue.add(keyOf(volume)),
      onUpdate: (_, volume) => this.#volumeQueue.add(keyOf(volume)),
      onDelete: (volume) => {
        this.#volumeWrites.forget(volume);
        const { namespace, name } = volume.spec.claimRef ?? {};
        if (name !== undefined) this.#claimQueue.add(`${namespace}/${name}`);
      },
    });
    context.whenSynced(NAME, [claims, volumes, classes], () => {
      runWorkers(process, this.#volumeQueue, 1, (key) => this.#syncVolume(key));
      runWorkers(process, this.#claimQueue, 1, (key) => this.#syncClaim(key));
      process.every('resync volumes', SYNC_PERIOD, () => this.#resync());
    });
  }

  /** What is bound is left alone; what waits is looked at again, and says again what it waits for. */
  *#resync(): Task {
    for (const claim of this.#claimStore.list()) {
      if (claim.status.phase !== 'Bound') this.#claimQueue.add(keyOf(claim));
    }
    for (const volume of this.#volumeStore.list()) {
      if (volume.status.phase !== 'Bound') this.#volumeQueue.add(keyOf(volume));
    }
    yield* this.context.compute(0);
  }

  #tell(object: PersistentVolume | PersistentVolumeClaim, type: EventType, reason: string, message: string): void {
    this.#recorder.event(object, type, reason, message);
  }

  *#syncClaim(key: string): Task {
    const claim = this.#claimStore.get(key);
    if (!claim) return;
    if (this.#behind(key)) {
      this.#claimQueue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) yield* this.#syncBoundClaim(claim);
    else if (claim.spec.volumeName) yield* this.#syncNamedClaim(claim, claim.spec.volumeName);
    else yield* this.#syncUnboundClaim(claim);
  }

  #behind(key: string): boolean {
    const { now } = this.context.process.sim;
    // Both are asked, so that both forget what has been seen.
    const claims = this.#claimWrites.behind(key, now);
    return this.#volumeWrites.behind(key, now) || claims;
  }

  *#syncUnboundClaim(claim: PersistentVolumeClaim): Task {
    const className = storageClassOf(claim);
    const known = this.#classes.get(className);
    const waits = known?.volumeBindingMode === 'WaitForFirstConsumer';
    const delayed = waits && claim.metadata.annotations?.[SELECTED_NODE] === undefined;
    const volume = findMatchingVolume(claim, this.#volumeStore.list(), { delayed });
    if (volume) {
      yield* this.#bind(volume, claim);
      return;
    }
    if (delayed) {
      this.#tell(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
    } else if (className !== '') {
      yield* this.#provision(claim, className, known);
      return;
    } else {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#tell(claim, 'Normal', 'FailedBinding', message);
    }
    yield* this.#putClaimStatus(claim, 'Pending', undefined);
  }

  /** Somebody else makes the volume; the claim is told who. provisionClaim */
  *#provision(claim: PersistentVolumeClaim, className: string, known: StorageClass | undefined): Task {
    if (!known) {
      this.#tell(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`);
      return;
    }
    const { provisioner } = known;
    if (provisioner.startsWith(IN_TREE)) {
      const message = `no volume plugin matched name: ${provisioner}`;
      this.#tell(claim, 'Warning', 'ProvisioningFailed', message);
      return;
    }
    const { annotations } = claim.metadata;
    let told = claim;
    if (annotations?.[STORAGE_PROVISIONER] !== provisioner) {
      const more = { [BETA_STORAGE_PROVISIONER]: provisioner, [STORAGE_PROVISIONER]: provisioner };
      const metadata = { ...claim.metadata, annotations: { ...annotations, ...more } };
      told = yield* this.#claims.update({ ...claim, metadata });
      this.#claimWrites.note(keyOf(claim), told, this.context.process.sim.now);
    }
    const who = `Waiting for a volume to be created either by the external provisioner '${provisioner}'`;
    const advice =
      'If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
    this.#tell(told, 'Normal', 'ExternalProvisioning', `${who} or manually by the system administrator. ${advice}`);
  }

  /** The claim's author, or a provisioner, has named the volume. */
  *#syncNamedClaim(claim: PersistentVolumeClaim, name: string): Task {
    const volume = this.#volumeStore.get(name);
    if (!volume) {
      yield* this.#putClaimStatus(claim, 'Pending', undefined);
      return;
    }
    const { claimRef } = volume.spec;
    const { uid, namespace } = claim.metadata;
    const kept = claimRef?.name === claim.metadata.name && claimRef.namespace === namespace;
    const free = claimRef === undefined || (kept && (!claimRef.uid || claimRef.uid === uid));
    if (!free) {
      this.#tell(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
      yield* this.#putClaimStatus(claim, 'Pending', undefined);
      return;
    }
    const why = claimRef === undefined ? whyUnsatisfied(volume, claim) : undefined;
    if (why !== undefined) {
      this.#tell(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${why}`);
      yield* this.#putClaimStatus(claim, 'Pending', undefined);
      return;
    }
    yield* this.#bind(volume, claim);
  }

  *#syncBoundClaim(claim: PersistentVolumeClaim): Task {
    const { volumeName } = claim.spec;
    const volume = volumeName ? this.#volumeStore.get(volumeName) : undefined;
    if (!volumeName) {
      const message = 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!';
      yield* this.#lose(claim, 'ClaimLost', message);
    } else if (!volume) {
      yield* this.#lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
    } else if (!volume.spec.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) {
      yield* this.#bind(volume, claim);
    } else {
      const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
      yield* this.#lose(claim, 'ClaimMisbound', message);
    }
  }

  *#lose(claim: PersistentVolumeClaim, reason: string, message: string): Task {
    if (claim.status.phase === 'Lost') return;
    this.#tell(claim, 'Warning', reason, message);
    yield* this.#putClaimStatus(claim, 'Lost', undefined);
  }

  /** First the volume, then the claim: whoever crashes in between is found out by the volume. */
  *#bind(volume: PersistentVolume, claim: PersistentVolumeClaim): Task {
    const key = keyOf(claim);
    const { now } = this.context.process.sim;
    let held = volumeForClaim(volume, claim);
    if (held !== volume) {
      held = yield* this.#volumes.update(held);
      this.#volumeWrites.note(key, held, now);
    }
    if (held.status.phase !== 'Bound') held = yield* this.#putVolumePhase(held, 'Bound', key);
    let bound = claimForVolume(claim, held);
    if (bound !== claim) {
      bound = yield* this.#claims.update(bound);
      this.#claimWrites.note(key, bound, now);
    }
    yield* this.#putClaimStatus(bound, 'Bound', held);
  }

  *#putClaimStatus(
    claim: PersistentVolumeClaim,
    phase: 'Bound' | 'Pending' | 'Lost',
    volume: PersistentVolume | undefined,
  ): Task {
    const status = claimStatus(claim, phase, volume);
    if (semanticDeepEqual(status, claim.status)) return;
    const stored = yield* this.#claims.updateStatus({ ...claim, status });
    this.#claimWrites.note(keyOf(claim), stored, this.context.process.sim.now);
  }

  *#putVolumePhase(volume: PersistentVolume, phase: Phase, group: string, message?: string): Task<PersistentVolume> {
    const { message: _, ...status } = volume.status;
    const next = { ...volume, status: { ...status, phase, ...(message !== undefined && { message }) } };
    const stored = yield* this.#volumes.updateStatus(next);
    this.#volumeWrites.note(group, stored, this.context.process.sim.now);
    return stored;
  }

  *#syncVolume(key: string): Task {
    const volume = this.#volumeStore.get(key);
    if (!volume) return;
    if (this.#volumeWrites.behind(key, this.context.process.sim.now)) {
      this.#volumeQueue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    const { claimRef } = volume.spec;
    if (!claimRef?.uid) {
      if (volume.status.phase !== 'Available') yield* this.#putVolumePhase(volume, 'Available', key);
      return;
    }
    const claim = yield* this.#claimOf(claimRef.namespace, claimRef.name);
    if (!claim || claim.metadata.uid !== claimRef.uid) yield* this.#release(volume);
    else if (!claim.spec.volumeName) this.#claimQueue.add(keyOf(claim));
    else if (claim.spec.volumeName === volume.metadata.name) {
      if (volume.status.phase !== 'Bound') yield* this.#putVolumePhase(volume, 'Bound', key);
    } else if (isProvisioned(volume) && volume.spec.persistentVolumeReclaimPolicy === 'Delete') {
      yield* this.#release(volume);
    } else {
      // The claim went with another volume: this one is free again.
      const stored = yield* this.#volumes.update(unbound(volume));
      this.#volumeWrites.note(key, stored, this.context.process.sim.now);
    }
  }

  /** A claim that the cache does not show is asked for: to release a volume by mistake would lose what is on it. */
  *#claimOf(namespace: string | undefined, name: string | undefined): Task<PersistentVolumeClaim | undefined> {
    const known = this.#claimStore.get(`${namespace}/${name}`);
    if (known || name === undefined) return known;
    try {
      return yield* this.#claims.get(namespace, name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return undefined;
    }
  }

  /** The claim is gone; what becomes of the volume, its policy says. reclaimVolume */
  *#release(known: PersistentVolume): Task {
    const key = keyOf(known);
    const { phase } = known.status;
    const done = phase === 'Released' || phase === 'Failed';
    const volume = done ? known : yield* this.#putVolumePhase(known, 'Released', key);
    if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete' || phase === 'Failed') return;
    // Whoever made the volume takes it away.
    if (isProvisioned(volume)) return;
    const path = volume.spec.hostPath?.path;
    if (path?.startsWith('/tmp/')) {
      yield* this.#volumes.delete(undefined, volume.metadata.name);
      return;
    }
    const why =
      path === undefined
        ? `error getting deleter volume plugin for volume "${volume.metadata.name}": no deletable volume plugin matched`
        : `host_path deleter only supports /tmp/.+ but received provided ${path}`;
    this.#tell(volume, 'Warning', 'VolumeFailedDelete', why);
    yield* this.#putVolumePhase(volume, 'Failed', key, why);
  }
}

function isProvisioned({ metadata }: PersistentVolume): boolean {
  return metadata.annotations?.[PROVISIONED_BY] !== undefined;
}
