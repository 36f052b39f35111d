/** Which groups come first: the higher, the earlier. pkg/controlplane/apiserver/aggregator.go DefaultGenericAPIServicePriorities */
export const GROUP_PRIORITIES: ReadonlyMap<string, number> = new Map([
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

/** The aggregator's own group is asked for before all but the core, and is not registered with itself. */
const AGGREGATOR_GROUP = 'apiregistration.k8s.io';

/** In the order in which discovery tells of groups; those of one priority by name, and what came later last. */
export function compareGroups(a: string, b: string): number {
  return priorityOf(b) - priorityOf(a) || (a < b ? -1 : a > b ? 1 : 0);
}

function priorityOf(group: string): number {
  return group === AGGREGATOR_GROUP ? GROUP_PRIORITIES.get('')! - 1 : (GROUP_PRIORITIES.get(group) ?? 0);
}
