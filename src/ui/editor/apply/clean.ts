import { deepEqual } from '../../../engine/apimachinery/index.ts';
import { kinds } from '../../../engine/api/index.ts';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { LAST_APPLIED } from '../../../kubectl/apply/index.ts';
import { isRecord } from './client.ts';

type Json = Readonly<Record<string, unknown>>;

const SERVERS: readonly string[] = [
  'managedFields',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'uid',
  'selfLink',
  'ownerReferences',
];

/** Annotations and labels that controllers write. */
const CONTROLLERS = new Set([
  LAST_APPLIED,
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'job-name',
]);

/**
 * An object as somebody would have written it: without its status, what the server keeps for itself, and what it filled in. A
 * field is taken for filled in when leaving it out gives the same object again, as far as defaults are plain functions.
 */
export function clean(object: Json): Json {
  const bare = withoutServers(object);
  const kind = kinds.find((known) => known.kind === object['kind'] && groupVersion(known) === object['apiVersion']);
  if (!kind) return bare;
  const fill = (value: Json): unknown => kind.defaults(withMetadata(value) as unknown as ApiObject);
  try {
    return prune(bare, fill);
  } catch {
    // A default that needs what was taken away: then everything stays.
    return bare;
  }
}

function groupVersion({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

function withMetadata(value: Json): Json {
  return isRecord(value['metadata']) ? value : { ...value, metadata: {} };
}

function withoutServers(object: Json): Json {
  const { status: _, ...rest } = object;
  const result: Record<string, unknown> = { ...rest };
  if (isRecord(object['metadata'])) result['metadata'] = cleanMetadata(object['metadata']);
  const { spec } = object as { readonly spec?: unknown };
  if (isRecord(spec)) result['spec'] = cleanSpec(String(object['kind']), spec);
  return result;
}

function cleanMetadata(metadata: Json): Json {
  const result: Record<string, unknown> = { ...metadata };
  for (const key of SERVERS) delete result[key];
  if (result['namespace'] === 'default') delete result['namespace'];
  if (result['generateName'] !== undefined && result['name'] !== undefined) delete result['generateName'];
  for (const key of ['annotations', 'labels']) {
    const map = result[key];
    if (!isRecord(map)) continue;
    const left = Object.fromEntries(Object.entries(map).filter(([name]) => !CONTROLLERS.has(name)));
    if (Object.keys(left).length > 0) result[key] = left;
    else delete result[key];
  }
  return result;
}

/** What the scheduler and admission wrote. */
function cleanSpec(kind: string, spec: Json): Json {
  const result: Record<string, unknown> = { ...spec };
  if (kind === 'Service' && result['clusterIP'] !== 'None') {
    delete result['clusterIP'];
    delete result['clusterIPs'];
  }
  if (kind === 'Service') {
    for (const key of ['ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']) delete result[key];
    if (Array.isArray(result['ports']) && result['type'] !== 'NodePort')
      result['ports'] = result['ports'].filter(isRecord).map(({ nodePort: _, ...port }) => port);
  }
  if (kind === 'PersistentVolumeClaim') delete result['volumeName'];
  if (kind === 'PersistentVolume') delete result['claimRef'];
  if (kind === 'Namespace') return {};
  if (kind === 'Pod') return cleanPod(result);
  return cleanTemplates(result);
}

function cleanTemplates(spec: Readonly<Record<string, unknown>>): Json {
  const result: Record<string, unknown> = { ...spec };
  for (const key of ['template', 'jobTemplate']) {
    const template = result[key];
    if (!isRecord(template)) continue;
    const metadata = isRecord(template['metadata']) ? cleanMetadata(template['metadata']) : undefined;
    const inner = isRecord(template['spec']) ? cleanTemplates(template['spec']) : undefined;
    const { metadata: _m, spec: _s, ...rest } = template;
    result[key] = {
      ...rest,
      ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
      ...(inner && { spec: inner }),
    };
  }
  return result;
}

/** The token that admission mounts, the node that the scheduler chose, the taints that every pod tolerates. */
function cleanPod(spec: Record<string, unknown>): Json {
  const isToken = (item: unknown): boolean => isRecord(item) && String(item['name']).startsWith('kube-api-access-');
  for (const key of ['nodeName', 'serviceAccount', 'priority', 'preemptionPolicy', 'enableServiceLinks'])
    delete spec[key];
  if (spec['serviceAccountName'] === 'default') delete spec['serviceAccountName'];
  const drop = (list: unknown, is: (item: unknown) => boolean): unknown =>
    Array.isArray(list) ? list.filter((item) => !is(item)) : list;
  const keep = (holder: Record<string, unknown>, key: string, is: (item: unknown) => boolean): void => {
    const left = drop(holder[key], is);
    if (Array.isArray(left) && left.length === 0) delete holder[key];
    else if (left !== undefined) holder[key] = left;
  };
  keep(spec, 'volumes', isToken);
  keep(
    spec,
    'tolerations',
    (item) => isRecord(item) && /^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(String(item['key'])),
  );
  for (const key of ['containers', 'initContainers']) {
    const list = spec[key];
    if (!Array.isArray(list)) continue;
    spec[key] = list.filter(isRecord).map((container) => {
      const copy: Record<string, unknown> = { ...container };
      keep(copy, 'volumeMounts', isToken);
      return copy;
    });
  }
  return spec;
}

/** Leaves out, field by field, what the defaults give anyway. */
function prune(object: Json, fill: (value: Json) => unknown): Json {
  const whole = fill(object);
  let result = object;
  for (const path of leavesOf(object)) {
    const without = removeAt(result, path);
    if (deepEqual(fill(without), whole)) result = without;
  }
  return result;
}

type Step = string | number;

/** The deepest fields first, so that an empty parent goes after its children. */
function leavesOf(object: Json): readonly (readonly Step[])[] {
  const paths: Step[][] = [];
  const walk = (value: unknown, path: Step[]): void => {
    const entries: [Step, unknown][] = Array.isArray(value)
      ? value.map((item, index): [Step, unknown] => [index, item])
      : isRecord(value)
        ? Object.entries(value)
        : [];
    for (const [key, inner] of entries) {
      walk(inner, [...path, key]);
      if (typeof key === 'string' && path.length > 0 && path[0] !== 'metadata') paths.push([...path, key]);
    }
  };
  walk(object, []);
  return paths;
}

function removeAt(value: Json, path: readonly Step[]): Json {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    const copy: unknown[] = [...(value as readonly unknown[])];
    copy[step as number] = removeAt(copy[step as number] as Json, rest);
    return copy as unknown as Json;
  }
  const copy: Record<string, unknown> = { ...value };
  if (rest.length === 0) delete copy[String(step)];
  else if (typeof copy[String(step)] === 'object') copy[String(step)] = removeAt(copy[String(step)] as Json, rest);
  return copy;
}
