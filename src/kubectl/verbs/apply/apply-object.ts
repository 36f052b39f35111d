import { getNested, isConflict, isNotFound } from '../../../engine/apimachinery/index.ts';
import { lastAppliedOf, LAST_APPLIED, withLastApplied } from '../../apply/index.ts';
import { addSourceToError, describeInfo, Helper, objectName, uidOf, withoutNulls } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { migrated } from './migrate.ts';
import type { ApplyOptions } from './options.ts';
import { PatchFailure, patchObject } from './patcher.ts';

const HOW_TO_RESOLVE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** Applies one object and answers what is there now (apply.go, applyOneObject). */
export async function applyObject(info: Info, options: ApplyOptions): Promise<Json> {
  if (info.mapping.namespaced) options.visitedNamespaces.add(info.namespace);
  const generateName = getNested(info.object, ['metadata', 'generateName']);
  if (info.name === '' && typeof generateName === 'string' && generateName !== '')
    throw new Error(`from ${generateName}: cannot use generate name with apply`);
  const { dryRun, fieldManager, fieldValidation, subresource } = options;
  const helper = new Helper(options.invocation.factory.rest, info.mapping, {
    dryRun,
    fieldManager,
    fieldValidation,
    subresource,
  });
  return options.serverSide ? applyServerSide(info, helper, options) : applyClientSide(info, helper, options);
}

async function applyServerSide(info: Info, helper: Helper, options: ApplyOptions): Promise<Json> {
  const applied = await helper
    .patch(info.namespace, info.name, 'apply', info.object, { force: options.forceConflicts })
    .catch((error: unknown) => {
      if (!isConflict(error)) throw error;
      throw new Error(`${error.message}\n${HOW_TO_RESOLVE}`);
    });
  warnIfDeleting(applied, options);
  const object = await migrated(applied, info, helper, options);
  visited(object, options);
  await options.tell(object, 'serverside-applied');
  return object;
}

async function applyClientSide(info: Info, helper: Helper, options: ApplyOptions): Promise<Json> {
  const live = await liveObject(info, helper);
  if (live === undefined) return create(info, helper, options);
  visited(live, options);
  if (options.dryRun === 'client') {
    await options.tell(live, 'configured');
    return live;
  }
  if (lastAppliedOf(live) === undefined) {
    options.invocation.err(
      `Warning: resource ${objectName(info)} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  }
  const { patch, object } = await patchObject(info, live, helper, options).catch((error: unknown) => {
    const { patch, cause } = error instanceof PatchFailure ? error : { patch: '', cause: error };
    throw addSourceToError(
      `applying patch:\n${patch}\nto:\n${describeInfo({ ...info, object: live })}\nfor:`,
      info.source,
      cause,
    );
  });
  warnIfDeleting(object, options);
  await options.tell(object, patch === '{}' ? 'unchanged' : 'configured');
  return object;
}

async function liveObject(info: Info, helper: Helper): Promise<Json | undefined> {
  try {
    if (info.name === '') throw new Error('resource name may not be empty');
    return await helper.get(info.namespace, info.name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    const doing = `retrieving current configuration of:\n${describeInfo(info)}\nfrom server for:`;
    throw addSourceToError(doing, info.source, error);
  }
}

async function create(info: Info, helper: Helper, options: ApplyOptions): Promise<Json> {
  const wanted = withoutNulls(withLastApplied(info.object));
  let object = wanted;
  if (options.dryRun !== 'client') {
    try {
      object = await helper.create(info.namespace, wanted);
    } catch (error) {
      throw addSourceToError('creating', info.source, error);
    }
  }
  visited(object, options);
  await options.tell(object, 'created');
  return object;
}

function visited(object: Json, { visitedUids }: ApplyOptions): void {
  visitedUids.add(uidOf(object));
}

function warnIfDeleting(object: Json, { invocation }: ApplyOptions): void {
  if (getNested(object, ['metadata', 'deletionTimestamp']) === undefined) return;
  const name = String(getNested(object, ['metadata', 'name']));
  invocation.err(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
}
