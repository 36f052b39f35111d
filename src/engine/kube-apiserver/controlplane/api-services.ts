import type { APIService } from '../../api/apiservice/types.ts';
import type { Task } from '../../sim/index.ts';
import type { Server } from '../server.ts';
import { ensure } from './ensure.ts';

/** Which groups come first, and which version of a group. pkg/controlplane/apiserver/aggregator.go */
const GROUP_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['', 18_000],
  ['apps', 17_800],
  ['events.k8s.io', 17_750],
  ['authentication.k8s.io', 17_700],
  ['authorization.k8s.io', 17_600],
  ['autoscaling', 17_500],
  ['batch', 17_400],
  ['certificates.k8s.io', 17_300],
  ['networking.k8s.io', 17_200],
  ['policy', 17_100],
  ['rbac.authorization.k8s.io', 17_000],
  ['storage.k8s.io', 16_800],
  ['apiextensions.k8s.io', 16_700],
  ['admissionregistration.k8s.io', 16_700],
  ['scheduling.k8s.io', 16_600],
  ['coordination.k8s.io', 16_500],
  ['node.k8s.io', 16_300],
  ['discovery.k8s.io', 16_200],
  ['flowcontrol.apiserver.k8s.io', 16_100],
  ['resource.k8s.io', 15_900],
]);
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
