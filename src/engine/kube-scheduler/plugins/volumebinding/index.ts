import { isFullyBound, SELECTED_NODE, volumeFitsNode } from '../../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import { StatusError } from '../../../apimachinery/index.ts';
import { NetworkError, SECOND, sleep, type Micros, type Sim, type Task } from '../../../sim/index.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState, type StateData } from '../../framework/cycle-state.ts';
import { ADD, UPDATE, UPDATE_NODE_LABEL, type ClusterEventWithHint } from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { VOLUME_BINDING } from '../names.ts';
import { chooseVolumes, type Choice } from './choose-volumes.ts';
import type { Volumes } from './volumes.ts';

/** How long a pod's claims may take to be bound. */
const BIND_TIMEOUT: Micros = 600 * SECOND;
const POLL: Micros = SECOND;

const NODE_CONFLICT = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't match PersistentVolume's node affinity"],
  VOLUME_BINDING,
);
const NO_VOLUME = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't find available persistent volumes to bind"],
  VOLUME_BINDING,
);
const UNBOUND_IMMEDIATE = new Status(
  'UnschedulableAndUnresolvable',
  ['pod has unbound immediate PersistentVolumeClaims'],
  VOLUME_BINDING,
);

class PodClaims implements StateData {
  /** Per node, what is to be bound there. */
  readonly choices = new Map<string, Choice>();

  constructor(
    readonly bound: readonly PersistentVolume[],
    /** Claims that wait for their pod to have a node. */
    readonly delayed: readonly PersistentVolumeClaim[],
  ) {}

  clone(): StateData {
    return this;
  }
}

const STATE = new StateKey<PodClaims>();

/**
 * Puts pods where their volumes can be reached, and binds the claims that wait for a node (plugins/volumebinding). Different
 * from upstream: the capacity that storage drivers report is not asked, and nodes are not scored by how well volumes fit.
 */
export class VolumeBinding implements Plugin {
  readonly name = VOLUME_BINDING;

  constructor(
    readonly volumes: Volumes,
    readonly sim: Sim,
  ) {}

  preFilter(state: CycleState, { pod }: PodInfo): Status | undefined {
    const names = claimNames(pod);
    if (names === undefined) return SKIP;
    const bound: PersistentVolume[] = [];
    const delayed: PersistentVolumeClaim[] = [];
    for (const { name, ephemeral } of names) {
      const claim = this.volumes.claim(pod.metadata.namespace ?? '', name);
      const refused = refuse(claim, name, ephemeral, pod);
      if (refused !== undefined) return new Status('UnschedulableAndUnresolvable', [refused], this.name);
      if (isFullyBound(claim!)) {
        const volume = this.volumes.volume(claim!.spec.volumeName!);
        if (!volume) {
          const text = `persistentvolume "${claim!.spec.volumeName}" not found`;
          return new Status('UnschedulableAndUnresolvable', [text], this.name);
        }
        bound.push(volume);
      } else if (this.volumes.isDelayed(claim!) && !claim!.spec.volumeName) delayed.push(claim!);
      else return UNBOUND_IMMEDIATE;
    }
    state.write(STATE, new PodClaims(bound, delayed));
    return undefined;
  }

  filter(state: CycleState, _pod: PodInfo, { node }: NodeInfo): Status | undefined {
    const known = state.read(STATE);
    if (known === undefined || node === undefined) return undefined;
    for (const volume of known.bound) if (!volumeFitsNode(volume, node)) return NODE_CONFLICT;
    if (known.delayed.length === 0) return undefined;
    const choice = chooseVolumes(known.delayed, node, this.volumes);
    if (!choice) return NO_VOLUME;
    known.choices.set(node.metadata.name, choice);
    return undefined;
  }

  /** Other pods must not choose the same volumes while this one's are being bound. */
  reserve(state: CycleState, { uid }: PodInfo, nodeName: string): undefined {
    const choice = state.read(STATE)?.choices.get(nodeName);
    if (choice) this.volumes.assume(uid, choice);
  }

  unreserve(_state: CycleState, { uid }: PodInfo): void {
    this.volumes.forget(uid);
  }

  /** Tells the claims where, and waits until they are bound. BindPodVolumes */
  *preBind(state: CycleState, { uid }: PodInfo, nodeName: string): Task<Status | undefined> {
    const choice = state.read(STATE)?.choices.get(nodeName);
    if (!choice) return undefined;
    try {
      for (const { claim, volume } of choice.bindings) yield* this.volumes.keepFor(claim, volume);
      for (const claim of choice.provision) {
        if (claim.metadata.annotations?.[SELECTED_NODE] !== nodeName) yield* this.volumes.selectNode(claim, nodeName);
      }
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      return new Status('Error', [error.message], this.name);
    }
    const claims = [...choice.bindings.map(({ claim }) => claim), ...choice.provision];
    const deadline = this.sim.now + BIND_TIMEOUT;
    while (!claims.every((claim) => this.volumes.isBound(claim))) {
      if (this.sim.now >= deadline) return new Status('Error', ['timed out waiting for the condition'], this.name);
      yield* sleep(this.sim, POLL);
    }
    this.volumes.forget(uid);
    return undefined;
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      { resource: 'StorageClass', actionType: ADD | UPDATE },
      { resource: 'PersistentVolumeClaim', actionType: ADD | UPDATE },
      { resource: 'PersistentVolume', actionType: ADD | UPDATE },
      { resource: 'Node', actionType: ADD | UPDATE_NODE_LABEL },
    ];
  }
}

interface ClaimName {
  readonly name: string;
  readonly ephemeral: boolean;
}

function claimNames({ metadata, spec }: Pod): ClaimName[] | undefined {
  let names: ClaimName[] | undefined;
  for (const { name, persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    if (persistentVolumeClaim) (names ??= []).push({ name: persistentVolumeClaim.claimName, ephemeral: false });
    else if (ephemeral) (names ??= []).push({ name: `${metadata.name}-${name}`, ephemeral: true });
  }
  return names;
}

/** podHasPVCs: why a claim cannot be used; undefined: it can. */
function refuse(
  claim: PersistentVolumeClaim | undefined,
  name: string,
  ephemeral: boolean,
  pod: Pod,
): string | undefined {
  if (!claim) {
    return ephemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`;
  }
  if (claim.status.phase === 'Lost') {
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
  }
  if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  const owned = claim.metadata.ownerReferences?.some(({ uid }) => uid === pod.metadata.uid);
  if (ephemeral && !owned) {
    const { namespace } = pod.metadata;
    return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`;
  }
  return undefined;
}
