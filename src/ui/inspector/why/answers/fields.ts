import type { ApiObject, WireLabelSelector } from '../../../../engine/apimachinery/index.ts';
import { labelSelectorAsSelector } from '../../../../engine/apimachinery/index.ts';
import { isRecord } from '../../diff.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The value at a path of field names; undefined where there is none. Objects of other servers may lack any field. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = isRecord(found) ? found[name] : undefined;
  return found ?? undefined;
}

export function text(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function number(value: unknown, ...path: readonly string[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : 0;
}

export function records(value: unknown, ...path: readonly string[]): readonly Fields[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

export function texts(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
}

export function condition(object: ApiObject, type: string): Fields | undefined {
  return records(object.status, 'conditions').find((one) => one['type'] === type);
}

export function isTrue(object: ApiObject, type: string): boolean {
  return condition(object, type)?.['status'] === 'True';
}

export function isReady(pod: ApiObject): boolean {
  return isTrue(pod, 'Ready') && pod.metadata.deletionTimestamp === undefined;
}

export function hasEnded(pod: ApiObject): boolean {
  const phase = text(pod.status, 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

export function isOwnedBy(object: ApiObject, owner: ApiObject): boolean {
  return object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false;
}

/** The pods that a label selector of a spec chooses, in the namespace of its object. */
export function chosenBy(object: ApiObject, selector: unknown, pods: readonly ApiObject[]): readonly ApiObject[] {
  const chooses = labelSelectorAsSelector(isRecord(selector) ? (selector as WireLabelSelector) : undefined);
  return pods.filter(
    ({ metadata }) => metadata.namespace === object.metadata.namespace && chooses.matches(metadata.labels),
  );
}
