import type { Deployment } from '../api/deployment/types.ts';
import type { Pod } from '../api/pod/types.ts';
import type { ReplicaSet } from '../api/replicaset/types.ts';
import { getControllerOf, getScaledValueFromIntOrPercent, type ApiObject } from '../apimachinery/index.ts';
import type { Observed } from '../cluster/index.ts';
import { startOf, type TraceRecorder } from '../trace/index.ts';

/** Something that must never be, found in a history. */
export class Violation extends Error {
  constructor(checker: string, message: string) {
    super(`${checker}: ${message}`);
    this.name = 'Violation';
  }
}

/** Watches every change of the world as it is committed. Throws Violation at the first that must not be. */
export interface Checker {
  readonly name: string;
  observe(observed: Observed): void;
}

/** A pod is given to one node, once: its uid never moves, and its name is never held by two at a time. */
export function noPodBoundTwice(): Checker {
  const nodeOf = new Map<string, string>();
  return {
    name: 'no pod bound twice',
    observe({ resource, object }) {
      if (resource !== 'pods' || !object) return;
      const pod = object as Pod;
      const node = pod.spec.nodeName;
      const before = nodeOf.get(pod.metadata.uid);
      if (before !== undefined && before !== node) {
        throw new Violation(this.name, `${pod.metadata.name} was on ${before} and is on ${node ?? 'no node'}`);
      }
      if (node) nodeOf.set(pod.metadata.uid, node);
    },
  };
}

/** Revisions rise, and an object's resourceVersion is the revision that wrote it. */
export function revisionsRise(): Checker {
  let last = 0;
  return {
    name: 'revisions rise',
    observe({ revision, object, name }) {
      if (revision < last) throw new Violation(this.name, `${revision} after ${last}`);
      last = revision;
      if (object && object.metadata.resourceVersion !== String(revision)) {
        throw new Violation(this.name, `${name} written at ${revision} says ${object.metadata.resourceVersion}`);
      }
    },
  };
}

/**
 * A rolling update asks for no more pods than replicas + maxSurge. A scale-down lowers the bound at once while ReplicaSets
 * follow later, so the bound is the highest the deployment has asked for since its ReplicaSets last agreed with it.
 */
export function rolloutBounds(): Checker {
  const deployments = new Map<string, { bound: number; uid: string }>();
  const wanted = new Map<string, Map<string, number>>();
  const total = (uid: string) => [...(wanted.get(uid)?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  const boundOf = ({ spec }: Deployment) => {
    const surge = spec.strategy.rollingUpdate?.maxSurge ?? 0;
    return (
      spec.replicas +
      (spec.strategy.type === 'RollingUpdate' ? getScaledValueFromIntOrPercent(surge, spec.replicas, true) : 0)
    );
  };
  return {
    name: 'rollout bounds',
    observe({ resource, object }) {
      if (!object) return;
      if (resource === 'deployments.apps') {
        const deployment = object as Deployment;
        const { uid } = deployment.metadata;
        const bound = boundOf(deployment);
        const known = deployments.get(uid);
        const settled = total(uid) <= bound;
        deployments.set(uid, { uid, bound: settled || !known ? bound : Math.max(known.bound, bound) });
      } else if (resource === 'replicasets.apps') {
        const replicaSet = object as ReplicaSet;
        const owner = getControllerOf(replicaSet);
        const deployment = owner && deployments.get(owner.uid);
        if (!owner || !deployment) return;
        const sets = wanted.get(owner.uid) ?? new Map<string, number>();
        wanted.set(owner.uid, sets);
        const before = sets.get(replicaSet.metadata.uid) ?? 0;
        sets.set(replicaSet.metadata.uid, replicaSet.spec.replicas);
        if (replicaSet.spec.replicas > before && total(owner.uid) > deployment.bound) {
          const message = `${owner.name} wants ${total(owner.uid)} pods, at most ${deployment.bound} allowed`;
          throw new Violation(this.name, message);
        }
      }
    },
  };
}

export function standardCheckers(): readonly Checker[] {
  return [noPodBoundTwice(), revisionsRise(), rolloutBounds()];
}

/** Every record's cause has a smaller id and began no later than it. */
export function checkCauses(trace: TraceRecorder): void {
  for (let id = trace.first; id < trace.next; id++) {
    const record = trace.get(id)!;
    if (record.cause === 0) continue;
    if (record.cause >= id) throw new Violation('causes', `record ${id} is caused by ${record.cause}`);
    const cause = trace.get(record.cause);
    if (cause && startOf(cause) > startOf(record)) throw new Violation('causes', `record ${id} began before its cause`);
  }
}

/** Within one stream of watch events the revisions of an object never fall: nobody is told an older state after a newer. */
export function checkStreams(trace: TraceRecorder): void {
  const newest = new Map<string, number>();
  for (let id = trace.first; id < trace.next; id++) {
    const record = trace.get(id)!;
    if (record.type !== 'hop' || record.label.form !== 'item' || record.label.revision === undefined) continue;
    if (record.label.verb === 'ADDED' || record.outcome !== 'delivered') continue;
    const { from, to, label } = record;
    const key = [from, to, label.resource, label.namespace, label.name].join(' ');
    const before = newest.get(key) ?? 0;
    if (label.revision! < before && label.verb !== 'BOOKMARK') {
      throw new Violation('streams', `${key} was told ${before} and then ${label.revision}`);
    }
    newest.set(key, label.revision!);
  }
}

/** Owners gone, dependants go: in a world at rest nobody names a controller that does not exist. */
export function checkOwners(objects: readonly ApiObject[]): void {
  const uids = new Set(objects.map((object) => object.metadata.uid));
  for (const object of objects) {
    for (const owner of object.metadata.ownerReferences ?? []) {
      if (!uids.has(owner.uid)) {
        throw new Violation('owners', `${object.kind} ${object.metadata.name} outlived ${owner.kind} ${owner.name}`);
      }
    }
  }
}
