import type { ApiObject } from '../../engine/apimachinery/index.ts';

/** Names one object: `{ resource: 'deployments.apps', namespace: 'default', name: 'web' }`; namespace '' when it has none. */
export interface ObjectRef {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

export function refKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

export function sameRef(a: ObjectRef | undefined, b: ObjectRef | undefined): boolean {
  return a?.resource === b?.resource && a?.namespace === b?.namespace && a?.name === b?.name;
}

export function isApiObject(value: unknown): value is ApiObject {
  return typeof value === 'object' && value !== null && 'metadata' in value;
}
