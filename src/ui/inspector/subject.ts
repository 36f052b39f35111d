import {
  lastStartedBy,
  parseRegistryKey,
  startOf,
  type Commit,
  type Trace,
  type TraceRecord,
} from '../../engine/trace/index.ts';
import type { Mirror, ObjectRef, Selection, Version } from '../store/index.ts';
import { refKey } from '../store/index.ts';

/** What the inspector is about: an object, a process, or a record of the trace and the object that it concerns. */
export interface Subject {
  readonly ref: ObjectRef | undefined;
  readonly process: string | undefined;
  readonly record: TraceRecord | undefined;
}

export function subjectOf(selection: Selection | undefined, trace: Trace, mirror: Mirror): Subject | undefined {
  if (!selection) return undefined;
  if (selection.type === 'object') return { ref: selection.ref, process: undefined, record: undefined };
  if (selection.type === 'component') return { ref: undefined, process: selection.process, record: undefined };
  const record = trace.get(selection.id);
  return record && { ref: refOfRecord(record, mirror), process: undefined, record };
}

/** The object that a record concerns; undefined when it concerns none that is known. */
export function refOfRecord(record: TraceRecord, mirror: Mirror): ObjectRef | undefined {
  if (record.type === 'commit') {
    const { resource, namespace = '', name } = parseRegistryKey(record.key);
    return { resource: qualified(resource, mirror), namespace, name };
  }
  if (record.type === 'hop') {
    const { resource, namespace = '', name } = record.label;
    if (resource === undefined || name === undefined || name === '') return undefined;
    return known({ resource: qualified(resource, mirror), namespace, name }, mirror);
  }
  return refOfSpan(record.operation, record.key, mirror);
}

const RESOURCE_OF_SPAN: readonly (readonly [RegExp, string])[] = [
  [/^sync (.+)$/, ''],
  [/^rollout|^scale$/, 'deployments.apps'],
  [/^manageReplicas$/, 'replicasets.apps'],
  [/^reconcileEndpointSlices$/, 'services'],
  [/NodeHealth$|NodeStatus$|NodeControllerTaint$|^allocateCIDR$|^node-/, 'nodes'],
  [/^(Scheduling|Binding|Preempting|syncPod|PLEG)|Pod|Eviction|probe|^container-/, 'pods'],
];

function refOfSpan(operation: string, key: string, mirror: Mirror): ObjectRef | undefined {
  const slash = key.indexOf('/');
  const namespace = slash < 0 ? '' : key.slice(0, slash);
  const name = key.slice(slash + 1);
  for (const [pattern, resource] of RESOURCE_OF_SPAN) {
    const match = pattern.exec(operation);
    if (!match) continue;
    const plural = resource === '' ? qualified(`${match[1]!}s`, mirror) : resource;
    return known({ resource: plural, namespace, name }, mirror);
  }
  return undefined;
}

function known(ref: ObjectRef, mirror: Mirror): ObjectRef | undefined {
  return mirror.log(ref.resource).latest.has(refKey(ref.namespace, ref.name)) ? ref : undefined;
}

/** `deployments` → `deployments.apps`: etcd's keys do not name the group. */
function qualified(resource: string, mirror: Mirror): string {
  const { resources } = mirror;
  if (resource.includes('.') || resources.includes(resource)) return resource;
  return resources.find((one) => one.startsWith(`${resource}.`)) ?? resource;
}

/** The commit that made a version: the record at its time with its revision. */
export function commitOf(trace: Trace, version: Version): Commit | undefined {
  for (let id = lastStartedBy(trace, version.at); id >= trace.first; id--) {
    const record = trace.get(id);
    if (!record || startOf(record) < version.at) return undefined;
    if (record.type === 'commit' && record.revision === version.revision) return record;
  }
  return undefined;
}

/** The version that a commit made, if it is still kept. */
export function versionOf(mirror: Mirror, commit: Commit): Version | undefined {
  const { resource, namespace = '', name } = parseRegistryKey(commit.key);
  const log = mirror.log(qualified(resource, mirror));
  let version = log.latest.get(refKey(namespace, name));
  while (version && version.revision > commit.revision) version = version.previous;
  return version?.revision === commit.revision ? version : undefined;
}

/** The version of an object at a moment, a deletion included; undefined before it first existed. */
export function versionAt(mirror: Mirror, ref: ObjectRef, time: number): Version | undefined {
  let version = mirror.log(ref.resource).latest.get(refKey(ref.namespace, ref.name));
  while (version && version.at > time) version = version.previous;
  return version;
}

const SLICES = 'endpointslices.discovery.k8s.io';

/** What was last written about a service by a moment: the service itself, or the slices that tell who is behind it. */
export function lastOfService(mirror: Mirror, service: Version, time: number): Version {
  let last = service;
  const log = mirror.log(SLICES);
  for (let i = log.countAt(time) - 1; i >= 0 && log.versions[i]!.at > last.at; i--) {
    const version = log.versions[i]!;
    const metadata = (version.object ?? version.previous?.object)?.metadata;
    const name = metadata?.labels?.['kubernetes.io/service-name'];
    if (`${metadata?.namespace ?? ''}/${name ?? ''}` === service.key) last = version;
  }
  return last;
}

/** The version that began the life in which a version stands: the one that follows a deletion or nothing. */
export function creationOf(version: Version): Version {
  let first = version;
  if (first.object === undefined && first.previous) first = first.previous;
  while (first.previous?.object !== undefined) first = first.previous;
  return first;
}
