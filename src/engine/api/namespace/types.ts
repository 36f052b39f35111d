import type { INamespaceCondition } from 'kubernetes-models/v1/NamespaceCondition';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type NamespaceCondition = Stored<INamespaceCondition>;

export interface NamespaceSpec {
  readonly finalizers?: readonly string[];
}

export interface NamespaceStatus {
  readonly phase: 'Active' | 'Terminating';
  readonly conditions?: readonly NamespaceCondition[];
}

export interface Namespace extends ApiObject<NamespaceSpec, NamespaceStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'Namespace';
  readonly metadata: ObjectMeta;
  readonly spec: NamespaceSpec;
  readonly status: NamespaceStatus;
}
