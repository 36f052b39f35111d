import type { Task } from '../../sim/index.ts';
import type { Server } from '../server.ts';
import { apiServices } from './api-services.ts';
import { bootstrapRoles } from './bootstrap-roles.ts';
import { ensure, type Wanted } from './ensure.ts';
import { flowControl } from './flow-control.ts';
import { ipAddresses } from './ip-addresses.ts';

const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * What a cluster has before anybody asks for it: the system namespaces, the priority classes of its own components and the
 * `kubernetes` Service with the address of this server; and what it says of itself: what it serves, how it would share itself
 * out, and which addresses are taken. pkg/controlplane/controller, pkg/registry/scheduling/rest
 */
export function* bootstrap(server: Server): Task {
  for (const cacher of server.cachers) yield* cacher.waitUntilReady();
  // Nobody waits for these, so they are written beside the rest.
  server.process.go('apiservice-registration-controller', apiServices(server));
  server.process.go('priority-and-fairness-config-controller', flowControl(server));
  server.process.go('ipallocator', ipAddresses(server));
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
