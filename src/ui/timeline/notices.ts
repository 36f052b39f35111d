import { getNested, isJSONObject, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { Mirror, ObjectRef, Version } from '../store/index.ts';

/** Something that stands out of the history: a warning, memory that ran out, a new leader. */
export interface NoticeMark {
  readonly at: number;
  readonly type: 'warning' | 'oom' | 'leader';
  /** Whom it is about. */
  readonly ref: ObjectRef;
  /** The event's reason and message; the new leader's name. */
  readonly reason: string;
  readonly message: string;
}

const EVENTS = 'events';
const LEASES = 'leases.coordination.k8s.io';
const RESOURCES: Readonly<Record<string, string>> = {
  Pod: 'pods',
  Node: 'nodes',
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  CronJob: 'cronjobs.batch',
  Service: 'services',
};

/** What stands out, in order of time, kept as versions arrive. Each version is looked at once. */
export class Notices {
  marks: NoticeMark[] = [];
  version = 0;
  readonly #seen = new Map<string, number>();

  constructor(readonly mirror: Mirror) {
    for (const resource of [EVENTS, LEASES, 'pods']) this.#takeIn(resource);
  }

  /** Returns how to stop following. */
  follow(): () => void {
    return this.mirror.onChange(({ resource, trimmed }) => {
      if (resource !== EVENTS && resource !== LEASES && resource !== 'pods') return;
      // What was noticed stays noticed, unless a new history begins.
      if (trimmed) this.#forget(resource);
      this.#takeIn(resource);
    });
  }

  /** The index of the first mark that is not before a moment. */
  before(time: number): number {
    let low = 0;
    let high = this.marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.marks[middle]!.at < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #takeIn(resource: string): void {
    const { versions } = this.mirror.log(resource);
    let added = false;
    for (let i = this.#seen.get(resource) ?? 0; i < versions.length; i++) {
      const mark = noticeOf(resource, versions[i]!);
      if (!mark) continue;
      const last = this.marks[this.marks.length - 1];
      if (last && last.at > mark.at) this.marks.splice(this.before(mark.at), 0, mark);
      else this.marks.push(mark);
      added = true;
    }
    this.#seen.set(resource, versions.length);
    if (added) this.version++;
  }

  #forget(resource: string): void {
    const type = resource === EVENTS ? 'warning' : resource === LEASES ? 'leader' : 'oom';
    this.marks = this.marks.filter((mark) => mark.type !== type);
    this.#seen.set(resource, 0);
    this.version++;
  }
}

export function noticeOf(resource: string, version: Version): NoticeMark | undefined {
  if (!version.object) return undefined;
  if (resource === EVENTS) return warningOf(version.object, version);
  return resource === LEASES ? leaderOf(version.object, version) : outOfMemory(version.object, version);
}

function warningOf(event: ApiObject, { at }: Version): NoticeMark | undefined {
  const fields: Readonly<Record<string, unknown>> = event as unknown as Readonly<Record<string, unknown>>;
  if (fields['type'] !== 'Warning') return undefined;
  const about = fields['involvedObject'] ?? fields['regarding'];
  const named = isJSONObject(about) ? about : {};
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const kind = text(named['kind']);
  const ref = {
    resource: RESOURCES[kind] ?? kind.toLowerCase(),
    namespace: kind === 'Node' ? '' : text(named['namespace']),
    name: text(named['name']),
  };
  return {
    at,
    type: 'warning',
    ref,
    reason: text(fields['reason']),
    message: text(fields['message'] ?? fields['note']),
  };
}

function leaderOf(lease: ApiObject, { at, previous }: Version): NoticeMark | undefined {
  if (lease.metadata.namespace !== 'kube-system' || !previous?.object) return undefined;
  const holder = getNested(lease.spec, ['holderIdentity']);
  const before = getNested(previous.object.spec, ['holderIdentity']);
  if (typeof holder !== 'string' || holder === '' || holder === before) return undefined;
  const { namespace = '', name } = lease.metadata;
  return { at, type: 'leader', ref: { resource: LEASES, namespace, name }, reason: name, message: holder };
}

function outOfMemory(pod: ApiObject, { at, previous }: Version): NoticeMark | undefined {
  const before = previous?.object ? killings(previous.object) : [];
  if (killings(pod).every((ended) => before.includes(ended))) return undefined;
  const { namespace = '', name } = pod.metadata;
  return { at, type: 'oom', ref: { resource: 'pods', namespace, name }, reason: 'OOMKilled', message: '' };
}

/** When its containers were last ended for want of memory: `finishedAt` of each. */
function killings(pod: ApiObject): readonly string[] {
  const statuses = getNested(pod.status, ['containerStatuses']);
  if (!Array.isArray(statuses)) return [];
  return statuses.flatMap((status) =>
    ['state', 'lastState'].flatMap((when) =>
      getNested(status, [when, 'terminated', 'reason']) === 'OOMKilled'
        ? [String(getNested(status, [when, 'terminated', 'finishedAt']))]
        : [],
    ),
  );
}
