import { Cluster, type Input } from '../cluster/index.ts';
import { MINUTE, SECOND, type Micros, type Sim } from '../sim/index.ts';

/** Something that comes from outside at a virtual time. */
export interface ScenarioInput {
  readonly at: Micros;
  readonly input: Input['input'];
}

const APPS = '/apis/apps/v1/namespaces/default';
const CORE = '/api/v1/namespaces/default';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

function ask(second: number, method: string, url: string, body?: unknown, type = 'application/json'): ScenarioInput {
  const headers = { 'content-type': type, accept: 'application/json' };
  const fetch = { method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return { at: second * SECOND, input: { fetch } };
}

function hand(second: number, name: string, params: Readonly<Record<string, string | number>>): ScenarioInput {
  return { at: second * SECOND, input: { fault: { name, params } } };
}

function template(app: string, image: string) {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image }] } };
}

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 6, selector: { matchLabels: { app: 'web' } }, template: template('web', 'nginx:1.26') },
};
const kubia = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'kubia' },
  spec: { replicas: 3, selector: { app: 'kubia' }, template: template('kubia', 'luksa/kubia') },
};
const containers = [{ name: 'main', image: 'redis:7' }];
const alone = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone' }, spec: { containers } };
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const nextImage = { spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] } } } };

/**
 * A history that touches every component: the same seed and these inputs are to give the same trace on every host. Times
 * are counted from a minute at which every node has long been ready.
 */
export const determinismScenario = {
  options: { seed: 20_261_121, workers: 4, controlPlanes: 1 },
  end: 22 * MINUTE,
  inputs: [
    ask(60, 'POST', `${CORE}/services`, service),
    ask(60, 'POST', `${APPS}/deployments`, web),
    ask(61, 'POST', `${CORE}/replicationcontrollers`, kubia),
    hand(62, 'image-slow', { image: 'redis:7', factor: 3 }),
    ask(62, 'POST', `${CORE}/pods`, alone),
    ask(90, 'PATCH', `${APPS}/deployments/web`, nextImage, STRATEGIC),
    hand(92, 'process-restart', { component: 'kube-scheduler', host: 'control-plane-1' }),
    ask(120, 'PATCH', `${APPS}/deployments/web/scale`, { spec: { replicas: 9 } }, MERGE),
    hand(121, 'degrade-link', { a: 'worker-1', b: 'control-plane-1', loss: 0.2, latencyMs: 40 }),
    hand(150, 'container-crash', { pod: 'alone', container: 'main', exitCode: 137 }),
    hand(180, 'process-crash', { component: 'kubelet', host: 'worker-3' }),
    hand(200, 'process-restart', { component: 'kubelet', host: 'worker-3' }),
    hand(240, 'node-down', { node: 'worker-2' }),
    ask(300, 'DELETE', `${CORE}/pods/alone`),
    hand(500, 'partition', { a: 'worker-4', b: 'control-plane-1' }),
    hand(560, 'heal', {}),
    hand(700, 'node-up', { node: 'worker-2' }),
    hand(720, 'process-restart', { component: 'etcd', host: 'control-plane-1' }),
    hand(760, 'process-restart', { component: 'kube-apiserver', host: 'control-plane-1' }),
    hand(800, 'add-node', {}),
    ask(900, 'DELETE', `${APPS}/deployments/web`, { propagationPolicy: 'Foreground' }),
  ] satisfies readonly ScenarioInput[],
};

export interface ScenarioResult {
  /** Of everything that was ever written to the trace, in order. */
  readonly hash: string;
  readonly records: number;
  readonly steps: number;
}

/** Lives the scenario through once. `seed` only to show that another seed gives another history. */
export function runDeterminismScenario(seed = determinismScenario.options.seed): ScenarioResult {
  const { options, inputs, end } = determinismScenario;
  const cluster = new Cluster({ ...options, seed });
  const sim: Sim = cluster.sim;
  cluster.runUntilReady();
  sim.assert(sim.now <= inputs[0]!.at, 'the scenario begins before the nodes are ready');
  for (const { at, input } of inputs) {
    sim.runUntil(at);
    if ('fetch' in input) cluster.request(input.fetch, {});
    else if ('fault' in input) cluster.fault(input.fault.name, input.fault.params);
  }
  sim.runUntil(end);
  const { trace } = cluster;
  return { hash: trace.hash.digest(), records: trace.next - 1, steps: sim.steps };
}
