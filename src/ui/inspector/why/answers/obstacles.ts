import { parseQuantity, type ApiObject, type Quantity } from '../../../../engine/apimachinery/index.ts';
import { compileTerm, termMatchesNode } from '../../../../engine/api/node/node-selector.ts';
import type { Node, Taint } from '../../../../engine/api/node/types.ts';
import { aggregateContainers, requestsOf } from '../../../../engine/api/pod/resource-totals.ts';
import { tolerates } from '../../../../engine/api/pod/tolerates.ts';
import type { NodeSelectorTerm, PodSpec, Toleration } from '../../../../engine/api/pod/types.ts';
import { line, podRef, type Line } from './answer.ts';
import { at, hasEnded, number, records, text } from './fields.ts';

/** One thing about a node that keeps a pod away, and what would take it away. `key` is the same on nodes with the same trouble. */
export interface Obstacle {
  readonly key: string;
  /** What is the matter. */
  readonly line: Line;
  /** What would change it; undefined: nothing short of another node or another pod. */
  readonly remedy: Line | undefined;
}

/** Everything about a node that keeps a pod away, as far as objects tell: all of it, where the scheduler stops at the first. */
export function obstaclesOn(pod: ApiObject, node: ApiObject, pods: readonly ApiObject[]): readonly Obstacle[] {
  return [
    ...cordonObstacles(pod, node),
    ...nameObstacles(pod, node),
    ...taintObstacles(pod.spec, node, (key) => key === 'node.kubernetes.io/unschedulable'),
    ...labelObstacles(pod.spec, node),
    ...roomObstacles(pod, node, pods),
    ...portObstacles(pod, node, pods),
  ];
}

function cordonObstacles(pod: ApiObject, node: ApiObject): readonly Obstacle[] {
  const name = node.metadata.name;
  if (at(node.spec, 'unschedulable') !== true) return [];
  const unschedulable: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (tolerationsOf(pod.spec).some((one) => tolerates(one, unschedulable))) return [];
  return [
    {
      key: 'cordon',
      line: line('blocked', 'obstacle.cordoned', { name }),
      remedy: line('fact', 'remedy.uncordon', { name }, { command: `kubectl uncordon ${name}` }),
    },
  ];
}

function nameObstacles(pod: ApiObject, node: ApiObject): readonly Obstacle[] {
  const wanted = text(pod.spec, 'nodeName');
  if (wanted === '' || wanted === node.metadata.name) return [];
  return [{ key: 'name', line: line('blocked', 'obstacle.nodeName', { name: wanted }), remedy: undefined }];
}

function tolerationsOf(spec: unknown): readonly Toleration[] {
  return records(spec, 'tolerations') as readonly Toleration[];
}

export function taintObstacles(spec: unknown, node: ApiObject, isBorne: (key: string) => boolean): readonly Obstacle[] {
  const tolerations = tolerationsOf(spec);
  const obstacles: Obstacle[] = [];
  for (const taint of records(node.spec, 'taints') as unknown as readonly Taint[]) {
    if (taint.effect === 'PreferNoSchedule' || isBorne(taint.key)) continue;
    if (tolerations.some((one) => tolerates(one, taint))) continue;
    const { key, effect } = taint;
    const value = taint.value ? `=${taint.value}` : '';
    const name = node.metadata.name;
    const shown = `${key}${value}:${effect}`;
    // The cluster's own taints come back as long as their reason stands.
    const own = key.startsWith('node.kubernetes.io/');
    obstacles.push({
      key: `taint ${shown}`,
      line: line('blocked', 'obstacle.taint', { name, taint: shown }),
      remedy: own
        ? line('fact', 'remedy.ownTaint', { name, taint: shown })
        : line(
            'fact',
            'remedy.taint',
            { name, taint: shown },
            { command: `kubectl taint nodes ${name} ${key}:${effect}-` },
          ),
    });
  }
  return obstacles;
}

export function labelObstacles(spec: unknown, node: ApiObject): readonly Obstacle[] {
  const labels = node.metadata.labels ?? {};
  const name = node.metadata.name;
  const obstacles: Obstacle[] = [];
  for (const [key, value] of Object.entries((at(spec, 'nodeSelector') ?? {}) as Readonly<Record<string, string>>)) {
    if (labels[key] === value) continue;
    obstacles.push(missingLabel(name, key, value, labels[key]));
  }
  const terms = records(
    spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  if (terms.length > 0 && !terms.some((term) => matches(term, node)))
    obstacles.push(affinityObstacle(name, terms, node));
  return obstacles;
}

function missingLabel(name: string, key: string, value: string, known: string | undefined): Obstacle {
  const label = `${key}=${value}`;
  const overwrite = known === undefined ? '' : ' --overwrite';
  return {
    key: `label ${label}`,
    line: line('blocked', 'obstacle.label', { name, label }),
    remedy: line(
      'fact',
      'remedy.label',
      { name, label },
      { command: `kubectl label nodes ${name} ${label}${overwrite}` },
    ),
  };
}

function matches(term: unknown, node: ApiObject): boolean {
  return termMatchesNode(compileTerm(term as NodeSelectorTerm), node as unknown as Node);
}

/** Where one label is all that is missing, that label; otherwise only that it does not match. */
function affinityObstacle(name: string, terms: readonly unknown[], node: ApiObject): Obstacle {
  for (const term of terms) {
    const missing = records(term, 'matchExpressions').filter((one) => !matches({ matchExpressions: [one] }, node));
    const only = missing.length === 1 ? missing[0] : undefined;
    if (!only || records(term, 'matchFields').some((one) => !matches({ matchFields: [one] }, node))) continue;
    const values = Array.isArray(only['values']) ? only['values'] : [];
    const key = text(only, 'key');
    if (only['operator'] === 'In' && typeof values[0] === 'string')
      return missingLabel(name, key, values[0], node.metadata.labels?.[key]);
    if (only['operator'] === 'Exists') return missingLabel(name, key, 'true', undefined);
  }
  return { key: 'affinity', line: line('blocked', 'obstacle.affinity', { name }), remedy: undefined };
}

const known = new WeakMap<ApiObject, ReadonlyMap<string, Quantity>>();

/** What a pod asks for, by resource. Objects never change: each is added up once. */
export function wantsOf(pod: ApiObject): ReadonlyMap<string, Quantity> {
  let wants = known.get(pod);
  if (!wants) known.set(pod, (wants = addUp(pod.spec)));
  return wants;
}

function addUp(spec: unknown): ReadonlyMap<string, Quantity> {
  const list = (name: string) => records(spec, name).map((one) => ({ ...one, resources: at(one, 'resources') ?? {} }));
  const containers = { containers: list('containers'), initContainers: list('initContainers') };
  return aggregateContainers(containers as unknown as PodSpec, requestsOf);
}

const places = new WeakMap<readonly ApiObject[], ReadonlyMap<string, readonly ApiObject[]>>();

/** The pods of a node that still take up room. A list is sorted by node once, however many nodes are asked about. */
export function podsOn(node: string, pods: readonly ApiObject[]): readonly ApiObject[] {
  let byNode = places.get(pods);
  if (!byNode) {
    const made = new Map<string, ApiObject[]>();
    for (const pod of pods) {
      if (hasEnded(pod)) continue;
      const name = text(pod.spec, 'nodeName');
      const here = made.get(name);
      if (here) here.push(pod);
      else made.set(name, [pod]);
    }
    places.set(pods, (byNode = made));
  }
  return byNode.get(node) ?? [];
}

/** What is asked for on a node in all, of one resource. */
export function requestedOn(node: string, resource: string, pods: readonly ApiObject[]): Quantity {
  let sum = parseQuantity('0');
  for (const pod of podsOn(node, pods)) {
    const wants = wantsOf(pod).get(resource);
    if (wants) sum = sum.add(wants);
  }
  return sum;
}

function roomObstacles(pod: ApiObject, node: ApiObject, pods: readonly ApiObject[]): readonly Obstacle[] {
  const name = node.metadata.name;
  const allocatable = (at(node.status, 'allocatable') ?? {}) as Readonly<Record<string, string>>;
  const obstacles: Obstacle[] = [];
  for (const [resource, wants] of wantsOf(pod)) {
    if (wants.isZero()) continue;
    const all = parseQuantity(allocatable[resource] ?? '0');
    const free = all.sub(requestedOn(name, resource, pods));
    if (wants.cmp(free) <= 0) continue;
    const short = wants.sub(free).toString();
    const params = { name, resource, wants: wants.toString(), free: free.toString(), all: all.toString(), short };
    const tooSmall = wants.cmp(all) > 0;
    obstacles.push({
      key: `room ${resource}`,
      line: line('blocked', tooSmall ? 'obstacle.tooSmall' : 'obstacle.room', params),
      remedy: tooSmall ? line('fact', 'remedy.smallerPod', params) : line('fact', 'remedy.room', params),
    });
  }
  const most = Number(allocatable['pods'] ?? Infinity);
  const count = podsOn(name, pods).length;
  if (count + 1 > most)
    obstacles.push({
      key: 'pods',
      line: line('blocked', 'obstacle.pods', { name, most }),
      remedy: line('fact', 'remedy.pods', { name }),
    });
  return obstacles;
}

function hostPorts(pod: ApiObject): readonly number[] {
  return records(pod.spec, 'containers').flatMap((one) =>
    records(one, 'ports').flatMap((port) => (number(port, 'hostPort') > 0 ? [number(port, 'hostPort')] : [])),
  );
}

function portObstacles(pod: ApiObject, node: ApiObject, pods: readonly ApiObject[]): readonly Obstacle[] {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return [];
  const here = podsOn(node.metadata.name, pods);
  return wanted.flatMap((port) => {
    const holder = here.find((one) => hostPorts(one).includes(port));
    if (!holder) return [];
    const params = { name: node.metadata.name, port, holder: holder.metadata.name };
    const remedy = line('fact', 'remedy.port', params, { ref: podRef(holder) });
    return [{ key: `port ${port}`, line: line('blocked', 'obstacle.port', params), remedy }];
  });
}
