import type { Node } from '../api/node/types.ts';
import { NODES, SERVICES } from '../api/refs.ts';
import type { Service } from '../api/service/types.ts';
import { isNotFound, keyOf } from '../apimachinery/index.ts';
import {
  Client,
  EventRecorder,
  SharedInformerFactory,
  WorkQueue,
  runWorkers,
  type Informer,
  type ResourceClient,
} from '../client-go/index.ts';
import { RpcClient, SECOND, type Micros, type Network, type Process, type Task } from '../sim/index.ts';
import { CLOUD_API, type Balancer, type CloudRequest } from './load-balancers.ts';

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';
const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';
const WORKERS = 1;
const API_TIMEOUT: Micros = 30 * SECOND;

/** cloud-provider/controllers/service/controller.go */
export function startCloudControllerManager(process: Process, network: Network): void {
  const client = new Client(process, network, {
    credentials: { clientCertificate: { commonName: 'cloud-controller-manager', organizations: ['system:masters'] } },
    userAgent: 'cloud-controller-manager/v1.36.0 (linux/amd64) kubernetes',
    qps: 20,
    burst: 30,
  });
  const controller = new ServiceController(process, network, client);
  process.go('service controller', controller.run());
}

class ServiceController {
  readonly #process: Process;
  readonly #api: RpcClient;
  readonly #factory: SharedInformerFactory;
  readonly #services: Informer<Service>;
  readonly #nodes: Informer<Node>;
  readonly #client: ResourceClient<Service>;
  readonly #recorder: EventRecorder;
  readonly #queue: WorkQueue;
  /** What was ordered last, by the balancer's name: nothing is ordered twice. */
  readonly #ordered = new Map<string, Balancer>();

  constructor(process: Process, network: Network, client: Client) {
    this.#process = process;
    this.#api = new RpcClient(network, process, CLOUD_API);
    this.#factory = new SharedInformerFactory(client);
    this.#services = this.#factory.informer<Service>(SERVICES);
    this.#nodes = this.#factory.informer<Node>(NODES);
    this.#client = client.resource<Service>(SERVICES);
    this.#recorder = new EventRecorder(client, { component: 'service-controller' });
    this.#queue = new WorkQueue(process, 'service');
    const look = (service: Service): void => {
      if (wantsLoadBalancer(service) || needsCleanup(service)) this.#queue.add(keyOf(service));
    };
    this.#services.addEventHandler({ onAdd: look, onUpdate: (_, service) => look(service) });
    const nodesChanged = (): void => {
      for (const service of this.#services.store.list()) if (wantsLoadBalancer(service)) look(service);
    };
    this.#nodes.addEventHandler({
      onAdd: nodesChanged,
      onUpdate: (old, node) => {
        if (isExcluded(old) !== isExcluded(node) || addressOf(old) !== addressOf(node)) nodesChanged();
      },
      onDelete: nodesChanged,
    });
  }

  *run(): Task {
    this.#factory.start();
    yield* this.#factory.waitForCacheSync();
    runWorkers(this.#process, this.#queue, WORKERS, (key) => this.#sync(key));
  }

  *#sync(key: string): Task {
    const service = this.#services.store.get(key);
    if (!service) return;
    if (needsCleanup(service)) yield* this.#cleanUp(service);
    else if (wantsLoadBalancer(service)) yield* this.#ensure(service);
  }

  *#ensure(seen: Service): Task {
    const nodes = this.#nodes.store
      .list()
      .filter((node) => !isExcluded(node))
      .flatMap(addressOf)
      .sort();
    const wanted = balancerFor(seen, nodes);
    const known = this.#ordered.get(wanted.name);
    const given = (seen.status.loadBalancer?.ingress ?? []).length > 0;
    const samePorts = known !== undefined && JSON.stringify(known.ports) === JSON.stringify(wanted.ports);
    const sameNodes = known?.nodes.join() === nodes.join();
    if (given && samePorts && sameNodes) return;
    const hosts = given && samePorts;
    const service = yield* this.#withFinalizer(seen);
    if (!hosts) this.#recorder.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
    const { address } = yield* this.#ask(hosts ? { update: { name: wanted.name, nodes } } : { ensure: wanted });
    this.#ordered.set(wanted.name, wanted);
    if (hosts) {
      this.#recorder.event(service, 'Normal', 'UpdatedLoadBalancer', 'Updated load balancer with new hosts');
      return;
    }
    yield* this.#tell(service, [{ ip: address, ipMode: 'VIP' }]);
    this.#recorder.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
  }

  *#cleanUp(service: Service): Task {
    const { name } = balancerFor(service, []);
    this.#recorder.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
    yield* this.#ask({ remove: name });
    this.#ordered.delete(name);
    const finalizers = (service.metadata.finalizers ?? []).filter((each) => each !== FINALIZER);
    try {
      const left = yield* this.#client.update({ ...service, metadata: { ...service.metadata, finalizers } });
      // A Service that only became of another type stays, and has no address any more.
      if (left.metadata.deletionTimestamp === undefined) yield* this.#tell(left, []);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    this.#recorder.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
  }

  *#withFinalizer(service: Service): Task<Service> {
    const { finalizers = [] } = service.metadata;
    if (finalizers.includes(FINALIZER)) return service;
    return yield* this.#client.update({
      ...service,
      metadata: { ...service.metadata, finalizers: [...finalizers, FINALIZER] },
    });
  }

  *#tell(service: Service, ingress: NonNullable<Service['status']['loadBalancer']['ingress']>): Task {
    const loadBalancer = ingress.length > 0 ? { ingress } : {};
    yield* this.#client.updateStatus({ ...service, status: { ...service.status, loadBalancer } });
  }

  *#ask(request: CloudRequest): Task<{ readonly address: string }> {
    const [verb = ''] = Object.keys(request);
    const name = 'remove' in request ? request.remove : 'update' in request ? request.update.name : request.ensure.name;
    const label = { form: 'request', verb: `${verb}LoadBalancer`, name } as const;
    return (yield* this.#api.call(label, request, API_TIMEOUT)) as { readonly address: string };
  }
}

/** A balancer of another class is somebody else's. */
function wantsLoadBalancer({ spec, metadata }: Service): boolean {
  return (
    spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined && metadata.deletionTimestamp === undefined
  );
}

function needsCleanup(service: Service): boolean {
  return service.metadata.finalizers?.includes(FINALIZER) === true && !wantsLoadBalancer(service);
}

/** GetLoadBalancerName: `a` and the UID without its hyphens, 32 characters at most. */
function balancerFor({ metadata, spec }: Service, nodes: readonly string[]): Balancer {
  const name = `a${metadata.uid.replaceAll('-', '')}`.slice(0, 32);
  const ports = (spec.ports ?? []).flatMap(({ port, nodePort, protocol }) =>
    nodePort && protocol === 'TCP' ? [{ port, nodePort }] : [],
  );
  return { name, service: `${metadata.namespace ?? ''}/${metadata.name}`, ports, nodes };
}

function isExcluded({ metadata }: Node): boolean {
  return metadata.labels?.[EXCLUDED] !== undefined || metadata.deletionTimestamp !== undefined;
}

function addressOf({ status }: Node): string {
  return status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}
