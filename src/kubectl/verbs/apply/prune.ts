import { getNested } from '../../../engine/apimachinery/index.ts';
import { LAST_APPLIED } from '../../apply/index.ts';
import { klogWarning } from '../../flags/index.ts';
import { Helper, messageOf, uidOf } from '../../resource/rest-helper.ts';
import { gvkText } from '../../rest/gvk.ts';
import { pathOf, type Json, type Mapper, type Mapping } from '../../rest/types.ts';
import { deleteOptions } from '../delete/delete-flags.ts';
import type { ApplyOptions } from './options.ts';

type Kinds = readonly (readonly [apiVersion: string, kind: string])[];

/** What is looked through when no list is given (kubectl/pkg/util/prune/prune.go). */
const NAMESPACED: Kinds = [
  ['v1', 'ConfigMap'],
  ['v1', 'Endpoints'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['v1', 'ReplicationController'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
];

const NOT_NAMESPACED: Kinds = [
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolume'],
];

const DEPRECATED =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/** `core/v1/ConfigMap` and the like, as mappings (prune.ParseResources). */
export async function parsePruneResources(list: readonly string[], mapper: Mapper): Promise<readonly Mapping[]> {
  const found: Mapping[] = [];
  for (const text of list) {
    const [group, version, kind, ...more] = text.split('/');
    if (group === undefined || version === undefined || kind === undefined || more.length > 0)
      throw new Error(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
    found.push(await mapper.kind(group === 'core' ? version : `${group}/${version}`, kind));
  }
  return found;
}

/** Deletes what an earlier apply made and this one did not name. */
export async function pruneAll(options: ApplyOptions): Promise<void> {
  const { namespaced, others } = await mappingsOf(options);
  for (const namespace of [...options.visitedNamespaces].sort()) {
    for (const mapping of namespaced) {
      await pruneOne(options, mapping, namespace).catch((error: unknown) => {
        throw new Error(`error pruning namespaced object ${gvkText(mapping)}: ${messageOf(error)}`);
      });
    }
  }
  for (const mapping of others) {
    await pruneOne(options, mapping, '').catch((error: unknown) => {
      throw new Error(`error pruning nonNamespaced object ${gvkText(mapping)}: ${messageOf(error)}`);
    });
  }
}

async function mappingsOf(
  options: ApplyOptions,
): Promise<{ readonly namespaced: readonly Mapping[]; readonly others: readonly Mapping[] }> {
  const { factory } = options.invocation;
  if (options.pruneResources.length > 0) {
    return {
      namespaced: options.pruneResources.filter((mapping) => mapping.namespaced),
      others: options.pruneResources.filter((mapping) => !mapping.namespaced),
    };
  }
  // A namespace is always known, so that this is always said.
  klogWarning(options.invocation, 'prune.go:71', DEPRECATED);
  const all = (kinds: Kinds): Promise<Mapping[]> =>
    Promise.all(kinds.map(([apiVersion, kind]) => factory.mapper.kind(apiVersion, kind)));
  return { namespaced: await all(NAMESPACED), others: await all(NOT_NAMESPACED) };
}

async function pruneOne(options: ApplyOptions, mapping: Mapping, namespace: string): Promise<void> {
  const { factory, flags } = options.invocation;
  const list = await factory.rest.get(pathOf(mapping, namespace), {
    query: { labelSelector: flags.string('selector') },
  });
  const items = Array.isArray(list['items']) ? (list['items'] as readonly Json[]) : [];
  const apiVersion = mapping.group === '' ? mapping.version : `${mapping.group}/${mapping.version}`;
  for (const item of items) {
    // Whatever was not made by apply is somebody else's.
    if (getNested(item, ['metadata', 'annotations', LAST_APPLIED]) === undefined) continue;
    if (options.visitedUids.has(uidOf(item))) continue;
    const object: Json = { ...item, apiVersion, kind: mapping.kind };
    await pruneObject(options, mapping, namespace, object);
  }
}

/** Deletes an object as the command line says, and tells of it. */
export async function pruneObject(
  options: ApplyOptions,
  mapping: Mapping,
  namespace: string,
  object: Json,
): Promise<void> {
  const { dryRun, policy, gracePeriod, invocation } = options;
  if (dryRun !== 'client') {
    const helper = new Helper(invocation.factory.rest, mapping, { dryRun });
    await helper.delete(namespace, String(getNested(object, ['metadata', 'name'])), deleteOptions(policy, gracePeriod));
  }
  await options.tell(object, 'pruned');
}
