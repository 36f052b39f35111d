import { ParseError, newBadRequest, parseFieldSelector, parseLabelSelector } from '../../apimachinery/index.ts';
import type { ApiObject, FieldSelector, LabelSelector } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';

/** Which objects of a kind a list or a watch wants. apiserver/pkg/storage/selection_predicate.go */
export interface Selection {
  readonly namespace: string | undefined;
  /** undefined: every label set will do. */
  readonly labels: LabelSelector | undefined;
  readonly fields: FieldSelector | undefined;
  /** The one name wanted, when the fields say so. */
  readonly name: string | undefined;
}

export interface SelectionRequest {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** Throws BadRequest in the words of the kind's field label conversion. */
export function parseSelection(kind: Kind, request: SelectionRequest): Selection {
  const namespace = request.namespace === '' ? undefined : request.namespace;
  const labels = request.labelSelector ? parseLabels(request.labelSelector) : undefined;
  const fields = request.fieldSelector ? parseFields(kind, request.fieldSelector) : undefined;
  return { namespace, labels, fields, name: request.name ?? fields?.requiresExactMatch('metadata.name') };
}

function parseLabels(text: string): LabelSelector | undefined {
  try {
    const selector = parseLabelSelector(text);
    return selector.empty() ? undefined : selector;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw newBadRequest(error.message);
  }
}

function parseFields(kind: Kind, text: string): FieldSelector | undefined {
  const known = new Set(['metadata.name', 'metadata.namespace', ...(kind.selectableFieldNames ?? [])]);
  try {
    const selector = parseFieldSelector(text, (field, value) => {
      if (!known.has(field)) throw new ParseError(`field label not supported: ${field}`);
      return [field, value];
    });
    return selector.empty() ? undefined : selector;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw newBadRequest(error.message);
  }
}

export function selects(kind: Kind, selection: Selection, object: ApiObject): boolean {
  const { metadata } = object;
  if (selection.namespace !== undefined && metadata.namespace !== selection.namespace) return false;
  if (selection.name !== undefined && metadata.name !== selection.name) return false;
  if (selection.labels !== undefined && !selection.labels.matches(metadata.labels)) return false;
  if (selection.fields === undefined) return true;
  for (const { field, operator, value } of selection.fields.requirements) {
    if ((valueOf(kind, object, field) === value) !== (operator === '=')) return false;
  }
  return true;
}

function valueOf(kind: Kind, object: ApiObject, field: string): string {
  if (field === 'metadata.name') return object.metadata.name;
  if (field === 'metadata.namespace') return object.metadata.namespace ?? '';
  // What the kubelet of each node asks of each pod of its own is worth not working out all the others for.
  if (field === 'spec.nodeName' && kind.resource === 'pods') {
    return (object.spec as { nodeName?: string } | undefined)?.nodeName ?? '';
  }
  return kind.selectableFields?.(object)[field] ?? '';
}
