import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';

export interface ControllerRevision extends ApiObject {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'ControllerRevision';
  readonly metadata: ObjectMeta;
  readonly revision: number;
  /** Any JSON: what the owner needs to restore the revision. */
  readonly data?: unknown;
}
