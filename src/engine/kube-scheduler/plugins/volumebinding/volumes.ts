import { isFullyBound, isVolumeBoundToClaim, SELECTED_NODE } from '../../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../../api/persistentvolume/types.ts';
import { storageClassOf } from '../../../api/persistentvolumeclaim/index.ts';
import type { PersistentVolumeClaim } from '../../../api/persistentvolumeclaim/types.ts';
import { PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, STORAGE_CLASSES } from '../../../api/refs.ts';
import type { StorageClass } from '../../../api/storageclass/types.ts';
import { keyOf, type ApiObject } from '../../../apimachinery/index.ts';
import type { Client, Informer, SharedInformerFactory } from '../../../client-go/index.ts';
import type { Task } from '../../../sim/index.ts';
import { ADD, UPDATE, type ClusterEvent, type EventResource } from '../../framework/events.ts';
import type { Choice } from './choose-volumes.ts';

/** Told of a change that may let waiting pods be placed. */
export type VolumeListener = (event: ClusterEvent, before: ApiObject | undefined, after: ApiObject) => void;

/** Claims, volumes and classes as the scheduler sees them, with what it has promised and not yet seen done. */
export class Volumes {
  readonly #claims: Informer<PersistentVolumeClaim>;
  readonly #volumes: Informer<PersistentVolume>;
  readonly #classes: Informer<StorageClass>;
  /** By pod: the names of volumes that are being bound for it. */
  readonly #assumed = new Map<string, readonly string[]>();

  constructor(
    informers: SharedInformerFactory,
    readonly client: Client,
  ) {
    this.#claims = informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    this.#volumes = informers.informer<PersistentVolume>(PERSISTENT_VOLUMES);
    this.#classes = informers.informer<StorageClass>(STORAGE_CLASSES);
  }

  onChange(listener: VolumeListener): void {
    follow(this.#claims, 'PersistentVolumeClaim', listener);
    follow(this.#volumes, 'PersistentVolume', listener);
    follow(this.#classes, 'StorageClass', listener);
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.#claims.store.get(`${namespace}/${name}`);
  }

  volume(name: string): PersistentVolume | undefined {
    return this.#volumes.store.get(name);
  }

  list(): readonly PersistentVolume[] {
    return this.#volumes.store.list();
  }

  classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    return this.#classes.store.get(storageClassOf(claim));
  }

  /** The class binds a claim only when it is known where its first pod goes. */
  isDelayed(claim: PersistentVolumeClaim): boolean {
    return this.classOf(claim)?.volumeBindingMode === 'WaitForFirstConsumer';
  }

  isBound(claim: PersistentVolumeClaim): boolean {
    const now = this.#claims.store.get(keyOf(claim));
    return now !== undefined && isFullyBound(now);
  }

  assume(pod: string, { bindings }: Choice): void {
    if (bindings.length > 0)
      this.#assumed.set(
        pod,
        bindings.map(({ volume }) => volume.metadata.name),
      );
  }

  forget(pod: string): void {
    this.#assumed.delete(pod);
  }

  *assumed(): Generator<string, void, undefined> {
    for (const names of this.#assumed.values()) yield* names;
  }

  /** Writes the claim into the volume; the binder does the rest. */
  *keepFor(claim: PersistentVolumeClaim, volume: PersistentVolume): Task {
    if (isVolumeBoundToClaim(volume, claim) && volume.spec.claimRef?.uid === claim.metadata.uid) return;
    const { namespace, name, uid, resourceVersion } = claim.metadata;
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
    const annotations = { ...volume.metadata.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' };
    const metadata = { ...volume.metadata, annotations };
    const next = {
      ...volume,
      metadata,
      spec: { ...volume.spec, claimRef: claimRef as PersistentVolume['spec']['claimRef'] },
    };
    yield* this.client.resource<PersistentVolume>(PERSISTENT_VOLUMES).update(next as PersistentVolume);
  }

  *selectNode(claim: PersistentVolumeClaim, nodeName: string): Task {
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: nodeName };
    const next = { ...claim, metadata: { ...claim.metadata, annotations } };
    yield* this.client.resource<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS).update(next);
  }
}

function follow<T extends ApiObject>(informer: Informer<T>, resource: EventResource, tell: VolumeListener): void {
  const added: ClusterEvent = { resource, actionType: ADD, label: `${resource}Add` };
  const updated: ClusterEvent = { resource, actionType: UPDATE, label: `${resource}Update` };
  informer.addEventHandler({
    onAdd: (object) => tell(added, undefined, object),
    onUpdate: (before, object) => tell(updated, before, object),
  });
}
