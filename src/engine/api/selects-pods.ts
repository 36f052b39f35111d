import type { LabelSet, WireLabelSelector } from '../apimachinery/index.ts';
import type { Relation } from './kind.ts';

/** The pods that a Service or a ReplicationController chooses by labels alone; no labels choose none. */
export function selectsPodsOfSet(namespace: string | undefined, selector: LabelSet | undefined): readonly Relation[] {
  return selectsPods(namespace, { matchLabels: selector ?? {} });
}

/** The pods that a selector chooses; an empty one, which a workload may not have, chooses none. */
export function selectsPods(
  namespace: string | undefined,
  selector: WireLabelSelector | undefined,
): readonly Relation[] {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) return [];
  return selectsAnyPods(namespace, selector);
}

/** The same where an empty selector means every pod of the namespace. */
export function selectsAnyPods(
  namespace: string | undefined,
  selector: WireLabelSelector | undefined,
): readonly Relation[] {
  if (selector === undefined) return [];
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const expressions = matchExpressions.length > 0 && { expressions: matchExpressions };
  return [{ verb: 'selects', kind: 'Pod', group: '', namespace, selector: matchLabels, ...expressions }];
}
