import type { Node, NodeSpec, NodeStatus } from '../api/node/types.ts';
import type { Container, Pod, PodSpec, PodStatus } from '../api/pod/types.ts';
import type { ObjectMeta } from '../apimachinery/index.ts';
import { Cache } from './cache/cache.ts';
import { newPodInfo, type PodInfo } from './cache/pod-info.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { CycleState } from './framework/cycle-state.ts';
import type { Plugin } from './framework/interface.ts';
import { Status } from './framework/status.ts';

/** Pods and nodes for this room's tests, as the API server would have stored them. */
let serial = 0;

export interface PodOptions {
  readonly meta?: Partial<ObjectMeta>;
  readonly requests?: Readonly<Record<string, string>>;
  readonly container?: Partial<Container>;
  readonly spec?: Partial<PodSpec>;
  readonly status?: Partial<PodStatus>;
}

export function container(overrides: Partial<Container> = {}): Container {
  return {
    name: 'c',
    image: 'nginx',
    imagePullPolicy: 'Always',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
    ...overrides,
  };
}

export function makePod(name: string, options: PodOptions = {}): Pod {
  const { meta, requests, spec, status } = options;
  const resources = requests === undefined ? {} : { requests };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: String(++serial),
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...meta,
    },
    spec: {
      containers: [container({ resources, ...options.container })],
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
      securityContext: {},
      ...spec,
    },
    status: { phase: 'Pending', ...status },
  };
}

export interface NodeOptions {
  readonly labels?: Readonly<Record<string, string>>;
  readonly allocatable?: Readonly<Record<string, string>>;
  readonly spec?: NodeSpec;
  readonly status?: Partial<NodeStatus>;
}

export function makeNode(name: string, options: NodeOptions = {}): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      resourceVersion: String(++serial),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'kubernetes.io/hostname': name, ...options.labels },
    },
    spec: options.spec ?? {},
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...options.allocatable }, ...options.status },
  };
}

/** A cache with these nodes, and these pods on the nodes that they name. */
export function makeCache(nodes: readonly Node[], placed: readonly Pod[] = []): Cache {
  const cache = new Cache();
  for (const node of nodes) cache.addNode(node);
  for (const pod of placed) cache.addPod(pod);
  return cache;
}

export function on(nodeName: string, pod: Pod): Pod {
  return { ...pod, spec: { ...pod.spec, nodeName } };
}

/** What one plugin's PreFilter and Filter say of each node: a reason, or 'fits'. */
export function filterAll(plugin: Plugin, cache: Cache, pod: Pod): Record<string, string> {
  const state = new CycleState();
  const info = newPodInfo(pod, cache.classes);
  const nodes = cache.list();
  const early = plugin.preFilter?.(state, info, nodes);
  const verdicts: Record<string, string> = {};
  for (const node of nodes) {
    let status = early instanceof Status ? early : plugin.filter?.(state, info, node);
    if (status?.code === 'Skip') status = undefined;
    verdicts[node.name] = status === undefined ? 'fits' : status.message;
  }
  return verdicts;
}

/** The normalized scores of one plugin; undefined when it abstains. */
export function scoreAll(plugin: Plugin, cache: Cache, pod: Pod): Record<string, number> | undefined {
  const state = new CycleState();
  const info: PodInfo = newPodInfo(pod, cache.classes);
  const nodes: readonly NodeInfo[] = cache.list();
  if (plugin.preScore?.(state, info, nodes)?.code === 'Skip') return undefined;
  const scores = nodes.map((node) => plugin.score?.(state, info, node) ?? 0);
  plugin.normalizeScore?.(state, info, nodes, scores);
  return Object.fromEntries(nodes.map((node, i) => [node.name, scores[i] ?? 0]));
}
