import { labelSelectorAsSelector, newControllerRef } from '../../apimachinery/index.ts';
import { REPLICA_SETS } from '../../api/refs.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import type { Controller } from '../context.ts';
import type { ReplicaKind } from './owner.ts';
import { ReplicaSetController } from './replica-set-controller.ts';

const replicaSetKind: ReplicaKind<ReplicaSet> = {
  ref: REPLICA_SETS,
  apiVersion: 'apps/v1',
  component: 'replicaset-controller',
  controllerName: 'replicaset-controller',
  queueName: 'replicaset',
  reportsTerminating: true,
  selector: (owner) => labelSelectorAsSelector(owner.spec.selector),
  withStatus: (owner, status) => ({ ...owner, status: status as ReplicaSet['status'] }),
  reference: (owner) => newControllerRef(owner, { apiVersion: 'apps/v1', kind: 'ReplicaSet' }),
};

export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  start: (context) => void new ReplicaSetController(context, replicaSetKind),
};
