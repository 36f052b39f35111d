import type { IPodDisruptionBudgetSpec } from 'kubernetes-models/policy/v1/PodDisruptionBudgetSpec';
import type { IPodDisruptionBudgetStatus } from 'kubernetes-models/policy/v1/PodDisruptionBudgetStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type PodDisruptionBudgetSpec = Stored<IPodDisruptionBudgetSpec>;
export type PodDisruptionBudgetStatus = Stored<IPodDisruptionBudgetStatus>;

export interface PodDisruptionBudget extends ApiObject<PodDisruptionBudgetSpec, PodDisruptionBudgetStatus> {
  readonly apiVersion: 'policy/v1';
  readonly kind: 'PodDisruptionBudget';
  readonly metadata: ObjectMeta;
  readonly spec: PodDisruptionBudgetSpec;
  readonly status: PodDisruptionBudgetStatus;
}
