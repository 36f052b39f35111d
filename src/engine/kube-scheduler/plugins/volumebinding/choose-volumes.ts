import type { Node } from '../../../api/node/types.ts';
import { findMatchingVolume, SELECTED_NODE } from '../../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../../../api/persistentvolumeclaim/types.ts';
import { LabelSelector, Requirement } from '../../../apimachinery/index.ts';
import type { Volumes } from './volumes.ts';

/** What is to become of a pod's waiting claims on one node. */
export interface Choice {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  /** Claims for which a volume is to be made there. */
  readonly provision: readonly PersistentVolumeClaim[];
}

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** A volume for each claim, or the promise of one; undefined when one of them can have neither. findMatchingVolumes, checkVolumeProvisions */
export function chooseVolumes(
  claims: readonly PersistentVolumeClaim[],
  node: Node,
  volumes: Volumes,
): Choice | undefined {
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const provision: PersistentVolumeClaim[] = [];
  const excluded = new Set(volumes.assumed());
  for (const claim of claims) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (selected !== undefined) {
      // Its volume is being made for a node already.
      if (selected !== node.metadata.name) return undefined;
      provision.push(claim);
      continue;
    }
    const volume = findMatchingVolume(claim, volumes.list(), { node, excluded, delayed: true });
    if (volume) {
      excluded.add(volume.metadata.name);
      bindings.push({ claim, volume });
    } else if (mayProvision(claim, node, volumes)) provision.push(claim);
    else return undefined;
  }
  return { bindings, provision };
}

function mayProvision(claim: PersistentVolumeClaim, node: Node, volumes: Volumes): boolean {
  const known = volumes.classOf(claim);
  if (!known || known.provisioner === '' || known.provisioner === NO_PROVISIONER) return false;
  const topologies = known.allowedTopologies ?? [];
  if (topologies.length === 0) return true;
  return topologies.some(({ matchLabelExpressions = [] }) => {
    const requirements = matchLabelExpressions.map(({ key, values }) => new Requirement(key, 'in', values));
    return new LabelSelector(requirements).matches(node.metadata.labels);
  });
}
