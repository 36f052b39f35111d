import type { Controller } from './context.ts';
import { csrCleanerController, csrSigningController } from './certificates/index.ts';
import { clusterRoleAggregationController } from './clusterroleaggregation/index.ts';
import { cronJobController } from './cronjob/index.ts';
import { daemonSetController } from './daemonset/index.ts';
import { deploymentController } from './deployment/index.ts';
import { disruptionController } from './disruption/index.ts';
import { endpointsController } from './endpoints/index.ts';
import { endpointSliceController } from './endpointslice/index.ts';
import { ephemeralVolumeController } from './ephemeralvolume/index.ts';
import { garbageCollectorController } from './garbagecollector/index.ts';
import { horizontalPodAutoscalerController } from './podautoscaler/index.ts';
import { jobController } from './job/index.ts';
import { namespaceController } from './namespace/index.ts';
import { nodeIpamController } from './nodeipam/index.ts';
import { nodeLifecycleController } from './nodelifecycle/index.ts';
import { localPathProvisioner, persistentVolumeBinderController } from './persistentvolume/index.ts';
import { podGCController } from './podgc/index.ts';
import { pvProtectionController, pvcProtectionController } from './protection/index.ts';
import { replicaSetController } from './replicaset/index.ts';
import { replicationController } from './replication/index.ts';
import { resourceQuotaController } from './resourcequota/index.ts';
import { rootCACertPublisher } from './rootcacertpublisher/index.ts';
import { serviceAccountController } from './serviceaccount/index.ts';
import { statefulSetController } from './statefulset/index.ts';
import { taintEvictionController } from './tainteviction/index.ts';
import { ttlAfterFinishedController } from './ttlafterfinished/index.ts';
import { validatingAdmissionPolicyStatus } from './validatingadmissionpolicystatus/index.ts';

/** Every controller, in the order in which they start. Adding one is adding its folder and a line here. */
export const controllers: readonly Controller[] = [
  endpointsController,
  endpointSliceController,
  replicationController,
  podGCController,
  resourceQuotaController,
  namespaceController,
  serviceAccountController,
  garbageCollectorController,
  daemonSetController,
  jobController,
  deploymentController,
  replicaSetController,
  horizontalPodAutoscalerController,
  disruptionController,
  statefulSetController,
  cronJobController,
  csrSigningController,
  csrCleanerController,
  ttlAfterFinishedController,
  nodeIpamController,
  nodeLifecycleController,
  taintEvictionController,
  persistentVolumeBinderController,
  localPathProvisioner,
  clusterRoleAggregationController,
  pvcProtectionController,
  pvProtectionController,
  rootCACertPublisher,
  ephemeralVolumeController,
  validatingAdmissionPolicyStatus,
];
