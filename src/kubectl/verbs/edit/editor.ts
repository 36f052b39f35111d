import {
  bytesOf,
  deepEqual,
  getNested,
  isInvalid,
  isJSONObject,
  isNotFound,
  ParseError,
  setNested,
} from '../../../engine/apimachinery/index.ts';
import { withLastApplied, withLastAppliedIfThere } from '../../apply/index.ts';
import { CommandError, ExitError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { omitManagedFields, toJSON, toYAML } from '../../printers/index.ts';
import { decodeDocuments, itemsOf } from '../../resource/index.ts';
import { messageOf } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { hasLines, headerText, withoutComments, type EditMode, type EditReason } from './header.ts';

/** How edited objects are sent. */
export interface Sending {
  readonly mode: EditMode;
  /** Sends one object and tells of it. */
  readonly send: (original: Info, edited: Json) => Promise<void>;
}

/**
 * Shows objects in the editor and sends what becomes of them, again and again until the server takes it or the person gives
 * up (editor/editoptions.go, Run).
 */
export async function editObjects(invocation: Invocation, infos: readonly Info[], sending: Sending): Promise<void> {
  const { world, err, flags } = invocation;
  if (world.edit === undefined) throw new CommandError('unable to launch the editor "vi"');
  const asJSON = flags.string('output') === 'json';
  const name = `kubectl-edit-${Math.floor(world.random() * 4_000_000_000)}.${asJSON ? 'json' : 'yaml'}`;
  const print = (object: Json): string => (asJSON ? toJSON(object) : toYAML(object));
  const original = print(omitManagedFields(listOf(infos)));
  let edited = '';
  let reasons: readonly EditReason[] = [];
  for (;;) {
    const before = edited;
    const failed = reasons.length > 0;
    const shown = headerText(sending.mode, reasons) + (failed ? withoutComments(edited) : original);
    edited = await world.edit(name, shown);
    if (failed && same(before, edited)) {
      await preserve(invocation, name, edited);
      throw new CommandError('Edit cancelled, no valid changes were saved.');
    }
    const wrong = syntaxProblem(edited);
    if (wrong !== undefined) {
      const [first] = infos;
      reasons = [
        {
          head: `${first?.mapping.resource ?? ''} ${JSON.stringify(first?.name ?? '')} was not valid`,
          other: [`<nil>: Invalid value: "The edited file failed validation": ${wrong}`],
        },
      ];
      err(
        `error: ${first?.mapping.resource ?? ''}${first?.mapping.group ? `.${first.mapping.group}` : ''} ${JSON.stringify(first?.name ?? '')} is invalid\n`,
      );
      continue;
    }
    if (same(original, edited)) return err('Edit cancelled, no changes made.\n');
    if (!hasLines(edited)) return err('Edit cancelled, saved file was empty.\n');
    reasons = await sendAll(invocation, infos, edited, sending, name);
    if (reasons.length === 0) return;
  }
}

function listOf(infos: readonly Info[]): Json {
  const [only] = infos;
  if (infos.length === 1 && only !== undefined) return only.object;
  return { apiVersion: 'v1', items: infos.map(({ object }) => object), kind: 'List', metadata: {} };
}

function same(a: string, b: string): boolean {
  try {
    return deepEqual([...decodeDocuments(a)], [...decodeDocuments(b)]);
  } catch {
    return withoutComments(a) === withoutComments(b);
  }
}

/** Why the text cannot be read; undefined: it can. */
function syntaxProblem(text: string): string | undefined {
  try {
    for (const document of decodeDocuments(text)) {
      if (!isJSONObject(document)) continue;
      const missing = ['apiVersion', 'kind'].filter((key) => typeof document[key] !== 'string' || document[key] === '');
      if (missing.length > 0) {
        const words = missing.map((key) => `${key} not set`);
        return words.length === 1 ? words[0] : `[${words.join(', ')}]`;
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message.replace('error converting YAML to JSON: ', '');
    throw error;
  }
}

async function preserve({ world, err }: Invocation, name: string, text: string): Promise<string> {
  const path = `/tmp/${name}`;
  await world.files.write(path, bytesOf(text));
  err(`A copy of your changes has been stored to ${JSON.stringify(path)}\n`);
  return path;
}

/** Sends every object; answers why the editor is to open again. */
async function sendAll(
  invocation: Invocation,
  infos: readonly Info[],
  edited: string,
  sending: Sending,
  name: string,
): Promise<readonly EditReason[]> {
  const { err, world } = invocation;
  const reasons: EditReason[] = [];
  let [retryable, notFound] = [0, 0];
  for (const object of objectsIn(edited)) {
    const original = originalOf(object, infos);
    if (original === undefined) continue;
    const path = `${original.mapping.resource}${original.mapping.group === '' ? '' : `.${original.mapping.group}`}`;
    const what = `${path} ${JSON.stringify(original.name)}`;
    try {
      await sending.send(original, remembering(invocation, withManagedFields(object, original.object), sending.mode));
    } catch (error) {
      if (error instanceof CommandError) {
        await preserve(invocation, name, edited);
        throw error;
      }
      if (isInvalid(error)) {
        const causes = error.status.details?.causes ?? [];
        reasons.push({
          head: `${what} was not valid`,
          other: causes.map(({ field = '', message = '' }) => `${field}: ${message}`),
        });
        err(`error: ${what} is invalid\n`);
      } else if (isNotFound(error)) {
        notFound++;
        err(`error: ${what} could not be found on the server\n`);
      } else {
        retryable++;
        err(`error: ${what} could not be patched: ${messageOf(error)}\n`);
      }
    }
  }
  const path = `/tmp/${name}`;
  if (retryable > 0 || notFound > 0) await world.files.write(path, bytesOf(edited));
  if (retryable > 0) err(`You can run \`kubectl replace -f ${path}\` to try this update again.\n`);
  else if (notFound > 0) err(`The edits you made on deleted resources have been saved to ${JSON.stringify(path)}\n`);
  if (retryable > 0 || notFound > 0) throw new ExitError(1);
  return reasons;
}

function objectsIn(text: string): readonly Json[] {
  return [...decodeDocuments(text)].filter(isJSONObject).flatMap((document) => itemsOf(document) ?? [document]);
}

/** The object that was shown: by its uid, or there was only one. */
function originalOf(object: Json, infos: readonly Info[]): Info | undefined {
  if (infos.length === 1) return infos[0];
  const key = (of: Json, field: string): unknown => getNested(of, ['metadata', field]);
  return infos.find(({ object: other }) =>
    key(other, 'uid') === undefined
      ? key(other, 'name') === key(object, 'name') && other['kind'] === object['kind']
      : key(other, 'uid') === key(object, 'uid'),
  );
}

/** They were not shown, and nobody has taken them away. */
function withManagedFields(object: Json, original: Json): Json {
  const fields = getNested(original, ['metadata', 'managedFields']);
  return fields === undefined ? object : (setNested(object, ['metadata', 'managedFields'], fields) as Json);
}

function remembering({ flags }: Invocation, object: Json, mode: EditMode): Json {
  if (mode === 'apply') return object;
  return flags.has('save-config') && flags.bool('save-config')
    ? withLastApplied(object)
    : withLastAppliedIfThere(object);
}
