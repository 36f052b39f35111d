import type { LabelSet } from './labels.ts';

/** Names the object this one exists for. pkg/apis/meta/v1/types.go */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
  readonly subresource?: string;
}

/** Metadata as stored: the server has set what it sets on every object, so those fields are not optional. Times are RFC 3339. */
export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: LabelSet;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly ManagedFieldsEntry[];
  readonly selfLink?: string;
}

/** Any stored object. Kinds narrow `spec` and `status`; kinds without them (ConfigMap, Event) add their own fields. */
export interface ApiObject<Spec = unknown, Status = unknown> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: Spec;
  readonly status?: Status;
}

export interface ListMeta {
  readonly resourceVersion?: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
  readonly selfLink?: string;
}

export interface ApiList<T> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ListMeta;
  readonly items: readonly T[];
}

/** `namespace/name`, or the bare name of a cluster-scoped object: client-go's MetaNamespaceKeyFunc. */
export function objectKey(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

export function keyOf(object: { readonly metadata: Pick<ObjectMeta, 'namespace' | 'name'> }): string {
  return objectKey(object.metadata.namespace, object.metadata.name);
}

/** client-go's SplitMetaNamespaceKey. A key with more than one slash is a programming error. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  if (slash < 0) return { namespace: '', name: key };
  if (key.indexOf('/', slash + 1) >= 0) throw new Error(`unexpected key format: ${JSON.stringify(key)}`);
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

type Owned = { readonly metadata: Pick<ObjectMeta, 'ownerReferences'> };

/** The one owner reference with `controller: true`, if any. pkg/apis/meta/v1/controller_ref.go */
export function getControllerOf(object: Owned): OwnerReference | undefined {
  const references = object.metadata.ownerReferences;
  if (references === undefined) return undefined;
  for (const reference of references) if (reference.controller === true) return reference;
  return undefined;
}

export function isControlledBy(object: Owned, owner: { readonly metadata: Pick<ObjectMeta, 'uid'> }): boolean {
  return getControllerOf(object)?.uid === owner.metadata.uid;
}

export function newControllerRef(
  owner: { readonly metadata: Pick<ObjectMeta, 'name' | 'uid'> },
  kind: { readonly apiVersion: string; readonly kind: string },
): OwnerReference {
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}
