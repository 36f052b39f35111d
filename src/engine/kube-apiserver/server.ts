import { answeredKinds, type CustomResource } from '../api/index.ts';
import type { Kind, RequestFacts } from '../api/kind.ts';
import { RBAC_GROUP } from '../api/rbac/types.ts';
import { apiVersionOf, groupResourceString, newNotFound, type ApiObject, type Cel } from '../apimachinery/index.ts';
import { exchange } from '../cri-api/index.ts';
import { EtcdClient, type EtcdDisk } from '../etcd/index.ts';
import {
  SECOND,
  Waiter,
  type Micros,
  type Network,
  type Process,
  type Random,
  type Sim,
  type Task,
} from '../sim/index.ts';
import type { AuditEvent } from './audit.ts';
import { Aggregator } from './aggregator/index.ts';
import { CustomResources } from './apiextensions/custom-resources.ts';
import { AdmissionChain, type Plugin, type World } from './admission/plugin.ts';
import { admissionPlugins } from './admission/index.ts';
import { Authenticator, ServiceAccountTokens } from './authentication/index.ts';
import { authorize, isPrivileged, privilegedGroup, type Authorizer } from './authorization/authorizer.ts';
import { NodeAuthorizer } from './authorization/node/authorizer.ts';
import { NodeGraph } from './authorization/node/graph.ts';
import { RBACAuthorizer } from './authorization/rbac/authorizer.ts';
import { Discovery } from './handlers/discovery.ts';
import { FlowSchemas } from './handlers/flow-schemas.ts';
import { RequestMetrics } from './metrics.ts';
import { OpenAPI, type Documentation } from './openapi/index.ts';
import { ServiceAllocators } from './registry/allocators.ts';
import { KubeletClient } from './registry/connect/kubelet-client.ts';
import { newUID } from './registry/metadata.ts';
import type { ServedResource, User } from './request-context.ts';
import { Cacher } from './storage/cacher.ts';
import type { CacheEvent } from './storage/event-window.ts';
import { LeasePool } from './storage/lease-pool.ts';
import { Storage } from './storage/storage.ts';

export interface KubeAPIServerConfig {
  /** Every kind that is served. */
  readonly kinds: readonly Kind[];
  /** etcd's disk, for observers: reading it takes no time and leaves no trace. */
  readonly disk?: EtcdDisk;
  readonly address?: string;
  readonly etcdAddress?: string;
  /** --service-cluster-ip-range */
  readonly serviceClusterIPRange?: string;
  /** --advertise-address: where the `kubernetes` Service leads. */
  readonly advertiseAddress?: string;
  /** Reads expressions of the Common Expression Language; without it, rules in schemas and policies are not looked at. */
  readonly cel?: Cel | undefined;
  readonly plugins?: readonly Plugin[];
  /** The words for what OpenAPI describes. */
  readonly documentation?: Documentation | undefined;
  /** --audit-log-path: told of every request that is answered. */
  readonly audit?: ((event: AuditEvent) => void) | undefined;
  /** What service account tokens are signed with; the same for every API server of a cluster. */
  readonly serviceAccountKey?: string;
}

/** What every request for a resource that is on its way out is told. apiserver/pkg/endpoints/deprecation */
const DEPRECATED: Readonly<Record<string, string>> = {
  '/v1/endpoints': 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** A request gives up on etcd after this long. --request-timeout */
const REQUEST_TIMEOUT = 60 * SECOND;

const NOTHING: readonly ApiObject[] = [];

/** One API server's memory: what it serves, its caches and its allocators. All of it is gone when the process dies. */
export class Server {
  readonly process: Process;
  readonly network: Network;
  readonly sim: Sim;
  readonly config: KubeAPIServerConfig;
  readonly random: Random;
  readonly etcd: EtcdClient;
  readonly admission: AdmissionChain;
  readonly world: World;
  readonly authenticator: Authenticator;
  /** --authorization-mode=Node,RBAC */
  readonly authorizers: readonly Authorizer[];
  readonly rbac: RBACAuthorizer;
  readonly tokens: ServiceAccountTokens;
  readonly allocators: ServiceAllocators;
  /** Reads the rules in objects and policies; undefined when nobody gave one. */
  readonly cel: Cel | undefined;
  /** A stream of its own: whether somebody reads the audit log changes nothing. */
  readonly auditIDs: Random;
  readonly metrics = new RequestMetrics();
  readonly flowSchemas: FlowSchemas;
  /** By the wall clock. */
  readonly startedAt: Micros;
  /** Told of every change of a Service. */
  followServices: ((event: CacheEvent) => void) | undefined;
  readonly cachers: readonly Cacher[];
  readonly kubelets: KubeletClient;
  /** What CustomResourceDefinitions have added to them. */
  readonly customResources: CustomResources;
  /** What other servers answer for. */
  readonly aggregator = new Aggregator();
  /** By plural: what is served under it in any group and version. */
  readonly #served = new Map<string, ServedResource[]>();
  #authorizing = false;
  readonly #waiting: Waiter<void>[] = [];
  readonly #leases: LeasePool;
  #discovery: Discovery | undefined;
  #openapi: OpenAPI | undefined;

  constructor(process: Process, network: Network, config: KubeAPIServerConfig) {
    this.process = process;
    this.network = network;
    this.kubelets = new KubeletClient(this);
    this.sim = process.sim;
    this.auditIDs = this.sim.random(`${process.id} audit`);
    this.startedAt = this.sim.wallClock();
    this.config = config;
    this.random = this.sim.random(process.id);
    this.etcd = new EtcdClient(network, process, REQUEST_TIMEOUT, config.etcdAddress);
    this.#leases = new LeasePool(process, this.etcd);
    this.cel = config.cel;
    this.cachers = config.kinds.map((kind) => new Cacher(process, this.etcd, kind));
    for (const cacher of this.cachers) this.#serve(cacher, new Storage(this.etcd, this.#leases, cacher));
    this.customResources = new CustomResources(this);
    this.world = this.#world(network);
    this.flowSchemas = new FlowSchemas((group, resource) => this.world.list(group, resource, undefined));
    this.admission = new AdmissionChain(config.plugins ?? admissionPlugins, this.world);
    this.tokens = new ServiceAccountTokens(
      config.serviceAccountKey ?? `seed ${this.sim.seed}`,
      () => this.sim.wallClock(),
      (resource, namespace, name) => this.cached('', resource, namespace, name),
    );
    this.authenticator = new Authenticator(this.tokens);
    this.rbac = new RBACAuthorizer(this.world);
    const graph = new NodeGraph(this.world);
    this.authorizers = [privilegedGroup, new NodeAuthorizer(graph), this.rbac];
    this.#followRoles();
    this.#followPods(graph);
    this.allocators = new ServiceAllocators(config.serviceClusterIPRange ?? '10.96.0.0/12', this.random);
    const services = this.storage('', 'services')?.cacher;
    if (services) {
      services.onList = (objects) => this.allocators.rebuild(objects);
      services.onEvent = (event) => {
        this.allocators.observe(event);
        this.followServices?.(event);
      };
    }
  }

  /** What is served now; made again when that has changed. */
  get discovery(): Discovery {
    const kinds = () => [...this.config.kinds, ...answeredKinds, ...this.customResources.kinds];
    return (this.#discovery ??= new Discovery(kinds(), this.aggregator.discovered));
  }

  /** What is served has changed. */
  forgetDiscovery(): void {
    this.#discovery = undefined;
    this.#openapi = undefined;
  }

  get openapi(): OpenAPI {
    return (this.#openapi ??= new OpenAPI(this.discovery, this.config.documentation));
  }

  get ready(): boolean {
    return this.cachers.every((cacher) => cacher.ready);
  }

  /** What is served under a group, a version and a plural. */
  resource(group: string, version: string, resource: string): ServedResource | undefined {
    const served = this.#served.get(resource);
    if (served === undefined) return undefined;
    for (const one of served) if (one.group === group && one.version === version) return one;
    return undefined;
  }

  storage(group: string, resource: string): Storage | undefined {
    const served = this.#served.get(resource);
    if (served === undefined) return undefined;
    for (const one of served) if (one.kind.group === group) return one.storage;
    return undefined;
  }

  cached(group: string, resource: string, namespace: string | undefined, name: string): ApiObject | undefined {
    const cacher = this.storage(group, resource)?.cacher;
    return cacher?.get(cacher.keyFor(namespace, name));
  }

  /** What a kind may want to know of a request beside its object. */
  factsOf(user: User): RequestFacts {
    return { user, now: this.sim.wallClock() };
  }

  /** The same; throws NotFound. */
  mustGet(group: string, resource: string, namespace: string | undefined, name: string): ApiObject {
    const object = this.cached(group, resource, namespace, name);
    if (!object) throw newNotFound({ group, resource }, name);
    return object;
  }

  /** Gives a Service its addresses and ports; everything else passes through. */
  allocate(
    kind: Kind,
    object: ApiObject,
    old: ApiObject | undefined,
    dryRun: boolean,
  ): { object: ApiObject; release: () => void } {
    const allocated = this.allocators.allocate(kind, object, old);
    if (dryRun) allocated.release();
    return allocated;
  }

  /** Rules are known: from now on everybody is answered. */
  authorizing(): void {
    this.#authorizing = true;
    for (const waiter of this.#waiting.splice(0)) waiter.settle();
  }

  /** Whether a request of this user has to wait until there are rules to judge it by. */
  mustWait(user: User): boolean {
    return !this.#authorizing && !isPrivileged(user);
  }

  *waitUntilAuthorizing(): Task {
    const waiter = new Waiter<void>(this.sim);
    this.#waiting.push(waiter);
    yield* waiter.wait();
  }

  #followRoles(): void {
    const forget = (): void => this.rbac.invalidate();
    for (const resource of ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings']) {
      const cacher = this.storage(RBAC_GROUP, resource)?.cacher;
      if (!cacher) continue;
      cacher.onList = forget;
      cacher.onEvent = forget;
    }
  }

  #followPods(graph: NodeGraph): void {
    const pods = this.storage('', 'pods')?.cacher;
    if (!pods) return;
    pods.onList = (objects) => graph.rebuild(objects);
    pods.onEvent = (event) => graph.observe(event);
  }

  /** Serves a resource from now on, and fills its cache. */
  install(resource: CustomResource): Cacher {
    const cacher = new Cacher(this.process, this.etcd, resource.stored);
    const storage = new Storage(this.etcd, this.#leases, cacher);
    const { stored } = resource;
    const list = this.#served.get(stored.resource) ?? [];
    this.#served.set(stored.resource, list);
    for (const { kind, served, deprecation } of resource.versions) {
      list.push({ kind, storage, served, group: kind.group, version: kind.version, deprecation });
    }
    this.forgetDiscovery();
    this.process.go(`cacher ${groupResourceString(stored)}`, cacher.run());
    return cacher;
  }

  /** Serves it no longer; its watches end. */
  uninstall(cacher: Cacher): void {
    const { resource } = cacher.kind;
    const left = (this.#served.get(resource) ?? []).filter(({ storage }) => storage.cacher !== cacher);
    if (left.length === 0) this.#served.delete(resource);
    else this.#served.set(resource, left);
    this.forgetDiscovery();
    cacher.stop();
  }

  #serve(cacher: Cacher, storage: Storage): void {
    const { kind } = cacher;
    let list = this.#served.get(kind.resource);
    if (!list) this.#served.set(kind.resource, (list = []));
    for (const served of [undefined, ...(kind.versions ?? [])]) {
      const { group, version } = served ?? kind;
      const deprecation = DEPRECATED[`${group}/${version}/${kind.resource}`];
      list.push({ kind, storage, served, group, version, deprecation });
    }
  }

  #resourceOf(apiVersion: string, kind: string): Kind | undefined {
    for (const list of this.#served.values()) {
      for (const one of list) if (one.kind.kind === kind && apiVersionOf(one) === apiVersion) return one.kind;
    }
    return undefined;
  }

  #world(network: Network): World {
    return {
      get: (group, resource, namespace, name) => this.cached(group, resource, namespace, name),
      list: (group, resource, namespace) => {
        const cacher = this.storage(group, resource)?.cacher;
        if (!cacher || cacher.isEmpty) return NOTHING;
        return cacher.list({ namespace, labels: undefined, fields: undefined, name: undefined }).items;
      },
      resourceOf: (apiVersion, kind) => this.#resourceOf(apiVersion, kind),
      cel: this.cel,
      random: this.random,
      now: () => this.sim.wallClock(),
      newUID: () => newUID(this.random),
      update: (group, resource, namespace, name, change) => {
        const storage = this.storage(group, resource)!;
        return storage.guaranteedUpdate(storage.cacher.keyFor(namespace, name), name, change);
      },
      exchange: (address, request, timeout) => {
        const label = { form: 'request', verb: request.method ?? request.protocol, name: request.path } as const;
        return exchange(network, this.process, address, label, request, timeout);
      },
      authorized: (request) => authorize(this.authorizers, request).decision === 'allow',
      rulesFor: (user, namespace) => this.rbac.rulesFor(user, namespace),
    };
  }
}
