import { diffObjects, tellingChanges } from '../inspector/diff.ts';
import { isNodeSettled, refKey, type Mirror, type ObjectRef, type Version } from '../store/index.ts';
import { getNested, isJSONObject, type ApiObject } from '../../engine/apimachinery/index.ts';

/** Until what time goes on. */
export type Condition =
  | { readonly type: 'ready' | 'gone' | 'changed'; readonly ref: ObjectRef }
  /** An Event with this reason, `BackOff`, whatever it is about. */
  | { readonly type: 'event'; readonly reason: string }
  | { readonly type: 'time'; readonly at: number };

/** When a condition comes to hold after a moment, as far as is known; undefined: not yet. */
export function foundAt(mirror: Mirror, condition: Condition, after: number): number | undefined {
  if (condition.type === 'time') return condition.at;
  if (condition.type === 'event') {
    const reason = condition.reason.toLowerCase();
    return firstIn(mirror.log('events').versions, after, ({ object }) => reasonOf(object).toLowerCase() === reason);
  }
  const { resource, namespace, name } = condition.ref;
  return firstIn(mirror.log(resource).historyOf(refKey(namespace, name)), after, HOLDS[condition.type]);
}

const HOLDS: Readonly<Record<'ready' | 'gone' | 'changed', (version: Version) => boolean>> = {
  ready: ({ object, previous }) =>
    object !== undefined && isReady(object) && !(previous?.object && isReady(previous.object)),
  gone: ({ object }) => object === undefined,
  changed: ({ object, previous }) =>
    !object || !previous?.object || tellingChanges(diffObjects(previous.object, object), 1).length > 0,
};

/** Whether it is so already at a moment: then one would wait for the next time. */
export function holdsAt(mirror: Mirror, condition: Condition, moment: number): boolean {
  if (condition.type !== 'ready' && condition.type !== 'gone') return false;
  const { resource, namespace, name } = condition.ref;
  const object = mirror.at(resource, refKey(namespace, name), moment);
  return condition.type === 'gone' ? object === undefined : object !== undefined && isReady(object);
}

/** As its conditions say; what counts replicas is ready when all are. */
export function isReady(object: ApiObject): boolean {
  if (isNodeSettled(object)) return true;
  const conditions = getNested(object.status, ['conditions']);
  const complete =
    Array.isArray(conditions) &&
    conditions.some((one) => isJSONObject(one) && one['type'] === 'Complete' && one['status'] === 'True');
  if (complete) return true;
  const wanted = getNested(object.spec, ['replicas']);
  const updated = getNested(object.status, ['updatedReplicas']) ?? wanted;
  return typeof wanted === 'number' && getNested(object.status, ['readyReplicas']) === wanted && updated === wanted;
}

function reasonOf(object: ApiObject | undefined): string {
  const reason = getNested(object, ['reason']);
  return typeof reason === 'string' ? reason : '';
}

function firstIn(
  versions: readonly Version[],
  after: number,
  holds: (version: Version) => boolean,
): number | undefined {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (versions[middle]!.at <= after) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < versions.length; i++) if (holds(versions[i]!)) return versions[i]!.at;
  return undefined;
}
