import { AGE, age, column, NAME, wide } from '../columns.ts';
import type { Printer } from '../kind.ts';
import { sortedList } from '../validate.ts';
import type { Node } from './types.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

/** findNodeRoles. */
export function nodeRoles(node: Node): readonly string[] {
  const roles: string[] = [];
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX)) {
      const role = key.slice(ROLE_PREFIX.length);
      if (role !== '') roles.push(role);
    } else if (key === ROLE_LABEL && value !== '') roles.push(value);
  }
  return sortedList(roles);
}

/** `Ready`, `NotReady,SchedulingDisabled`, `Unknown` … */
export function nodeStatusText(node: Node): string {
  const ready = node.status.conditions?.find((condition) => condition.type === 'Ready');
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (node.spec.unschedulable === true) words.push('SchedulingDisabled');
  return words.join(',');
}

function address(node: Node, type: string): string {
  return node.status.addresses?.find((entry) => entry.type === type)?.address ?? '<none>';
}

function orUnknown(text: string | undefined): string {
  return text === undefined || text === '' ? '<unknown>' : text;
}

export const nodePrinter: Printer<Node> = {
  columns: [
    NAME,
    column('Status', 'The status of the node'),
    column('Roles', 'The roles of the node'),
    AGE,
    column('Version', 'Version of the kubelet on the node.'),
    wide('Internal-IP', 'Address inside the cluster.'),
    wide('External-IP', 'Address outside the cluster.'),
    wide('OS-Image', 'Operating system of the node.'),
    wide('Kernel-Version', 'Kernel of the node.'),
    wide('Container-Runtime', 'Container runtime of the node.'),
  ],
  cells(node, now) {
    const system = node.status.nodeInfo;
    const roles = nodeRoles(node);
    return [
      node.metadata.name,
      nodeStatusText(node),
      roles.length === 0 ? '<none>' : roles.join(','),
      age(node, now),
      system?.kubeletVersion ?? '',
      address(node, 'InternalIP'),
      address(node, 'ExternalIP'),
      orUnknown(system?.osImage),
      orUnknown(system?.kernelVersion),
      orUnknown(system?.containerRuntimeVersion),
    ];
  },
};
