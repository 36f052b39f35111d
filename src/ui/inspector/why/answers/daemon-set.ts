import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { line, type Answer, type Explainer, type Line } from './answer.ts';
import { at, isOwnedBy, isReady, number, text } from './fields.ts';
import { labelObstacles, taintObstacles } from './obstacles.ts';

/** Taints that every pod of a DaemonSet bears. */
const BORNE =
  /^node\.kubernetes\.io\/(not-ready|unreachable|disk-pressure|memory-pressure|pid-pressure|unschedulable|network-unavailable)$/;
const MOST = 8;

/** Which nodes get a pod, and why the others do not. */
export const daemonSet: Explainer = {
  reads: ['pods', 'nodes'],
  explain(object, look): Answer {
    const pods = look('pods').filter((pod) => isOwnedBy(pod, object));
    const nodes = look('nodes');
    const wanted = number(object.status, 'desiredNumberScheduled');
    const ready = pods.filter(isReady).length;
    const ailing = pods.flatMap((pod) => (isReady(pod) ? [] : (ailmentOf(pod) ?? [])));
    const skipped = nodes
      .filter((node) => !pods.some((pod) => placeOf(pod) === node.metadata.name))
      .map((node) => skip(object, node));
    const lines: Line[] = [
      line(ready >= wanted ? 'ok' : 'wait', 'answer.daemonSet.count', { nodes: nodes.length, wanted, ready }),
      ...ailing.slice(0, MOST),
      ...skipped.slice(0, MOST),
    ];
    const more = Math.max(0, ailing.length - MOST) + Math.max(0, skipped.length - MOST);
    if (more > 0) lines.push(line('fact', 'answer.more', { count: more }));
    return { title: 'answer.daemonSet.title', lines };
  },
};

/** Pods of a DaemonSet are made for one node, which their affinity names before they are bound. */
function placeOf(pod: ApiObject): string {
  const bound = text(pod.spec, 'nodeName');
  if (bound !== '') return bound;
  const found = /"metadata\.name"[^\]]*"values":\["([^"]+)"\]/.exec(JSON.stringify(at(pod.spec, 'affinity') ?? ''));
  return found?.[1] ?? '';
}

function skip(object: ApiObject, node: ApiObject): Line {
  const spec = at(object.spec, 'template', 'spec');
  const name = node.metadata.name;
  const ref = { resource: 'nodes', namespace: '', name };
  const under = [...labelObstacles(spec, node), ...taintObstacles(spec, node, (key) => BORNE.test(key))].map(
    ({ line: one }) => one,
  );
  return under.length === 0
    ? line('wait', 'answer.daemonSet.late', { name }, { ref })
    : line('fact', 'answer.daemonSet.skips', { name }, { ref, under });
}
