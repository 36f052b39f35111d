import { getControllerOf, type ApiObject } from '../../../engine/apimachinery/index.ts';
import type { PodShape } from '../pod/pod-view.ts';
import { podView } from '../pod/pod-view.ts';

/** By what cells are told apart. */
export const SHADES = ['state', 'use', 'owner', 'namespace', 'zone'] as const;
export type Shade = (typeof SHADES)[number];

/** What needs a person first: the order in which amounts are drawn and told. */
export const STATES: readonly PodShape[] = [
  'failed',
  'backoff',
  'unknown',
  'pending',
  'creating',
  'running',
  'terminating',
  'succeeded',
  'ready',
];

/** States that somebody should look at. */
export const TROUBLE: ReadonlySet<PodShape> = new Set(['failed', 'backoff', 'unknown']);

/** Steps of use: of what a node can give, how much is asked for. */
export const USES = ['0', '25', '50', '75', '90'] as const;

/** The step a share lies in: 0.8 → '75'. */
export function stepOf(share: number): (typeof USES)[number] {
  return share >= 0.9 ? '90' : share >= 0.75 ? '75' : share >= 0.5 ? '50' : share >= 0.25 ? '25' : '0';
}

/** The group that a pod belongs to under a shade; '' where a pod is told apart by its node. */
export function groupOf(shade: Shade, pod: ApiObject): string {
  if (shade === 'state') return podView(pod).shape;
  if (shade === 'namespace') return pod.metadata.namespace ?? '';
  return shade === 'owner' ? ownerOf(pod) : '';
}

/** The workload a pod belongs to: of a ReplicaSet's name, what its Deployment is called. '' for none. */
export function ownerOf(pod: ApiObject): string {
  const owner = getControllerOf(pod);
  if (!owner) return '';
  return owner.kind === 'ReplicaSet' ? owner.name.replace(/-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/, '') : owner.name;
}
