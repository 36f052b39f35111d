import { getScaledValueFromIntOrPercent, type Micros } from '../../apimachinery/index.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod, PodTemplateSpec } from '../../api/pod/types.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import { isStaleClaim, wantedClaims, withRetentionOwners } from './claims.ts';
import { endOrdinal, isInOrdinalRange, ordinalOf, startOrdinal } from './ordinals.ts';
import {
  isCreated,
  isRunningAndAvailable,
  isRunningAndReady,
  isTerminating,
  isUnavailable,
  newStatefulPod,
  revisionOf,
  withIdentity,
} from './stateful-pod.ts';

/** One of the two revisions a set may have pods of. */
export interface SetRevision {
  readonly name: string;
  readonly template: PodTemplateSpec;
}

export type ClaimLookup = (name: string) => PersistentVolumeClaim | undefined;

/** What a sync sees. */
export interface View {
  readonly set: StatefulSet;
  readonly current: SetRevision;
  readonly update: SetRevision;
  readonly pods: readonly Pod[];
  readonly claim: ClaimLookup;
  readonly now: Micros;
}

export interface Step {
  readonly act: 'create' | 'delete' | 'createClaims' | 'update' | 'fixClaims';
  readonly pod: Pod;
  /** A deletion for the sake of the update: a pod of the current revision fewer. */
  readonly replaces?: boolean;
}

export interface Plan {
  /** Steps of one phase may be taken side by side when the set is Parallel; phases come one after the other. */
  readonly phases: readonly (readonly Step[])[];
  /** The pods that count: those within the range of ordinals, with the ones to be made, and those beyond it. */
  readonly replicas: readonly Pod[];
  readonly condemned: readonly Pod[];
  /** What the next step has to wait for. */
  readonly waiting: string | undefined;
}

/** What a part of the plan comes to: its steps, and why nothing after it may happen yet. */
interface Part {
  readonly steps: Step[];
  waiting?: string;
  stop: boolean;
}

/** The next steps of a StatefulSet. updateStatefulSet of pkg/controller/statefulset/stateful_set_control.go, as data. */
export function planStatefulSet(view: View): Plan {
  const { set, now } = view;
  const { replicas, condemned } = sortPods(view);
  if (set.metadata.deletionTimestamp !== undefined) return { phases: [], replicas, condemned, waiting: undefined };
  const monotonic = set.spec.podManagementPolicy !== 'Parallel';
  const parts: Part[] = [];
  const plan = (): Plan => ({
    phases: parts.map(({ steps }) => steps).filter((steps) => steps.length > 0),
    replicas,
    condemned,
    waiting: parts.at(-1)?.waiting,
  });
  parts.push(planReplicas(view, replicas, monotonic));
  if (parts[0]!.stop) return plan();
  const claims = condemned.filter((pod) => !claimsMatchPolicy(view, pod));
  parts.push({ steps: claims.map((pod) => ({ act: 'fixClaims', pod })), stop: false });
  // Oldest trouble first: the one unavailable pod that may be removed although it is.
  const firstUnavailable = [...replicas, ...[...condemned].reverse()].find((pod) => isUnavailable(pod, set, now));
  const scaleDown = planScaleDown(view, condemned, firstUnavailable, monotonic);
  parts.push(scaleDown);
  if (scaleDown.stop || set.spec.updateStrategy.type === 'OnDelete') return plan();
  parts.push(planUpdate(view, replicas));
  return plan();
}

function sortPods({ set, current, update, pods }: View): { replicas: Pod[]; condemned: Pod[] } {
  const byOrdinal = new Map<number, Pod>();
  const condemned: Pod[] = [];
  for (const pod of pods) {
    if (isInOrdinalRange(pod, set)) byOrdinal.set(ordinalOf(pod), pod);
    else if (ordinalOf(pod) >= 0) condemned.push(pod);
  }
  const replicas: Pod[] = [];
  for (let ordinal = startOrdinal(set); ordinal <= endOrdinal(set); ordinal++) {
    const known = byOrdinal.get(ordinal);
    const revision = isCurrentRevisionNeeded(set, ordinal) ? current : update;
    replicas.push(known ?? newStatefulPod(set, revision.template, revision.name, ordinal));
  }
  condemned.sort((a, b) => ordinalOf(b) - ordinalOf(a));
  return { replicas, condemned };
}

/** Below the partition, pods stay with the current revision. newVersionedStatefulSetPod */
function isCurrentRevisionNeeded(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type !== 'RollingUpdate') return false;
  const below = rollingUpdate ? rollingUpdate.partition : (set.status.currentReplicas ?? 0);
  return ordinal < startOrdinal(set) + below;
}

/** processReplica for each; in order, a replica that is not there and available holds up those after it. */
function planReplicas(view: View, replicas: readonly Pod[], monotonic: boolean): Part {
  const part: Part = { steps: [], stop: false };
  for (const pod of replicas) {
    const waiting = planReplica(view, pod, monotonic, part.steps);
    if (waiting === undefined || !monotonic) continue;
    part.stop = true;
    part.waiting = waiting;
    break;
  }
  return part;
}

function planReplica(view: View, pod: Pod, monotonic: boolean, steps: Step[]): string | undefined {
  const { set, now, claim } = view;
  const { name } = pod.metadata;
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
    if (!isTerminating(pod)) steps.push({ act: 'delete', pod });
    return `${name} to be replaced`;
  }
  if (!isCreated(pod)) {
    const stale = wantedClaims(set, pod).some((wanted) => {
      const known = claim(wanted.name);
      return known !== undefined && isStaleClaim(known, pod);
    });
    if (stale) return `the claims of the former ${name} to go`;
    steps.push({ act: 'create', pod });
    if (monotonic) return `${name} to be created`;
    return undefined;
  }
  const missing = pod.status.phase === 'Pending' && wantedClaims(set, pod).some((wanted) => !claim(wanted.name));
  if (missing) steps.push({ act: 'createClaims', pod });
  if (monotonic) {
    if (isTerminating(pod)) return `${name} to terminate`;
    if (!isRunningAndReady(pod)) return `${name} to be running and ready`;
    if (!isRunningAndAvailable(pod, set, now)) return `${name} to be available`;
  }
  if (withIdentity(set, pod) !== pod || !claimsMatchPolicy(view, pod)) steps.push({ act: 'update', pod });
  return undefined;
}

/** Claims that cannot be seen yet count as matching. ClaimsMatchRetentionPolicy */
function claimsMatchPolicy({ set, claim }: View, pod: Pod): boolean {
  return wantedClaims(set, pod).every(({ name }) => {
    const known = claim(name);
    return known === undefined || withRetentionOwners(known, set, pod) === known;
  });
}

/** processCondemned: the highest ordinal first, one at a time unless Parallel. */
function planScaleDown(
  { set, now }: View,
  condemned: readonly Pod[],
  firstUnavailable: Pod | undefined,
  monotonic: boolean,
): Part {
  const part: Part = { steps: [], stop: false };
  for (const pod of condemned) {
    if (isTerminating(pod)) {
      if (!monotonic) continue;
      return { steps: [], stop: true, waiting: `${pod.metadata.name} to terminate prior to scale down` };
    }
    if (monotonic && pod !== firstUnavailable && !isRunningAndAvailable(pod, set, now)) {
      return {
        steps: [],
        stop: true,
        waiting: `${firstUnavailable?.metadata.name} to be available prior to scale down`,
      };
    }
    part.steps.push({ act: 'delete', pod });
    part.stop = monotonic;
    if (monotonic) break;
  }
  return part;
}

/** Deletes pods of old revisions, the highest ordinal first, as far as maxUnavailable lets it. updateStatefulSetAfterInvariantEstablished */
function planUpdate({ set, update, now }: View, replicas: readonly Pod[]): Part {
  const { rollingUpdate } = set.spec.updateStrategy;
  const partition = rollingUpdate?.partition ?? 0;
  const allowed = maxUnavailable(rollingUpdate?.maxUnavailable ?? 1, replicas.length);
  const unavailable = replicas.filter((pod) => isUnavailable(pod, set, now)).length;
  const steps: Step[] = [];
  for (let i = replicas.length - 1; i >= partition && steps.length < allowed - unavailable; i--) {
    const pod = replicas[i]!;
    if (revisionOf(pod) === update.name || isTerminating(pod)) continue;
    steps.push({ act: 'delete', pod, replaces: true });
  }
  return { steps, stop: false };
}

/** Rounded down, but never none. getStatefulSetMaxUnavailable */
function maxUnavailable(value: number | string, replicas: number): number {
  return Math.max(1, getScaledValueFromIntOrPercent(value, replicas, false));
}
