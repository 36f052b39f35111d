import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { line, type Line } from './answer.ts';
import { condition, hasEnded, isReady, text } from './fields.ts';

const MOST_NAMED = 6;

/**
 * Why a workload has fewer pods than it wants, or fewer that are ready: what keeps its controller from making them, then what
 * ails those that are there. Absence has no record: what refused the last attempt is found in conditions and in Events.
 */
export function crewLines(
  owner: ApiObject,
  pods: readonly ApiObject[],
  wanted: number,
  refusals: readonly string[],
): readonly Line[] {
  const here = pods.filter((pod) => !hasEnded(pod) && pod.metadata.deletionTimestamp === undefined);
  const ready = here.filter(isReady).length;
  const full = ready >= wanted;
  const lines: Line[] = [line(full ? 'ok' : 'wait', 'answer.crew.count', { wanted, have: here.length, ready })];
  if (here.length < wanted) {
    const missing = wanted - here.length;
    const why = text(condition(owner, 'ReplicaFailure'), 'message') || refusals[0];
    lines.push(
      why !== undefined
        ? line('blocked', 'answer.crew.refused', { missing, why })
        : line('wait', 'answer.crew.missing', { missing }),
    );
  }
  const ailing = pods.flatMap((pod) =>
    isReady(pod) || text(pod.status, 'phase') === 'Succeeded' ? [] : (ailmentOf(pod) ?? []),
  );
  lines.push(...ailing.slice(0, MOST_NAMED));
  if (ailing.length > MOST_NAMED) lines.push(line('fact', 'answer.crew.more', { count: ailing.length - MOST_NAMED }));
  return lines;
}

/** What Events say about attempts that were refused for an object, newest first. */
export function refusalsOf(object: ApiObject, events: readonly ApiObject[]): readonly string[] {
  const told = events
    .filter((event) => text(event, 'involvedObject', 'uid') === object.metadata.uid)
    .filter((event) => /^Failed(Create|Scheduling)?$|^FailedCreate/.test(text(event, 'reason')))
    .sort((a, b) => Number(b.metadata.resourceVersion ?? 0) - Number(a.metadata.resourceVersion ?? 0));
  return told.map((event) => text(event, 'message').replace(/^Error creating: /, ''));
}
