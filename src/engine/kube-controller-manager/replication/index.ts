import { newControllerRef, selectorFromSet } from '../../apimachinery/index.ts';
import { REPLICATION_CONTROLLERS } from '../../api/refs.ts';
import type { ReplicationController } from '../../api/replicationcontroller/types.ts';
import type { Controller } from '../context.ts';
import type { ReplicaKind } from '../replicaset/owner.ts';
import { ReplicaSetController } from '../replicaset/replica-set-controller.ts';

/** A ReplicationController as if it were an older version of a ReplicaSet. pkg/controller/replication/replication_controller.go */
const replicationControllerKind: ReplicaKind<ReplicationController> = {
  ref: REPLICATION_CONTROLLERS,
  apiVersion: 'v1',
  component: 'replication-controller',
  controllerName: 'replicationcontroller-controller',
  queueName: 'replicationmanager',
  reportsTerminating: false,
  selector: (owner) => selectorFromSet(owner.spec.selector),
  withStatus: (owner, status) => ({ ...owner, status: status as ReplicationController['status'] }),
  reference: (owner) => newControllerRef(owner, { apiVersion: 'v1', kind: 'ReplicationController' }),
};

export const replicationController: Controller = {
  name: 'replicationcontroller-controller',
  start: (context) => void new ReplicaSetController(context, replicationControllerKind),
};
