import { deepEqual, getNested, getOwn, isConflict, isJSONObject } from '../../../engine/apimachinery/index.ts';
import { annotationsOf, LAST_APPLIED } from '../../apply/index.ts';
import { Helper, messageOf } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import type { ApplyOptions } from './options.ts';

const SERVER_SIDE = 'kubectl';
const LAST_APPLIED_MANAGER = 'kubectl-last-applied';
const MAX_PATCH_RETRY = 5;

/**
 * Client-side apply was another manager of the same fields: they pass to the one that applies now, so that a field that is no
 * longer said goes away (kubectl/pkg/cmd/apply/apply.go, migrateToSSAIfNecessary). Answers what is there afterwards; what fails
 * is told and nothing is lost by it.
 */
export async function migrated(applied: Json, info: Info, helper: Helper, options: ApplyOptions): Promise<Json> {
  const { err } = options.invocation;
  let object = applied;
  try {
    object = await annotationKept(applied, info, options);
  } catch (error) {
    err(
      `Warning: failed to apply ${LAST_APPLIED} annotation with manager ${LAST_APPLIED_MANAGER} before migrating to server-side apply: ${messageOf(error)}\n`,
    );
    return object;
  }
  try {
    const moved = await ownershipMoved(object, info, helper, options.fieldManager);
    if (moved === undefined) return object;
    return await helper.patch(info.namespace, info.name, 'apply', info.object, { force: options.forceConflicts });
  } catch (error) {
    err(
      `Warning: server rejected managed fields migration to Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${messageOf(error)}\n`,
    );
    return object;
  }
}

/** The annotation gets a manager of its own, so that moving the fields does not take it away. */
async function annotationKept(object: Json, info: Info, options: ApplyOptions): Promise<Json> {
  // A manager of another name would not be followed by the server.
  if (options.fieldManager !== SERVER_SIDE) return object;
  const annotation = getOwn(annotationsOf(object), LAST_APPLIED);
  if (annotation === undefined || ownersOf(object, 'Apply').length > 0) return object;
  const { apiVersion, kind } = object;
  const metadata = {
    name: info.name,
    ...(info.namespace !== '' && { namespace: info.namespace }),
    annotations: { [LAST_APPLIED]: annotation },
  };
  const helper = new Helper(options.invocation.factory.rest, info.mapping, {
    dryRun: options.dryRun,
    fieldManager: LAST_APPLIED_MANAGER,
    fieldValidation: options.fieldValidation,
  });
  return helper.patch(info.namespace, info.name, 'apply', { apiVersion, kind, metadata });
}

/** Whether anything had to be moved; undefined: nothing. */
async function ownershipMoved(object: Json, info: Info, helper: Helper, manager: string): Promise<Json | undefined> {
  let current = object;
  const names = new Set(ownersOf(object, 'Update').map((entry) => String(entry['manager'])));
  for (let attempt = 0; ; attempt++) {
    const before = managedFieldsOf(current);
    let after = before;
    for (const name of names) after = upgraded(after, name, manager);
    if (deepEqual(before, after)) return undefined;
    const version = getNested(current, ['metadata', 'resourceVersion']);
    const patch = [
      { op: 'replace', path: '/metadata/managedFields', value: after },
      { op: 'replace', path: '/metadata/resourceVersion', value: version },
    ];
    try {
      return await helper.patch(info.namespace, info.name, 'json', patch);
    } catch (error) {
      if (!isConflict(error) || attempt >= MAX_PATCH_RETRY) throw error;
      current = await helper.get(info.namespace, info.name);
    }
  }
}

function managedFieldsOf(object: Json): readonly Json[] {
  const entries = getNested(object, ['metadata', 'managedFields']);
  return Array.isArray(entries) ? (entries as readonly unknown[]).filter(isJSONObject) : [];
}

/** Who owns the annotation, by this operation (client-go/util/csaupgrade, FindFieldsOwners). */
function ownersOf(object: Json, operation: string): readonly Json[] {
  const path = ['fieldsV1', 'f:metadata', 'f:annotations', `f:${LAST_APPLIED}`];
  return managedFieldsOf(object).filter(
    (entry) => entry['operation'] === operation && getNested(entry, path) !== undefined,
  );
}

/** The entries with those of a client-side manager in those of the server-side one (csaupgrade/upgrade.go, upgradedManagedFields). */
function upgraded(entries: readonly Json[], from: string, to: string): readonly Json[] {
  const isFrom = (entry: Json): boolean =>
    entry['manager'] === from && entry['operation'] === 'Update' && (entry['subresource'] ?? '') === '';
  const isTo = (entry: Json): boolean =>
    entry['manager'] === to && entry['operation'] === 'Apply' && (entry['subresource'] ?? '') === '';
  const at = entries.some(isTo) ? entries.findIndex(isTo) : entries.findIndex(isFrom);
  const target = entries[at];
  if (target === undefined) return entries;
  let fields = target['fieldsV1'];
  for (const entry of entries) {
    if (isFrom(entry) && entry['apiVersion'] === target['apiVersion']) fields = union(fields, entry['fieldsV1']);
  }
  const merged: Json = { ...target, manager: to, operation: 'Apply', fieldsV1: fields };
  return entries.map((entry, index) => (index === at ? merged : entry)).filter((entry) => !isFrom(entry));
}

/** Two sets of fields in one: FieldsV1 is a tree of keys. */
function union(a: unknown, b: unknown): unknown {
  if (!isJSONObject(a) || !isJSONObject(b)) return a ?? b;
  const result: Record<string, unknown> = { ...a };
  for (const key of Object.keys(b)) result[key] = Object.hasOwn(a, key) ? union(a[key], b[key]) : b[key];
  return result;
}
