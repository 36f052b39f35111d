import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { line, podRef, type Answer, type Explainer, type Line } from './answer.ts';
import { refusalsOf } from './crew.ts';
import { isOwnedBy, isReady, number, records, text } from './fields.ts';

/** One after the other: which ordinal is waited for, and why it is not there. */
export const statefulSet: Explainer = {
  reads: ['pods', 'persistentvolumeclaims', 'events'],
  explain(object, look): Answer {
    const pods = look('pods').filter((pod) => isOwnedBy(pod, object));
    const claims = look('persistentvolumeclaims');
    const wanted = number(object.spec, 'replicas');
    const ready = pods.filter(isReady).length;
    const lines: Line[] = [
      line(ready >= wanted && pods.length <= wanted ? 'ok' : 'wait', 'answer.crew.count', {
        wanted,
        have: pods.length,
        ready,
      }),
      ...orderLines(object, pods, wanted, refusalsOf(object, look('events'))),
      ...claimLines(object, claims, wanted),
      ...updateLines(object, pods),
    ];
    return { title: 'answer.statefulSet.title', lines };
  },
};

function ordinals(object: ApiObject, wanted: number): readonly string[] {
  const start = number(object.spec, 'ordinals', 'start');
  return Array.from({ length: wanted }, (_, i) => `${object.metadata.name}-${start + i}`);
}

function orderLines(
  object: ApiObject,
  pods: readonly ApiObject[],
  wanted: number,
  refusals: readonly string[],
): readonly Line[] {
  const parallel = text(object.spec, 'podManagementPolicy') === 'Parallel';
  const lines: Line[] = [];
  for (const name of ordinals(object, wanted)) {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    if (pod && isReady(pod)) continue;
    const under = pod ? [ailmentOf(pod)].filter((one) => one !== undefined) : [];
    if (!pod && refusals[0] !== undefined)
      under.push(line('blocked', 'answer.crew.refused', { missing: 1, why: refusals[0] }));
    const id = pod ? 'answer.statefulSet.waitsReady' : 'answer.statefulSet.waitsThere';
    lines.push(line('wait', parallel ? 'answer.statefulSet.late' : id, { name }, { ref: pod && podRef(pod), under }));
    // In order, nothing after the first that is not ready is begun.
    if (!parallel) break;
  }
  const names = new Set(ordinals(object, wanted));
  const extra = pods.filter(({ metadata }) => !names.has(metadata.name)).map(({ metadata }) => metadata.name);
  const last = extra.sort((a, b) => ordinalOf(b) - ordinalOf(a))[0];
  if (last !== undefined) lines.push(line('wait', 'answer.statefulSet.removes', { name: last, count: extra.length }));
  return lines;
}

function ordinalOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

function claimLines(object: ApiObject, claims: readonly ApiObject[], wanted: number): readonly Line[] {
  const names = records(object.spec, 'volumeClaimTemplates').map((template) => text(template, 'metadata', 'name'));
  const lines: Line[] = [];
  for (const pod of ordinals(object, wanted))
    for (const template of names) {
      const name = `${template}-${pod}`;
      const claim = claims.find(
        ({ metadata }) => metadata.name === name && metadata.namespace === object.metadata.namespace,
      );
      if (claim && text(claim.status, 'phase') !== 'Bound')
        lines.push(
          line(
            'wait',
            'answer.statefulSet.claim',
            { name, pod },
            {
              ref: { resource: 'persistentvolumeclaims', namespace: object.metadata.namespace ?? '', name },
            },
          ),
        );
    }
  return lines;
}

/** A new template goes in from the highest ordinal down to the partition. */
function updateLines(object: ApiObject, pods: readonly ApiObject[]): readonly Line[] {
  const update = text(object.status, 'updateRevision');
  const stale = pods.filter(({ metadata }) => metadata.labels?.['controller-revision-hash'] !== update);
  if (update === '' || stale.length === 0) return [];
  if (text(object.spec, 'updateStrategy', 'type') === 'OnDelete')
    return [line('wait', 'answer.statefulSet.onDelete', { count: stale.length })];
  const partition = number(object.spec, 'updateStrategy', 'rollingUpdate', 'partition');
  const held = stale.filter(({ metadata }) => ordinalOf(metadata.name) < partition).length;
  const next = stale
    .filter(({ metadata }) => ordinalOf(metadata.name) >= partition)
    .sort((a, b) => ordinalOf(b.metadata.name) - ordinalOf(a.metadata.name))[0];
  const lines: Line[] = [];
  if (next) lines.push(line('wait', 'answer.statefulSet.updates', { name: next.metadata.name }, { ref: podRef(next) }));
  if (held > 0) lines.push(line('fact', 'answer.statefulSet.partition', { partition, held }));
  return lines;
}
