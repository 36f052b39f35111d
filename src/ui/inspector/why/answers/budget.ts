import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { line, type Answer, type Explainer, type Line } from './answer.ts';
import { at, chosenBy, condition, isReady, number, text } from './fields.ts';

const MOST = 4;

/** A disruption budget's sum, and the evictions that it does not let through. */
export const budget: Explainer = {
  reads: ['pods', 'nodes'],
  explain(object, look): Answer {
    const pods = chosenBy(object, at(object.spec, 'selector'), look('pods'));
    const expected = number(object.status, 'expectedPods');
    const wanted = number(object.status, 'desiredHealthy');
    const healthy = number(object.status, 'currentHealthy');
    const allowed = number(object.status, 'disruptionsAllowed');
    const lines: Line[] = [ruleLine(object, expected, wanted)];
    if (condition(object, 'DisruptionAllowed')?.['reason'] === 'SyncFailed')
      lines.push(
        line('blocked', 'answer.budget.failed', { why: text(condition(object, 'DisruptionAllowed'), 'message') }),
      );
    if (pods.length === 0) lines.push(line('fact', 'answer.budget.nobody'));
    const sum = { healthy, wanted, allowed };
    lines.push(line(allowed > 0 ? 'ok' : 'blocked', 'answer.budget.sum', sum));
    for (const pod of pods.filter((one) => !isReady(one)).slice(0, MOST)) {
      const ailment = ailmentOf(pod);
      if (ailment) lines.push(ailment);
    }
    lines.push(...drained(pods, look('nodes'), allowed));
    if (allowed === 0 && healthy <= wanted && expected <= wanted)
      lines.push(line('fact', 'answer.budget.never', { expected, wanted }));
    return { title: 'answer.budget.title', lines };
  },
};

function ruleLine(object: ApiObject, expected: number, wanted: number): Line {
  const least = at(object.spec, 'minAvailable');
  const away = at(object.spec, 'maxUnavailable');
  if (typeof away === 'string' || typeof away === 'number')
    return line('fact', 'answer.budget.maxUnavailable', { away, expected, wanted });
  const shown = typeof least === 'string' || typeof least === 'number' ? least : 0;
  return typeof least === 'string'
    ? line('fact', 'answer.budget.minShare', { least: shown, expected, wanted })
    : line('fact', 'answer.budget.min', { least: shown, expected });
}

/** A cordoned node with pods of the budget still on it: whoever drains it waits for this. */
function drained(pods: readonly ApiObject[], nodes: readonly ApiObject[], allowed: number): readonly Line[] {
  if (allowed > 0) return [];
  return nodes
    .filter((one) => at(one.spec, 'unschedulable') === true)
    .flatMap((one) => {
      const name = one.metadata.name;
      const here = pods
        .filter((pod) => text(pod.spec, 'nodeName') === name && isReady(pod))
        .map(({ metadata }) => metadata.name);
      if (here.length === 0) return [];
      return [
        line(
          'blocked',
          'answer.budget.blocks',
          { name, pods: here.join(', ') },
          { ref: { resource: 'nodes', namespace: '', name } },
        ),
      ];
    });
}
