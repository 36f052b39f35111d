import type { Node } from '../../api/node/types.ts';
import type { NodeInfo } from './node-info.ts';

/** component-helpers/node/topology: region and zone, by their labels of today or of before 1.17. */
export function zoneKey(node: Node): string {
  const labels = node.metadata.labels ?? {};
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\u0000:${zone}`;
}

/**
 * The order in which nodes are looked at: one of each zone in turn, so that the first hundred of many are not all in one
 * zone (backend/cache/node_tree.go). a1 a2 a3 b1 c1 gives a1 b1 c1 a2 a3.
 */
export function interleaveZones(nodes: Iterable<NodeInfo>): NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  let count = 0;
  for (const info of nodes) {
    if (info.node === undefined) continue;
    const key = zoneKey(info.node);
    const zone = zones.get(key);
    if (zone) zone.push(info);
    else zones.set(key, [info]);
    count++;
  }
  const order: NodeInfo[] = [];
  for (let round = 0; order.length < count; round++) {
    for (const zone of zones.values()) {
      const info = zone[round];
      if (info) order.push(info);
    }
  }
  return order;
}
