import { field, type ErrorList } from '../../apimachinery/index.ts';
import { checkNonnegative, STATUS } from '../validate.ts';

/** The counts that a ReplicaSet and a ReplicationController report alike. */
export interface ReplicaCounts {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly observedGeneration?: number;
}

const COUNTS = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'terminatingReplicas',
  'observedGeneration',
] as const;

/** ValidateReplicaSetStatus and ValidateReplicationControllerStatus. */
export function checkReplicaCounts(errors: ErrorList, status: ReplicaCounts): void {
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, status[name]);
  const { replicas, readyReplicas = 0, availableReplicas = 0 } = status;
  for (const name of ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const) {
    const count = status[name] ?? 0;
    if (count > replicas)
      errors.push(field.invalid(STATUS.child(name), count, 'cannot be greater than status.replicas'));
  }
  if (availableReplicas > readyReplicas) {
    const why = 'cannot be greater than readyReplicas';
    errors.push(field.invalid(STATUS.child('availableReplicas'), availableReplicas, why));
  }
}
