import { NAMESPACES, REPLICA_SETS, REPLICATION_CONTROLLERS, SERVICES } from '../api/refs.ts';
import type { Namespace } from '../api/namespace/types.ts';
import type { ReplicaSet } from '../api/replicaset/types.ts';
import type { ReplicationController } from '../api/replicationcontroller/types.ts';
import type { Service } from '../api/service/types.ts';
import { objectKey, semanticDeepEqual, type ApiObject, type LabelSet } from '../apimachinery/index.ts';
import type { Informer, SharedInformerFactory } from '../client-go/index.ts';
import type { WorkloadLister } from './plugins/podtopologyspread/default-selector.ts';

interface Selecting extends ApiObject {
  readonly spec: { readonly selector?: unknown };
}

/** The services and controllers that choose pods, and the labels of namespaces, from the informers' stores. */
export class InformedWorkloads implements WorkloadLister {
  version = 0;
  readonly #services: Informer<Service>;
  readonly #replicationControllers: Informer<ReplicationController>;
  readonly #replicaSets: Informer<ReplicaSet>;
  readonly #namespaces: Informer<Namespace>;

  constructor(informers: SharedInformerFactory) {
    this.#services = informers.informer<Service>(SERVICES);
    this.#replicationControllers = informers.informer<ReplicationController>(REPLICATION_CONTROLLERS);
    this.#replicaSets = informers.informer<ReplicaSet>(REPLICA_SETS);
    this.#namespaces = informers.informer<Namespace>(NAMESPACES);
    this.#services.store.addIndex('namespace', ({ metadata }) => [metadata.namespace ?? '']);
    this.#watchSelectors(this.#services);
    this.#watchSelectors(this.#replicationControllers);
    this.#watchSelectors(this.#replicaSets);
  }

  services(namespace: string): readonly Service[] {
    return this.#services.store.byIndex('namespace', namespace);
  }

  replicationController(namespace: string, name: string): ReplicationController | undefined {
    return this.#replicationControllers.store.get(objectKey(namespace, name));
  }

  replicaSet(namespace: string, name: string): ReplicaSet | undefined {
    return this.#replicaSets.store.get(objectKey(namespace, name));
  }

  namespaceLabels(namespace: string): LabelSet | undefined {
    return this.#namespaces.store.get(namespace)?.metadata.labels;
  }

  #watchSelectors<T extends Selecting>(informer: Informer<T>): void {
    informer.addEventHandler({
      onAdd: () => this.version++,
      onDelete: () => this.version++,
      onUpdate: ({ spec: before }, { spec: after }) => {
        if (before.selector === after.selector || semanticDeepEqual(before.selector, after.selector)) return;
        this.version++;
      },
    });
  }
}
