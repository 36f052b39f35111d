import type { Controller } from './context.ts';
import { deploymentController } from './deployment/index.ts';
import { replicaSetController } from './replicaset/index.ts';
import { replicationController } from './replication/index.ts';

/** Every controller, in the order in which they start. Adding one is adding its folder and a line here. */
export const controllers: readonly Controller[] = [replicationController, replicaSetController, deploymentController];
