import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { inNamespace, line, type Answer, type Explainer, type Line, type Look } from './answer.ts';
import { condition, records, text } from './fields.ts';
import { obstaclesOn, type Obstacle } from './obstacles.ts';

const MOST = 5;

interface Candidate {
  readonly node: ApiObject;
  readonly obstacles: readonly Obstacle[];
}

/**
 * What would have to change for a pod to be schedulable. Each node is asked for everything that keeps the pod away, so that a
 * change offered as enough is enough: the nodes that lack one thing come first.
 */
export function suggestionsFor(pod: ApiObject, look: Look): readonly Line[] {
  const own = podObstacles(pod, look);
  const pods = look('pods');
  const candidates = look('nodes').map((node): Candidate => ({ node, obstacles: obstaclesOn(pod, node, pods) }));
  const lines: Line[] = [...own];
  const open = candidates.filter(({ obstacles }) => obstacles.length === 0);
  if (candidates.length === 0) lines.push(line('blocked', 'remedy.noNodes'));
  else if (open.length > 0 && own.length === 0)
    lines.push(
      otherwise(
        pod,
        open.map(({ node }) => node.metadata.name),
      ),
    );
  else if (open.length === 0) lines.push(...remedies(candidates));
  return lines;
}

/** Trouble that no node can help with. */
function podObstacles(pod: ApiObject, look: Look): readonly Line[] {
  const name = pod.metadata.name;
  const lines: Line[] = [];
  const gates = records(pod.spec, 'schedulingGates').map((gate) => text(gate, 'name'));
  if (gates.length > 0) {
    const command = `kubectl patch pod ${name}${inNamespace(pod)} --type=json -p '[{"op":"remove","path":"/spec/schedulingGates"}]'`;
    lines.push(line('blocked', 'remedy.gates', { gates: gates.join(', ') }, { command }));
  }
  const claims = look('persistentvolumeclaims');
  const classes = look('storageclasses.storage.k8s.io');
  for (const volume of records(pod.spec, 'volumes')) {
    const claimName = text(volume, 'persistentVolumeClaim', 'claimName');
    if (claimName === '') continue;
    const ref = { resource: 'persistentvolumeclaims', namespace: pod.metadata.namespace ?? '', name: claimName };
    const claim = claims.find(
      ({ metadata }) => metadata.name === claimName && metadata.namespace === pod.metadata.namespace,
    );
    if (!claim) lines.push(line('blocked', 'remedy.makeClaim', { name: claimName }));
    else if (claim.metadata.deletionTimestamp !== undefined)
      lines.push(line('blocked', 'remedy.claimGoes', { name: claimName }, { ref }));
    else if (text(claim.status, 'phase') !== 'Bound' && !waitsForPod(claim, classes))
      lines.push(line('blocked', 'remedy.bindClaim', { name: claimName }, { ref }));
  }
  return lines;
}

function waitsForPod(claim: ApiObject, classes: readonly ApiObject[]): boolean {
  const storageClass = classes.find(({ metadata }) => metadata.name === text(claim.spec, 'storageClassName'));
  return text(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer';
}

/** Objects alone do not tell why: what the scheduler last said does, and it looks again when something changes. */
function otherwise(pod: ApiObject, nodes: readonly string[]): Line {
  const said = text(condition(pod, 'PodScheduled'), 'message');
  const relation = /affinity|topology spread|volume/i.exec(said)?.[0];
  return relation === undefined
    ? line('ok', 'remedy.fits', { nodes: nodes.slice(0, 3).join(', ') })
    : line('blocked', 'remedy.relation', { why: said });
}

function remedies(candidates: readonly Candidate[]): readonly Line[] {
  const fewest = Math.min(...candidates.map(({ obstacles }) => obstacles.length));
  const nearest = candidates.filter(({ obstacles }) => obstacles.length === fewest);
  if (fewest === 1) return single(nearest);
  return [
    line('fact', 'remedy.several', { count: fewest }),
    ...nearest.slice(0, MOST).map(({ node, obstacles }) =>
      line(
        'blocked',
        'remedy.node',
        { name: node.metadata.name },
        {
          ref: { resource: 'nodes', namespace: '', name: node.metadata.name },
          under: obstacles.flatMap(({ line: what, remedy }) => [what, ...(remedy ? [remedy] : [])]),
        },
      ),
    ),
  ];
}

/** One change is enough: each kind of change once, for the node where it is smallest, and how many others would do as well. */
function single(nearest: readonly Candidate[]): readonly Line[] {
  const byKey = new Map<string, { readonly obstacle: Obstacle; count: number }>();
  for (const { obstacles } of nearest) {
    const obstacle = obstacles[0]!;
    const known = byKey.get(obstacle.key);
    if (known) known.count++;
    else byKey.set(obstacle.key, { obstacle, count: 1 });
  }
  const lines: Line[] = [line('fact', byKey.size > 1 ? 'remedy.anyOne' : 'remedy.one')];
  for (const { obstacle, count } of [...byKey.values()].slice(0, MOST)) {
    const alike = count > 1 ? [line('fact', 'remedy.alike', { count: count - 1 })] : [];
    const { remedy, line: what } = obstacle;
    lines.push(remedy ? { ...remedy, under: [what, ...alike] } : { ...what, under: alike });
  }
  return lines;
}

/** A pod: what ails it, and, where it has no node, what would give it one. */
export const schedulable: Explainer = {
  reads: ['nodes', 'pods', 'persistentvolumeclaims', 'storageclasses.storage.k8s.io'],
  explain(pod, look): Answer | undefined {
    if (text(pod.spec, 'nodeName') !== '' || pod.metadata.deletionTimestamp !== undefined) return undefined;
    return { title: 'remedy.title', lines: suggestionsFor(pod, look) };
  },
};
