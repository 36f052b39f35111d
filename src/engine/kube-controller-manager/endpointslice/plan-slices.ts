import { deepEqual } from '../../apimachinery/index.ts';
import type { Endpoint, EndpointSlice, EndpointSlicePort } from '../../api/endpointslice/types.ts';
import type { DesiredGroup } from './endpoints.ts';
import { portKey } from './endpoints.ts';

/** What to write so that the slices show what is wanted, with as few writes as may be. */
export interface SlicePlan {
  readonly create: readonly { readonly ports: readonly EndpointSlicePort[]; readonly endpoints: readonly Endpoint[] }[];
  readonly update: readonly { readonly slice: EndpointSlice; readonly endpoints: readonly Endpoint[] }[];
  readonly delete: readonly EndpointSlice[];
}

/** Pairs found equal before, so that equal endpoints from the cache are compared in full only once. */
const knownEqual = new WeakMap<Endpoint, Endpoint>();

function same(existing: Endpoint, wanted: Endpoint): boolean {
  if (existing === wanted || knownEqual.get(existing) === wanted) return true;
  if (!deepEqual(existing, wanted)) return false;
  knownEqual.set(existing, wanted);
  return true;
}

interface Draft {
  readonly slice: EndpointSlice;
  readonly endpoints: Endpoint[];
  changed: boolean;
}

/**
 * Endpoints stay in the slice they are in; slices that must be written anyway are filled up, fullest first; then one that is
 * not written but has room for all the rest; what is still left goes into new slices.
 * reconcileByPortMapping of staging/src/k8s.io/endpointslice/reconciler.go.
 */
export function planSlices(
  groups: ReadonlyMap<string, DesiredGroup>,
  existing: readonly EndpointSlice[],
  labelsCurrent: (slice: EndpointSlice) => boolean,
  maxPerSlice: number,
): SlicePlan {
  const create: { ports: readonly EndpointSlicePort[]; endpoints: readonly Endpoint[] }[] = [];
  const update: { slice: EndpointSlice; endpoints: readonly Endpoint[] }[] = [];
  const remove: EndpointSlice[] = [];
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    const key = portKey(slice.ports ?? []);
    if (!groups.has(key)) remove.push(slice);
    else if (byPorts.has(key)) byPorts.get(key)!.push(slice);
    else byPorts.set(key, [slice]);
  }
  for (const [key, group] of groups) {
    const left = new Map(group.endpoints);
    const drafts = (byPorts.get(key) ?? []).map((slice) => keepWanted(slice, left, labelsCurrent));
    fill(drafts, left, maxPerSlice);
    for (const { slice, endpoints, changed } of drafts) {
      if (endpoints.length === 0) remove.push(slice);
      else if (changed) update.push({ slice, endpoints });
    }
    const rest = [...left.values()];
    for (let at = 0; at < rest.length; at += maxPerSlice) {
      create.push({ ports: group.ports, endpoints: rest.slice(at, at + maxPerSlice) });
    }
  }
  return { create, update, delete: remove };
}

/** Takes out of `left` what the slice already has. */
function keepWanted(
  slice: EndpointSlice,
  left: Map<string, Endpoint>,
  labelsCurrent: (slice: EndpointSlice) => boolean,
): Draft {
  const endpoints: Endpoint[] = [];
  let changed = !labelsCurrent(slice);
  for (const endpoint of slice.endpoints ?? []) {
    const uid = endpoint.targetRef?.uid ?? '';
    const wanted = left.get(uid);
    if (!wanted) {
      changed = true;
      continue;
    }
    left.delete(uid);
    const equal = same(endpoint, wanted);
    endpoints.push(equal ? endpoint : wanted);
    if (!equal) changed = true;
  }
  return { slice, endpoints, changed };
}

function fill(drafts: readonly Draft[], left: Map<string, Endpoint>, maxPerSlice: number): void {
  const fullestFirst = (a: Draft, b: Draft): number => b.endpoints.length - a.endpoints.length;
  for (const draft of drafts.filter(({ changed }) => changed).sort(fullestFirst)) pour(left, draft, maxPerSlice);
  if (left.size === 0) return;
  const needed = Math.min(left.size, maxPerSlice);
  const roomy = drafts.filter(({ changed, endpoints }) => !changed && endpoints.length + needed <= maxPerSlice);
  const [closest] = roomy.sort(fullestFirst);
  if (closest) pour(left, closest, maxPerSlice);
}

function pour(left: Map<string, Endpoint>, draft: Draft, maxPerSlice: number): void {
  for (const [uid, endpoint] of left) {
    if (draft.endpoints.length >= maxPerSlice) return;
    draft.endpoints.push(endpoint);
    draft.changed = true;
    left.delete(uid);
  }
}
