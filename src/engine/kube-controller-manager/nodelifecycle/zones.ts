import type { Node, NodeCondition } from '../../api/node/types.ts';
import type { ResolvedConfig } from '../config.ts';

export type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** GetZoneKey of component-helpers/node/topology/helpers.go; empty for a node that is in no zone. */
export function zoneKey({ metadata }: Node): string {
  const region = metadata.labels?.['topology.kubernetes.io/region'] ?? '';
  const zone = metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}

export function byZone(nodes: readonly Node[]): Map<string, Node[]> {
  const zones = new Map<string, Node[]>();
  for (const node of nodes) {
    const key = zoneKey(node);
    const members = zones.get(key);
    if (members) members.push(node);
    else zones.set(key, [node]);
  }
  return zones;
}

/**
 * No node ready: full disruption. More than two not ready, and at least 55 % of them all: partial. ComputeZoneState
 *
 * Worked example: of 5 nodes 3 not ready is 60 %, partial; of 3 nodes 2 not ready is 67 %, but only two, so normal.
 */
export function computeZoneState(ready: readonly (NodeCondition | undefined)[], threshold: number): ZoneState {
  let notReady = 0;
  for (const condition of ready) if (condition?.status !== 'True') notReady++;
  if (ready.length > 0 && notReady === ready.length) return 'FullDisruption';
  if (notReady > 2 && notReady / ready.length >= threshold) return 'PartialDisruption';
  return 'Normal';
}

type Rates = Pick<ResolvedConfig, 'nodeEvictionRate' | 'secondaryNodeEvictionRate' | 'largeClusterSizeThreshold'>;

/** Nodes a second whose pods may be evicted in a zone. A small zone in partial disruption evicts nobody. setLimiterInZone */
export function evictionRate(state: ZoneState, nodes: number, config: Rates): number {
  if (state !== 'PartialDisruption') return config.nodeEvictionRate;
  return nodes > config.largeClusterSizeThreshold ? config.secondaryNodeEvictionRate : 0;
}
