import { compareStrings } from '../compare.ts';
import { goQuote } from '../go-text.ts';
import { newApplyConflict, type StatusError } from '../status.ts';
import { difference, pathTexts, union, type FieldsV1 } from './fields-v1.ts';
import type { Manager } from './managers.ts';

/** What an applier would take from another manager. merge.Conflict */
export interface Conflict {
  readonly manager: Manager;
  readonly fields: FieldsV1;
}

/** Thrown by an apply that is not forced; who catches it may still force it. */
export class ApplyConflicts extends Error {
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super('conflicts');
    this.conflicts = conflicts;
  }

  /** Every field in conflict. */
  get fields(): FieldsV1 | undefined {
    let all: FieldsV1 | undefined;
    for (const { fields } of this.conflicts) all = union(all, fields);
    return all;
  }

  /** Without the fields that may be taken; undefined when nothing is left. */
  without(allowed: FieldsV1 | undefined): ApplyConflicts | undefined {
    const left: Conflict[] = [];
    for (const { manager, fields } of this.conflicts) {
      const rest = difference(fields, allowed);
      if (rest !== undefined) left.push({ manager, fields: rest });
    }
    return left.length > 0 ? new ApplyConflicts(left) : undefined;
  }
}

/** The 409 a client sees. apimachinery/pkg/util/managedfields/internal/conflict.go */
export function conflictStatus({ conflicts }: ApplyConflicts): StatusError {
  const found = conflicts
    .map(({ manager, fields }) => ({ key: sortKey(manager), who: printManager(manager), paths: pathTexts(fields) }))
    .sort((a, b) => compareStrings(a.key, b.key));
  const causes = found.flatMap(({ who, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  );
  const [first] = causes;
  if (causes.length === 1 && first !== undefined) {
    return newApplyConflict(causes, `Apply failed with 1 conflict: ${first.message}: ${first.field}`);
  }
  const lines = found.flatMap(({ who, paths }) => [`conflicts with ${who}:`, ...paths.map((path) => `- ${path}`)]);
  return newApplyConflict(causes, `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`);
}

/** Managers are listed in the order of their identifiers, which are JSON. */
function sortKey({ manager, operation, apiVersion, subresource }: Manager): string {
  const version = operation === 'Apply' ? {} : { apiVersion };
  return JSON.stringify({ manager, operation, ...version, ...(subresource !== undefined && { subresource }) });
}

function printManager({ manager, operation, apiVersion, subresource }: Manager): string {
  let text = goQuote(manager);
  if (subresource) text += ` with subresource ${goQuote(subresource)}`;
  return operation === 'Update' ? `${text} using ${apiVersion}` : text;
}
