import type { APIService } from '../../api/apiservice/types.ts';
import type { Task } from '../../sim/index.ts';
import type { Server } from '../server.ts';
import { GROUP_PRIORITIES } from '../group-priorities.ts';
import { ensure } from './ensure.ts';

/** Which version of a group comes first. pkg/controlplane/apiserver/aggregator.go */
const VERSION_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['/v1', 1],
  ['autoscaling/v2', 30],
  ['flowcontrol.apiserver.k8s.io/v1', 21],
]);
const ORDINARY_VERSION = 15;

/** The APIServices of what this server itself serves. kube-aggregator/pkg/controllers/autoregister */
export function* apiServices(server: Server): Task {
  for (const { group, version } of server.discovery.groupVersions()) {
    const groupPriorityMinimum = GROUP_PRIORITIES.get(group);
    // The aggregator's own group is not registered with itself, and what a custom resource serves is somebody else's to register.
    if (groupPriorityMinimum === undefined) continue;
    const spec: APIService['spec'] = {
      ...(group !== '' && { group }),
      version,
      groupPriorityMinimum,
      versionPriority: VERSION_PRIORITIES.get(`${group}/${version}`) ?? ORDINARY_VERSION,
    };
    yield* ensure(server, 'apiservices', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: {
        name: `${version}.${group}`,
        labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
      },
      spec,
    });
  }
}
