import { newBadRequest } from '../apimachinery/index.ts';
import type { Cluster } from './cluster.ts';
import type { Machine } from './machine.ts';

export type FaultParams = Readonly<Record<string, string | number | boolean>>;

interface Fault {
  /** Names and meanings of the parameters; `?` ends the name of one that may be left out. */
  readonly params: Readonly<Record<string, string>>;
  /** What the trace names as the thing that was touched. */
  readonly key: (params: FaultParams) => string;
  readonly act: (cluster: Cluster, params: FaultParams) => void;
}

/** A machine by its name; a refusal names the machines that there are. */
function machine(cluster: Cluster, params: FaultParams, name = 'node'): Machine {
  const asked = String(params[name] ?? '');
  const found = cluster.machines.get(asked);
  if (!found) throw newBadRequest(`no machine named "${asked}": there are ${[...cluster.machines.keys()].join(', ')}`);
  return found;
}

function component(cluster: Cluster, params: FaultParams): { machine: Machine; component: string } {
  const on = machine(cluster, params, 'host');
  const name = String(params.component ?? '');
  if (!on.components.includes(name)) {
    throw newBadRequest(`no component "${name}" on ${on.name}: there are ${on.components.join(', ')}`);
  }
  return { machine: on, component: name };
}

/** The machine on which a pod runs, found by what the observer sees. */
function podMachine(cluster: Cluster, params: FaultParams): Machine {
  const namespace = String(params.namespace ?? 'default');
  const pod = String(params.pod ?? '');
  const answer = cluster.observe({ method: 'GET', url: `/api/v1/namespaces/${namespace}/pods/${pod}`, headers: {} });
  const found = JSON.parse(answer.body) as { spec?: { nodeName?: string } };
  const node = found.spec?.nodeName;
  const on = node === undefined ? undefined : cluster.machines.get(node);
  if (!on) throw newBadRequest(`no pod "${pod}" in namespace "${namespace}" that is on a machine`);
  return on;
}

function namedContainer(params: FaultParams): [string, string, string] {
  return [String(params.namespace ?? 'default'), String(params.pod ?? ''), String(params.container ?? '')];
}

const PROBES = ['liveness', 'readiness', 'startup'] as const;

function setProbe(cluster: Cluster, params: FaultParams, failing: boolean): void {
  const probe = PROBES.find((name) => name === params.probe);
  if (!probe) throw newBadRequest(`no probe "${params.probe}": there are ${PROBES.join(', ')}`);
  const done = podMachine(cluster, params).disks.runtime?.failProbe(...namedContainer(params), probe, failing);
  if (!done) throw newBadRequest(`no running container "${params.container}" in pod "${params.pod}"`);
}

const podKey = (params: FaultParams) => `${params.namespace ?? 'default'}/${params.pod}`;
const both = (a: string, b: string) => (params: FaultParams) => `${params[a]} ${params[b]}`;
const on = (params: FaultParams) => `${params.component}@${params.host}`;

/** Hands: everything a person can do to the cluster that is not an API request. Adding one is adding its entry. */
export const faults: Readonly<Record<string, Fault>> = {
  'node-down': {
    params: { node: 'the machine that loses power' },
    key: (p) => String(p.node),
    act: (cluster, p) => machine(cluster, p).powerOff(),
  },
  'node-up': {
    params: { node: 'the machine that gets power again' },
    key: (p) => String(p.node),
    act: (cluster, p) => machine(cluster, p).powerOn(),
  },
  'add-node': {
    params: {},
    key: () => '',
    act: (cluster) => void cluster.addWorker(),
  },
  'add-cloud': {
    params: {},
    key: () => '',
    act: (cluster) => cluster.addCloud(),
  },
  partition: {
    params: { a: 'a machine', b: 'the machine it can no longer reach' },
    key: both('a', 'b'),
    act: (cluster, p) => cluster.network.cut(machine(cluster, p, 'a').name, machine(cluster, p, 'b').name),
  },
  heal: {
    params: { 'a?': 'a machine', 'b?': 'the machine it can reach again; without both, every wire' },
    key: both('a', 'b'),
    act: (cluster, p) => {
      if (p.a === undefined) cluster.network.mendAll();
      else cluster.network.mend(machine(cluster, p, 'a').name, machine(cluster, p, 'b').name);
    },
  },
  'degrade-link': {
    params: { a: 'a machine', b: 'another', 'loss?': '0 to 1', 'latencyMs?': 'one way, in milliseconds' },
    key: both('a', 'b'),
    act: (cluster, p) => {
      const quality = {
        ...(p.loss !== undefined && { loss: Number(p.loss) }),
        ...(p.latencyMs !== undefined && { latency: Math.round(Number(p.latencyMs) * 1000) }),
      };
      cluster.network.degrade(machine(cluster, p, 'a').name, machine(cluster, p, 'b').name, quality);
    },
  },
  'process-crash': {
    params: { component: 'kubelet, kube-apiserver …', host: 'the machine it runs on' },
    key: on,
    act: (cluster, p) => {
      const at = component(cluster, p);
      at.machine.process(at.component)?.kill();
    },
  },
  'process-restart': {
    params: { component: 'kubelet, kube-apiserver …', host: 'the machine it runs on' },
    key: on,
    act: (cluster, p) => {
      const at = component(cluster, p);
      at.machine.process(at.component)?.kill();
      at.machine.start(at.component);
    },
  },
  'process-pause': {
    params: { component: 'kubelet, kube-apiserver …', host: 'the machine it runs on' },
    key: on,
    act: (cluster, p) => {
      const at = component(cluster, p);
      at.machine.process(at.component)?.pause();
    },
  },
  'process-continue': {
    params: { component: 'kubelet, kube-apiserver …', host: 'the machine it runs on' },
    key: on,
    act: (cluster, p) => {
      const at = component(cluster, p);
      at.machine.process(at.component)?.unpause();
    },
  },
  'container-crash': {
    params: { 'namespace?': 'default: default', pod: 'its pod', container: 'its name', 'exitCode?': 'default 1' },
    key: podKey,
    act: (cluster, p) => {
      const code = p.exitCode === undefined ? 1 : Number(p.exitCode);
      const done = podMachine(cluster, p).disks.runtime?.crashContainer(...namedContainer(p), code);
      if (!done) throw newBadRequest(`no running container "${p.container}" in pod "${p.pod}"`);
    },
  },
  'probe-fail': {
    params: { 'namespace?': 'default: default', pod: 'its pod', container: 'its name', probe: PROBES.join(', ') },
    key: podKey,
    act: (cluster, p) => setProbe(cluster, p, true),
  },
  'probe-recover': {
    params: { 'namespace?': 'default: default', pod: 'its pod', container: 'its name', probe: PROBES.join(', ') },
    key: podKey,
    act: (cluster, p) => setProbe(cluster, p, false),
  },
  'image-slow': {
    params: { image: 'as a pod names it', factor: 'how many times as long its bytes take; 1 mends it' },
    key: (p) => String(p.image),
    act: (cluster, p) => cluster.registry?.slowPulls(String(p.image), Number(p.factor)),
  },
  'image-fail': {
    params: { image: 'as a pod names it', 'message?': 'what the registry says; without it, pulls work again' },
    key: (p) => String(p.image),
    act: (cluster, p) =>
      cluster.registry?.failPulls(String(p.image), p.message === undefined ? undefined : String(p.message)),
  },
  traffic: {
    params: {
      to: 'services/default/web:80, ingresses/default/shop, http://worker-1:30080/',
      'rate?': 'requests a second, 1 to 1000; without it, one request',
      'seconds?': 'for how long; default 60',
      'path?': 'default /',
      'from?': 'a pod, default/curl; without it, from outside, or from a node where only the cluster reaches',
    },
    key: (p) => String(p.to),
    act: (cluster, p) => cluster.traffic.order(p),
  },
  'traffic-stop': {
    params: { 'to?': 'what it goes to; without it, all of it' },
    key: (p) => String(p.to ?? ''),
    act: (cluster, p) => cluster.traffic.stop(p.to === undefined ? undefined : String(p.to)),
  },
  'engine-panic': {
    params: {},
    key: () => '',
    act: (cluster) => cluster.sim.assert(false, 'an impossible state, asked for to see what happens then'),
  },
};
