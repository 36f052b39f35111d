import { isAlreadyExists, StatusError } from '../../apimachinery/index.ts';
import type { ApiRequest, Credentials } from '../../client-go/request.ts';
import { SECOND, sleep, type Task } from '../../sim/index.ts';
import { handleResource } from '../handlers/handler-chain.ts';
import type { Server } from '../server.ts';
import { bootstrapRoles } from './bootstrap-roles.ts';

const CREDENTIALS: Credentials = {
  clientCertificate: { commonName: 'system:apiserver', organizations: ['system:masters'] },
};
const USER_AGENT = 'kube-apiserver/v1.36.0 (linux/amd64) kubernetes/orrery';
const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const RETRY = SECOND;

interface Wanted {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [rest: string]: unknown;
}

/**
 * What a cluster has before anybody asks for it: the system namespaces, the priority classes of its own components and the
 * `kubernetes` Service with the address of this server. pkg/controlplane/controller, pkg/registry/scheduling/rest
 */
export function* bootstrap(server: Server): Task {
  for (const cacher of server.cachers) yield* cacher.waitUntilReady();
  for (const name of NAMESPACES)
    yield* ensure(server, 'namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  yield* bootstrapRoles(server);
  server.authorizing();
  for (const priorityClass of priorityClasses()) yield* ensure(server, 'priorityclasses', priorityClass);
  yield* ensure(server, 'services', kubernetesService(server.allocators.first));
  const address = server.config.advertiseAddress ?? '172.18.0.2';
  yield* ensure(server, 'endpoints', kubernetesEndpoints(address));
  yield* ensure(server, 'endpointslices', kubernetesEndpointSlice(address));
}

/** Creates what is not there, over the server's own chain; tries again until it is. */
function* ensure(server: Server, resource: string, object: Wanted): Task {
  const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
  if (!server.resource(group ?? '', version ?? '', resource)) return;
  const { name, namespace } = object.metadata;
  if (server.cached(group ?? '', resource, namespace, name)) return;
  const request: ApiRequest = {
    verb: 'create',
    group: group ?? '',
    version: version ?? '',
    resource,
    namespace,
    options: {},
    body: object,
    credentials: CREDENTIALS,
    userAgent: USER_AGENT,
  };
  for (;;) {
    const span = server.process.begin('bootstrap', `${resource} ${name}`);
    const { response } = yield* handleResource(server, request, undefined);
    span.end(response.code < 400 ? 'ok' : 'error', { code: response.code });
    if (response.code < 400) return;
    const error = new StatusError(response.body as StatusError['status']);
    if (isAlreadyExists(error) || response.code === 422) return;
    yield* sleep(server.sim, RETRY);
  }
}

function priorityClasses(): Wanted[] {
  const made = (name: string, value: number, description: string): Wanted => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    description,
  });
  return [
    made(
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ),
    made(
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
  ];
}

function kubernetesService(clusterIP: string): Wanted {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { provider: 'kubernetes', component: 'apiserver' } },
    spec: {
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
      clusterIP,
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
  } as Wanted;
}

function kubernetesEndpoints(ip: string): Wanted {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }],
  } as Wanted;
}

function kubernetesEndpointSlice(ip: string): Wanted {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  } as Wanted;
}
