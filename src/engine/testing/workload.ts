import type { Cluster } from '../cluster/index.ts';
import type { Random } from '../sim/index.ts';

/** What people and faults do to a cluster in a simulation, drawn from one seed. */
export interface Act {
  readonly name: string;
  readonly do: (cluster: Cluster, random: Random) => void;
}

const IMAGES = ['nginx:1.26', 'nginx:1.27', 'luksa/kubia', 'busybox:1.36'];
const NAMES = ['web', 'api', 'cache'];
const HEADERS = { 'content-type': 'application/json' };
const APPS = '/apis/apps/v1/namespaces/default';
const CORE = '/api/v1/namespaces/default';

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.int(from.length)]!;
}

function send(cluster: Cluster, method: string, url: string, body?: unknown, contentType = 'application/json'): void {
  const headers = { ...HEADERS, 'content-type': contentType };
  cluster.request({ method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }, {});
}

function template(app: string, image: string) {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'main', image, ports: [{ containerPort: 80 }] }] },
  };
}

function createDeployment(cluster: Cluster, random: Random): void {
  const name = pick(random, NAMES);
  const spec = {
    replicas: 1 + random.int(6),
    selector: { matchLabels: { app: name } },
    strategy: random.chance(0.2)
      ? { type: 'Recreate' }
      : { type: 'RollingUpdate', rollingUpdate: { maxSurge: random.int(3), maxUnavailable: 1 + random.int(2) } },
    template: template(name, pick(random, IMAGES.slice(0, 3))),
  };
  send(cluster, 'POST', `${APPS}/deployments`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec });
}

function createReplicationController(cluster: Cluster, random: Random): void {
  const app = 'kubia';
  const spec = { replicas: 1 + random.int(4), selector: { app }, template: template(app, 'luksa/kubia') };
  const body = { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: app }, spec };
  send(cluster, 'POST', `${CORE}/replicationcontrollers`, body);
}

function createService(cluster: Cluster, random: Random): void {
  const name = pick(random, NAMES);
  const spec = { selector: { app: name }, ports: [{ port: 80 }] };
  send(cluster, 'POST', `${CORE}/services`, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
}

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

function scale(cluster: Cluster, random: Random): void {
  send(
    cluster,
    'PATCH',
    `${APPS}/deployments/${pick(random, NAMES)}/scale`,
    { spec: { replicas: random.int(8) } },
    MERGE,
  );
}

function setImage(cluster: Cluster, random: Random): void {
  const containers = [{ name: 'main', image: pick(random, IMAGES.slice(0, 3)) }];
  const patch = { spec: { template: { spec: { containers } } } };
  send(cluster, 'PATCH', `${APPS}/deployments/${pick(random, NAMES)}`, patch, STRATEGIC);
}

function deleteSomething(cluster: Cluster, random: Random): void {
  const propagationPolicy = pick(random, ['Background', 'Foreground']);
  const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy };
  if (random.chance(0.7)) send(cluster, 'DELETE', `${APPS}/deployments/${pick(random, NAMES)}`, options);
  else send(cluster, 'DELETE', `${CORE}/replicationcontrollers/kubia`, options);
}

/** Deletes a pod that is there, as the observer sees it. */
function deletePod(cluster: Cluster, random: Random): void {
  const list = cluster.observe({ method: 'GET', url: `${CORE}/pods`, headers: {} });
  const { items } = JSON.parse(list.body) as { items: { metadata: { name: string } }[] };
  if (items.length > 0) send(cluster, 'DELETE', `${CORE}/pods/${pick(random, items).metadata.name}`);
}

export const ACTS: readonly Act[] = [
  { name: 'create deployment', do: createDeployment },
  { name: 'create deployment', do: createDeployment },
  { name: 'create replicationcontroller', do: createReplicationController },
  { name: 'create service', do: createService },
  { name: 'scale', do: scale },
  { name: 'set image', do: setImage },
  { name: 'delete', do: deleteSomething },
  { name: 'delete pod', do: deletePod },
  { name: 'delete pod', do: deletePod },
];

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const NODE_COMPONENTS = ['kubelet', 'containerd', 'kube-proxy'];

function worker(cluster: Cluster, random: Random): string {
  const workers = [...cluster.machines.values()].filter((machine) => machine.role === 'worker');
  return pick(random, workers).name;
}

/** Half of all crashes come back at once, as a supervisor would have it; the others stay down until the healing. */
function crash(cluster: Cluster, random: Random): void {
  const inControl = random.chance(0.5);
  const host = inControl ? 'control-plane-1' : worker(cluster, random);
  const component = pick(random, inControl ? COMPONENTS : NODE_COMPONENTS);
  cluster.fault(random.chance(0.5) ? 'process-restart' : 'process-crash', { component, host });
}

export const FAULTS: readonly Act[] = [
  { name: 'crash', do: crash },
  { name: 'crash', do: crash },
  { name: 'crash', do: crash },
  {
    name: 'lossy wire',
    do: (cluster, random) => {
      const params = { a: worker(cluster, random), b: 'control-plane-1', loss: 0.05 + random.float() * 0.4 };
      cluster.fault('degrade-link', params);
    },
  },
  {
    name: 'partition',
    do: (cluster, random) => cluster.fault('partition', { a: worker(cluster, random), b: 'control-plane-1' }),
  },
  { name: 'power cut', do: (cluster, random) => cluster.fault('node-down', { node: worker(cluster, random) }) },
  { name: 'power', do: (cluster, random) => cluster.fault('node-up', { node: worker(cluster, random) }) },
];

/** Mends every wire, powers every machine and starts everything that should run. */
export function heal(cluster: Cluster): void {
  cluster.fault('heal');
  for (const machine of cluster.machines.values()) {
    if (!machine.host.up) cluster.fault('node-up', { node: machine.name });
    for (const component of machine.components) {
      if (!machine.process(component)) cluster.fault('process-restart', { component, host: machine.name });
    }
  }
}
