import {
  getControllerOf,
  keyOf,
  semanticDeepEqual,
  type LabelSelector,
  type LabelSet,
  type Micros,
} from '../../apimachinery/index.ts';
import { PODS } from '../../api/refs.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Informer } from '../../client-go/index.ts';
import type { ControllerContext } from '../context.ts';
import { hasLabels } from '../pod-control.ts';
import { isPodActive, isPodAvailable, isPodReady, isPodTerminating } from '../pods.ts';
import type { ReplicaCounts } from './status.ts';

/** What an owner's pods are measured against. */
export interface Measure {
  readonly selector: LabelSelector;
  readonly templateLabels: LabelSet | undefined;
  readonly minReadySeconds: number;
}

const ACTIVE = 1;
const READY = 2;
const LABELED = 4;
const TERMINATING = 8;
/** Owned and active, but no longer chosen by the selector: to be released. */
const STRAY = 16;

/** The pods of one owner with running totals, so that a sync need not look at every pod again. */
class Group {
  readonly pods = new Map<string, Pod>();
  measure: Measure | undefined;
  active = 0;
  ready = 0;
  labeled = 0;
  terminating = 0;
  stray = 0;

  put(key: string, pod: Pod): void {
    const old = this.pods.get(key);
    this.pods.set(key, pod);
    if (old) this.#count(old, -1);
    this.#count(pod, 1);
  }

  remove(key: string): void {
    const old = this.pods.get(key);
    if (!old) return;
    this.pods.delete(key);
    this.#count(old, -1);
  }

  measureBy(measure: Measure): void {
    const { measure: old } = this;
    if (old && old.selector === measure.selector && sameLabels(old.templateLabels, measure.templateLabels)) return;
    this.measure = measure;
    this.active = this.ready = this.labeled = this.terminating = this.stray = 0;
    for (const pod of this.pods.values()) this.#count(pod, 1);
  }

  #count(pod: Pod, sign: 1 | -1): void {
    const { measure } = this;
    if (!measure) return;
    const traits = traitsOf(pod, measure);
    if (traits & ACTIVE) this.active += sign;
    if (traits & READY) this.ready += sign;
    if (traits & LABELED) this.labeled += sign;
    if (traits & TERMINATING) this.terminating += sign;
    if (traits & STRAY) this.stray += sign;
  }
}

function sameLabels(a: LabelSet | undefined, b: LabelSet | undefined): boolean {
  return a === b || semanticDeepEqual(a, b);
}

function traitsOf(pod: Pod, { selector, templateLabels }: Measure): number {
  if (isPodTerminating(pod)) return selector.matches(pod.metadata.labels) ? TERMINATING : 0;
  if (!isPodActive(pod)) return 0;
  if (!selector.matches(pod.metadata.labels)) return STRAY;
  let traits = ACTIVE;
  if (isPodReady(pod)) traits |= READY;
  if (hasLabels(templateLabels, pod.metadata.labels)) traits |= LABELED;
  return traits;
}

/**
 * All pods by the uid of their controller, and the ones without a controller by namespace. Fed by the pod informer.
 * Upstream walks all pods of the namespace at each sync; the totals here give the same numbers at a price that does not grow
 * with the number of pods.
 */
export class OwnedPods {
  readonly #groups = new Map<string, Group>();
  readonly #orphans = new Map<string, Map<string, Pod>>();

  constructor(pods: Informer<Pod>) {
    pods.addEventHandler({
      onAdd: (pod) => this.put(undefined, pod),
      onUpdate: (old, pod) => this.put(old, pod),
      onDelete: (pod) => this.remove(pod),
    });
  }

  put(old: Pod | undefined, pod: Pod): void {
    const key = keyOf(pod);
    const owner = getControllerOf(pod)?.uid;
    const moved = old !== undefined && old.metadata.ownerReferences !== pod.metadata.ownerReferences;
    const before = moved ? getControllerOf(old)?.uid : owner;
    if (old && before !== owner) this.#remove(key, old.metadata.namespace ?? '', before);
    if (owner === undefined) orphansOf(this.#orphans, pod.metadata.namespace ?? '').set(key, pod);
    else this.#group(owner).put(key, pod);
  }

  remove(pod: Pod): void {
    this.#remove(keyOf(pod), pod.metadata.namespace ?? '', getControllerOf(pod)?.uid);
  }

  #remove(key: string, namespace: string, owner: string | undefined): void {
    if (owner === undefined) {
      this.#orphans.get(namespace)?.delete(key);
      return;
    }
    const group = this.#groups.get(owner);
    if (!group) return;
    group.remove(key);
    if (group.pods.size === 0) this.#groups.delete(owner);
  }

  #group(uid: string): Group {
    let group = this.#groups.get(uid);
    if (!group) this.#groups.set(uid, (group = new Group()));
    return group;
  }

  size(uid: string): number {
    return this.#groups.get(uid)?.pods.size ?? 0;
  }

  ownedBy(uid: string): Iterable<Pod> {
    return this.#groups.get(uid)?.pods.values() ?? [];
  }

  /** Pods of a namespace that no controller owns. */
  orphansIn(namespace: string): Iterable<Pod> {
    return this.#orphans.get(namespace)?.values() ?? [];
  }

  /** Active pods of the owner that its selector no longer chooses, and nobody's active pods that it does choose. */
  toClaim(uid: string, namespace: string, measure: Measure): Pod[] {
    const found: Pod[] = [];
    const group = this.#groups.get(uid);
    group?.measureBy(measure);
    if (group && group.stray > 0) {
      for (const pod of group.pods.values()) if (traitsOf(pod, measure) === STRAY) found.push(pod);
    }
    for (const pod of this.#orphans.get(namespace)?.values() ?? []) {
      if (isPodActive(pod) && measure.selector.matches(pod.metadata.labels)) found.push(pod);
    }
    return found;
  }

  counts(uid: string, measure: Measure, now: Micros): ReplicaCounts {
    const group = this.#groups.get(uid);
    if (!group) return { replicas: 0, fullyLabeled: 0, ready: 0, available: 0, terminating: 0 };
    group.measureBy(measure);
    const available = measure.minReadySeconds === 0 ? group.ready : this.#available(group, measure, now);
    return {
      replicas: group.active,
      fullyLabeled: group.labeled,
      ready: group.ready,
      available,
      terminating: group.terminating,
    };
  }

  #available(group: Group, measure: Measure, now: Micros): number {
    let available = 0;
    for (const pod of group.pods.values()) {
      const counts = (traitsOf(pod, measure) & READY) !== 0;
      if (counts && isPodAvailable(pod, measure.minReadySeconds, now)) available++;
    }
    return available;
  }

  /** The pods that count, as a list: only needed when some of them must be chosen. */
  active(uid: string, measure: Measure): Pod[] {
    const found: Pod[] = [];
    for (const pod of this.ownedBy(uid)) if (traitsOf(pod, measure) & ACTIVE) found.push(pod);
    return found;
  }
}

function orphansOf(orphans: Map<string, Map<string, Pod>>, namespace: string): Map<string, Pod> {
  let found = orphans.get(namespace);
  if (!found) orphans.set(namespace, (found = new Map()));
  return found;
}

const shared = new WeakMap<ControllerContext, OwnedPods>();

/** The one index of a process, for ReplicaSets and ReplicationControllers alike. Asked for before handlers are added that use it. */
export function ownedPodsOf(context: ControllerContext): OwnedPods {
  let found = shared.get(context);
  if (!found) shared.set(context, (found = new OwnedPods(context.informers.informer<Pod>(PODS))));
  return found;
}
