import { isAlreadyExists, keyOf } from '../../apimachinery/index.ts';
import { PROVISIONED_BY, SELECTED_NODE, STORAGE_PROVISIONER } from '../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../api/persistentvolume/types.ts';
import { storageClassOf } from '../../api/persistentvolumeclaim/index.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import { PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, STORAGE_CLASSES } from '../../api/refs.ts';
import type { StorageClass } from '../../api/storageclass/types.ts';
import {
  Client,
  EventRecorder,
  WorkQueue,
  runWorkers,
  type Indexer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { SECOND, sleep, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';

const PROVISIONER = 'rancher.io/local-path';
const FOLDER = '/opt/local-path-provisioner';
/** A pod on the node makes or removes the folder; that takes about so long. */
const HELPER_POD: Micros = 2 * SECOND;

const STANDARD = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/**
 * The add-on that clusters made by kind have: a default class `standard`, whose volumes are folders on the node of the first pod
 * that uses them. It stands in for a Deployment of its own in the namespace local-path-storage.
 */
export class LocalPathProvisioner {
  readonly #queue: WorkQueue;
  readonly #deletions: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #volumes: ResourceClient<PersistentVolume>;
  readonly #client: Client;
  readonly #claimStore: Indexer<PersistentVolumeClaim>;
  readonly #volumeStore: Indexer<PersistentVolume>;
  readonly #classes: Indexer<StorageClass>;

  constructor(readonly context: ControllerContext) {
    const { informers, process, network, config } = context;
    const commonName = 'system:serviceaccount:local-path-storage:local-path-provisioner-service-account';
    const organizations = ['system:serviceaccounts', 'system:masters'];
    const credentials = { clientCertificate: { commonName, organizations } };
    const userAgent = 'local-path-provisioner/v0.0.32 (linux/amd64)';
    this.#client = new Client(process, network, { credentials, userAgent, address: config.address });
    this.#volumes = this.#client.resource<PersistentVolume>(PERSISTENT_VOLUMES);
    this.#recorder = new EventRecorder(this.#client, { component: `${PROVISIONER}_local-path-provisioner` });
    this.#queue = new WorkQueue(process, 'local-path claims');
    this.#deletions = new WorkQueue(process, 'local-path volumes');
    const claims = informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    const volumes = informers.informer<PersistentVolume>(PERSISTENT_VOLUMES);
    const classes = informers.informer<StorageClass>(STORAGE_CLASSES);
    this.#claimStore = claims.store;
    this.#volumeStore = volumes.store;
    this.#classes = classes.store;
    const look = (claim: PersistentVolumeClaim): void => {
      if (claim.metadata.annotations?.[STORAGE_PROVISIONER] === PROVISIONER) this.#queue.add(keyOf(claim));
    };
    claims.addEventHandler({ onAdd: look, onUpdate: (_, claim) => look(claim) });
    const lookAt = (volume: PersistentVolume): void => {
      if (shouldDelete(volume)) this.#deletions.add(keyOf(volume));
    };
    volumes.addEventHandler({ onAdd: lookAt, onUpdate: (_, volume) => lookAt(volume) });
    context.whenSynced('local-path-provisioner', [claims, volumes, classes], () => {
      process.go('install storage class', this.#install());
      runWorkers(process, this.#queue, 1, (key) => this.#provision(key));
      runWorkers(process, this.#deletions, 1, (key) => this.#delete(key));
    });
  }

  /** As the add-on's manifest does once; a class that somebody has deleted since is not brought back by this process. */
  *#install(): Task {
    if (this.#classes.size > 0) return;
    try {
      yield* this.#client.resource<StorageClass>(STORAGE_CLASSES).create(undefined, STANDARD);
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
  }

  *#provision(key: string): Task {
    const claim = this.#claimStore.get(key);
    if (!claim || claim.spec.volumeName || claim.metadata.deletionTimestamp !== undefined) return;
    const { annotations, uid } = claim.metadata;
    const known = this.#classes.get(storageClassOf(claim));
    const node = annotations?.[SELECTED_NODE];
    if (annotations?.[STORAGE_PROVISIONER] !== PROVISIONER || known?.provisioner !== PROVISIONER) return;
    const name = `pvc-${uid}`;
    if (this.#volumeStore.get(name)) return;
    const whose = `External provisioner is provisioning volume for claim "${key}"`;
    this.#recorder.event(claim, 'Normal', 'Provisioning', whose);
    if (node === undefined) {
      const why = 'configuration error, no node was specified';
      const message = `failed to provision volume with StorageClass "${known.metadata.name}": ${why}`;
      this.#recorder.event(claim, 'Warning', 'ProvisioningFailed', message);
      return;
    }
    const { sim } = this.context.process;
    yield* sleep(sim, HELPER_POD);
    try {
      yield* this.#volumes.create(undefined, volumeFor(claim, known, node));
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
    this.#recorder.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${name}`);
  }

  *#delete(key: string): Task {
    const volume = this.#volumeStore.get(key);
    if (!volume || !shouldDelete(volume)) return;
    yield* sleep(this.context.process.sim, HELPER_POD);
    yield* this.#volumes.delete(undefined, volume.metadata.name);
  }
}

function shouldDelete({ metadata, spec, status }: PersistentVolume): boolean {
  if (metadata.deletionTimestamp !== undefined || metadata.annotations?.[PROVISIONED_BY] !== PROVISIONER) return false;
  return status.phase === 'Released' && spec.persistentVolumeReclaimPolicy === 'Delete';
}

function volumeFor(claim: PersistentVolumeClaim, known: StorageClass, node: string): object {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const { accessModes, volumeMode, resources } = claim.spec;
  const volume = `pvc-${uid}`;
  const hostname = { key: 'kubernetes.io/hostname', operator: 'In', values: [node] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volume,
      annotations: { 'local.path.provisioner/selected-node': node, [PROVISIONED_BY]: PROVISIONER },
    },
    spec: {
      accessModes,
      capacity: { storage: resources.requests?.['storage'] },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion },
      hostPath: { path: `${FOLDER}/${volume}_${namespace}_${name}`, type: 'DirectoryOrCreate' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [hostname] }] } },
      persistentVolumeReclaimPolicy: known.reclaimPolicy,
      storageClassName: known.metadata.name,
      volumeMode,
    },
  };
}
