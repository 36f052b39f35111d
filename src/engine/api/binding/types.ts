import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ObjectReference } from '../event/types.ts';

/** The body of pods/binding: assigns a pod to a node. Never stored. */
export interface Binding extends ApiObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Binding';
  readonly metadata: ObjectMeta;
  readonly target: ObjectReference;
}
