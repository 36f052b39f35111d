import { isForbidden, isMethodNotSupported, isNotFound } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import type { DryRun } from '../../flags/index.ts';
import { doneText } from '../../printers/index.ts';
import { addSourceToError, Helper, uidOf } from '../../resource/rest-helper.ts';
import type { Builder, Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { deleteOptions } from './delete-flags.ts';
import { untilDeleted, type Deleted } from './wait-deleted.ts';

/** How what a builder names is to be deleted (kubectl/pkg/cmd/delete/delete.go, DeleteOptions). */
export interface Deletion {
  readonly policy: string;
  /** Seconds; negative: the object's own. */
  readonly gracePeriod: number;
  readonly dryRun: DryRun;
  readonly ignoreNotFound: boolean;
  readonly wait: boolean;
  /** Microseconds; 0: a week. */
  readonly timeout: number;
  readonly output: string;
  readonly quiet: boolean;
  readonly warnClusterScope: boolean;
  /** Called for every object that was found, in words or in silence. */
  readonly onDeleted?: (info: Info) => void;
}

/** Deletes what the builder names and waits until it is gone, if that is asked for. */
export async function deleteResult(
  invocation: Invocation,
  builder: Pick<Builder, 'visit'>,
  deletion: Deletion,
): Promise<void> {
  const gone: Deleted[] = [];
  let found = 0;
  let warn = deletion.warnClusterScope;
  const visit = builder.visit(async (info) => {
    found++;
    if (warn && !info.mapping.namespaced) {
      invocation.err('Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
      warn = false;
    }
    if (deletion.dryRun === 'client') return told(invocation, info, deletion);
    const answer = await deleteOne(invocation, info, deletion);
    if (answer !== undefined) gone.push({ ...info, uid: deletedUid(answer) });
  });
  await visit.catch((error: unknown) => rethrow(error, deletion.ignoreNotFound));
  if (found === 0) {
    invocation.out('No resources found\n');
    return;
  }
  if (deletion.wait && deletion.dryRun === undefined) await waitFor(invocation, gone, deletion.timeout);
}

async function deleteOne(invocation: Invocation, info: Info, deletion: Deletion): Promise<Json | undefined> {
  const helper = new Helper(invocation.factory.rest, info.mapping, { dryRun: deletion.dryRun });
  const options = deleteOptions(deletion.policy, deletion.gracePeriod);
  try {
    const answer = await helper.delete(info.namespace, info.name, options);
    told(invocation, info, deletion);
    return answer;
  } catch (error) {
    if (deletion.ignoreNotFound && isNotFound(error)) return undefined;
    throw addSourceToError('deleting', info.source, error);
  }
}

function deletedUid(answer: Json): string {
  const details = answer['kind'] === 'Status' ? (answer['details'] as Json | undefined) : undefined;
  const uid = details?.['uid'];
  return typeof uid === 'string' ? uid : uidOf(answer);
}

function told({ out }: Invocation, info: Info, { gracePeriod, dryRun, output, quiet, onDeleted }: Deletion): void {
  onDeleted?.(info);
  if (quiet) return;
  const { kind, group } = info.mapping;
  const type = group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
  if (output === 'name') return out(`${type}/${info.name}\n`);
  const operation = gracePeriod === 0 ? 'force deleted' : 'deleted';
  out(`${type} "${info.name}" ${doneText({ operation, dryRun })}\n`);
}

/** What is not there is no error when nobody minds. */
function rethrow(error: unknown, ignoreNotFound: boolean): void {
  if (!ignoreNotFound) throw error;
  if (error instanceof AggregateFailure) {
    const others = error.errors.filter((one) => !isNotFound(one));
    if (others.length > 0) throw new AggregateFailure(others);
  } else if (!isNotFound(error)) throw error;
}

async function waitFor({ factory, world }: Invocation, gone: readonly Deleted[], timeout: number): Promise<void> {
  const errors: unknown[] = [];
  for (const one of gone) {
    try {
      await untilDeleted(factory.rest, world, one, timeout);
    } catch (error) {
      // Whoever may delete and not look has done what could be done.
      if (isForbidden(error) || isMethodNotSupported(error)) return;
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateFailure(errors);
}
