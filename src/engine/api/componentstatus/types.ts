import type { IComponentStatus } from 'kubernetes-models/v1/ComponentStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export interface ComponentStatus extends ApiObject {
  readonly metadata: ObjectMeta;
  readonly conditions?: Stored<IComponentStatus>['conditions'];
}
