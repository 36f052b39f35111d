import { IP_ADDRESSES, SERVICE_CIDRS, SERVICES } from '../../api/refs.ts';
import type { ServiceCIDR } from '../../api/servicecidr/types.ts';
import type { Service } from '../../api/service/types.ts';
import { formatTime, type ApiObject } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';
import { Channel, type Task } from '../../sim/index.ts';
import { handleResource } from '../handlers/handler-chain.ts';
import type { Server } from '../server.ts';
import type { CacheEvent } from '../storage/event-window.ts';
import { CREDENTIALS, USER_AGENT } from '../loopback.ts';
import { ensure } from './ensure.ts';

const LABELS = {
  'ipaddress.kubernetes.io/ip-family': 'IPv4',
  'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
};

/**
 * The network of Services as an object, and an IPAddress for every address of it that a Service has.
 * pkg/controlplane/controller/defaultservicecidr, pkg/registry/core/service/ipallocator
 *
 * Different from the real thing: addresses are given out from the server's memory, and these objects follow the Services
 * rather than go before them.
 */
export function* ipAddresses(server: Server): Task {
  const services = server.storage(SERVICES.group, SERVICES.resource)?.cacher;
  if (services === undefined || server.storage(IP_ADDRESSES.group, IP_ADDRESSES.resource) === undefined) return;
  const changes = new Channel<CacheEvent>(server.sim);
  server.followServices = (event) => {
    if (event.type !== 'MODIFIED' || addressOf(event.object) !== addressOf(event.old)) changes.put(event);
  };
  yield* defaultServiceCIDR(server);
  for (const service of server.world.list(SERVICES.group, SERVICES.resource, undefined)) yield* take(server, service);
  for (;;) {
    const event = yield* changes.get();
    if (event === undefined) return;
    const { type, object, old } = event;
    const gone = type === 'DELETED' ? object : old;
    if (gone !== undefined) yield* giveBack(server, gone);
    if (type !== 'DELETED') yield* take(server, object);
  }
}

function* defaultServiceCIDR(server: Server): Task {
  const name = 'kubernetes';
  const existing = server.cached(SERVICE_CIDRS.group, SERVICE_CIDRS.resource, undefined, name);
  if (existing !== undefined) return;
  const cidrs = [server.allocators.cidr];
  const { kind, resource } = SERVICE_CIDRS;
  yield* ensure(server, resource, { apiVersion: 'networking.k8s.io/v1', kind, metadata: { name }, spec: { cidrs } });
  const created = yield* send(server, { verb: 'get', ...SERVICE_CIDRS, name });
  if (created === undefined) return;
  const condition = {
    type: 'Ready',
    status: 'True',
    lastTransitionTime: formatTime(server.sim.wallClock()),
    reason: '',
    message: 'Kubernetes default Service CIDR is ready',
  };
  const body: ServiceCIDR = { ...(created as ServiceCIDR), status: { conditions: [condition] } };
  yield* send(server, { verb: 'update', ...SERVICE_CIDRS, name, subresource: 'status', body });
}

function addressOf(service: ApiObject | undefined): string | undefined {
  const { clusterIP } = ((service as Service | undefined)?.spec ?? {}) as Partial<Service['spec']>;
  return clusterIP === undefined || clusterIP === '' || clusterIP === 'None' ? undefined : clusterIP;
}

function* take(server: Server, service: ApiObject): Task {
  const name = addressOf(service);
  if (name === undefined) return;
  const { namespace, name: parent } = service.metadata;
  const parentRef = { group: '', resource: 'services', namespace, name: parent };
  const { kind, resource } = IP_ADDRESSES;
  const metadata = { name, labels: LABELS };
  yield* ensure(server, resource, { apiVersion: 'networking.k8s.io/v1', kind, metadata, spec: { parentRef } });
}

function* giveBack(server: Server, service: ApiObject): Task {
  const name = addressOf(service);
  if (name !== undefined) yield* send(server, { verb: 'delete', ...IP_ADDRESSES, name });
}

type Sent = Pick<ApiRequest, 'verb' | 'group' | 'version' | 'resource'> & Partial<ApiRequest>;

function* send(server: Server, asked: Sent): Task<ApiObject | undefined> {
  const request: ApiRequest = { options: {}, credentials: CREDENTIALS, userAgent: USER_AGENT, ...asked };
  const { response } = yield* handleResource(server, request, undefined);
  return response.code < 400 ? (response.body as ApiObject) : undefined;
}
