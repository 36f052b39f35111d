import { compareStrings, formatTime, type Micros } from '../../apimachinery/index.ts';
import type { NamespaceCondition } from '../../api/namespace/types.ts';
import type { ResourceRef } from '../../client-go/index.ts';

/** What was found left of one resource. */
export interface Remaining {
  readonly ref: ResourceRef;
  readonly count: number;
  /** How many objects each finalizer holds back. */
  readonly finalizers: ReadonlyMap<string, number>;
  readonly estimateSeconds: number;
}

const OK: Readonly<Record<string, readonly [reason: string, message: string]>> = {
  NamespaceDeletionDiscoveryFailure: ['ResourcesDiscovered', 'All resources successfully discovered'],
  NamespaceDeletionGroupVersionParsingFailure: ['ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  NamespaceDeletionContentFailure: [
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  NamespaceContentRemaining: ['ContentRemoved', 'All content successfully removed'],
  NamespaceFinalizersRemaining: ['ContentRemoved', 'All content successfully removed'],
};

/** Conditions of a namespace on its way out. pkg/controller/namespace/deletion/status_condition_utils.go */
export function deletionConditions(
  known: readonly NamespaceCondition[],
  remaining: readonly Remaining[],
  errors: readonly string[],
  now: Micros,
): readonly NamespaceCondition[] {
  const bad = problems(remaining, errors);
  let conditions = known;
  for (const [type, [okReason, okMessage]] of Object.entries(OK)) {
    const problem = bad.get(type);
    const status = problem ? 'True' : 'False';
    const [reason, message] = problem ?? [okReason, okMessage];
    const old = known.find((condition) => condition.type === type);
    if (old && old.status === status && old.reason === reason && old.message === message) continue;
    const lastTransitionTime = old && old.status === status ? old.lastTransitionTime : formatTime(now);
    const next: NamespaceCondition = { type, status, reason, message, lastTransitionTime };
    conditions = old ? conditions.map((each) => (each === old ? next : each)) : [...conditions, next];
  }
  return conditions;
}

function problems(remaining: readonly Remaining[], errors: readonly string[]): Map<string, [string, string]> {
  const bad = new Map<string, [string, string]>();
  if (errors.length > 0) {
    const text = [...errors].sort(compareStrings).join(', ');
    const message = `Failed to delete all resource types, ${errors.length} remaining: ${text}`;
    bad.set('NamespaceDeletionContentFailure', ['ContentDeletionFailed', message]);
  }
  const left = remaining.filter(({ count }) => count > 0);
  if (left.length > 0) {
    const texts = left.map(({ ref, count }) => `${ref.resource}.${ref.group} has ${count} resource instances`);
    const message = `Some resources are remaining: ${texts.sort(compareStrings).join(', ')}`;
    bad.set('NamespaceContentRemaining', ['SomeResourcesRemain', message]);
  }
  const held = new Map<string, number>();
  for (const { finalizers } of left) {
    for (const [finalizer, count] of finalizers) held.set(finalizer, (held.get(finalizer) ?? 0) + count);
  }
  if (held.size > 0) {
    const texts = [...held].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
    const message = `Some content in the namespace has finalizers remaining: ${texts.sort(compareStrings).join(', ')}`;
    bad.set('NamespaceFinalizersRemaining', ['SomeFinalizersRemain', message]);
  }
  return bad;
}
