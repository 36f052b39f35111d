import type { Node } from './types.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../pod/types.ts';
import { LabelSelector, Requirement, selectorFromSet, type SelectionOperator } from '../../apimachinery/index.ts';

const OPERATORS: ReadonlyMap<string, SelectionOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
  ['Gt', 'gt'],
  ['Lt', 'lt'],
]);

/** One term of a node selector: all its expressions on labels and on fields (component-helpers/scheduling/corev1/nodeaffinity). */
export interface CompiledTerm {
  readonly labels: LabelSelector | undefined;
  /** Of `metadata.name`, the one field that may be named. */
  readonly fields: LabelSelector | undefined;
}

function compile(requirements: readonly NodeSelectorRequirement[] | undefined): LabelSelector | undefined {
  if (requirements === undefined || requirements.length === 0) return undefined;
  return new LabelSelector(
    requirements.map(
      ({ key, operator, values }) => new Requirement(key, OPERATORS.get(operator) ?? 'in', values ?? []),
    ),
  );
}

export function compileTerm({ matchExpressions, matchFields }: NodeSelectorTerm): CompiledTerm {
  return { labels: compile(matchExpressions), fields: compile(matchFields) };
}

/** An empty term chooses no node. */
export function termMatchesNode({ labels, fields }: CompiledTerm, node: Node): boolean {
  if (labels === undefined && fields === undefined) return false;
  if (labels !== undefined && !labels.matches(node.metadata.labels)) return false;
  return fields === undefined || fields.matches({ 'metadata.name': node.metadata.name });
}

/** What a pod demands of its node: `nodeSelector` and required node affinity together. */
export interface RequiredNodeAffinity {
  readonly selector: LabelSelector | undefined;
  /** One of these must hold; absent: no such demand. */
  readonly terms: readonly CompiledTerm[] | undefined;
}

export function requiredNodeAffinity({ spec }: Pick<Pod, 'spec'>): RequiredNodeAffinity {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return {
    selector: spec.nodeSelector === undefined ? undefined : selectorFromSet(spec.nodeSelector),
    terms: required?.nodeSelectorTerms.map(compileTerm),
  };
}

export function affinityMatchesNode({ selector, terms }: RequiredNodeAffinity, node: Node): boolean {
  if (selector !== undefined && !selector.matches(node.metadata.labels)) return false;
  return terms === undefined || terms.some((term) => termMatchesNode(term, node));
}
