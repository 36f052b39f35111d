import { compareStrings } from '../../engine/apimachinery/index.ts';
import { lastStartedBy, parseRegistryKey, salience, startOf, type TraceRecord } from '../../engine/trace/index.ts';
import type { ObjectRef, TraceStore } from '../store/index.ts';
import { componentOf, hostOf, type TraceIndex } from './trace-index.ts';

/** The order in which an operator thinks of them; what is not in it comes last. */
const ORDER = [
  'hand',
  'kubectl',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'kubelet',
  'containerd',
  'kube-proxy',
  'coredns',
  'registry',
];

/** The processes that have a track, in order: the person, the control plane, then node by node. */
export function trackOrder(processes: Iterable<string>): string[] {
  const nodes = new Set(['kubelet', 'containerd', 'kube-proxy']);
  const place = (process: string): number => {
    const place = ORDER.indexOf(componentOf(process));
    return place < 0 ? ORDER.length : place;
  };
  const block = (process: string): number => (nodes.has(componentOf(process)) ? 1 : place(process) > 7 ? 2 : 0);
  return [...processes]
    .filter((process) => process.includes('@'))
    .sort((a, b) => {
      if (block(a) !== block(b)) return block(a) - block(b);
      if (block(a) === 1 && hostOf(a) !== hostOf(b)) return byNumber(hostOf(a), hostOf(b));
      return place(a) - place(b) || byNumber(a, b);
    });
}

/** `worker-2` before `worker-10`. */
function byNumber(a: string, b: string): number {
  const [, aStem = a, aNumber = ''] = /^(.*?)(\d*)$/.exec(a) ?? [];
  const [, bStem = b, bNumber = ''] = /^(.*?)(\d*)$/.exec(b) ?? [];
  return compareStrings(aStem, bStem) || Number(aNumber) - Number(bNumber);
}

/** More records than this in a window are thinned to the telling ones, which is all that can be told apart anyway. */
export const MOST_DRAWN = 6000;

/** Visits the records that touch a window, in no particular order; background last asked for is left out when crowded. */
export function visitWindow(
  trace: TraceStore,
  index: TraceIndex,
  from: number,
  to: number,
  visit: (record: TraceRecord) => void,
): { readonly thinned: boolean } {
  const first = lastStartedBy(trace, from) + 1;
  const last = lastStartedBy(trace, to);
  trace.inFlight(from, visit);
  trace.spansBetween(from, from, visit);
  if (last - first < MOST_DRAWN) {
    for (let id = first; id <= last; id++) visit(trace.get(id)!);
    return { thinned: false };
  }
  const begin = index.telling.upTo(from);
  const end = index.telling.upTo(to);
  const stride = Math.max(1, Math.ceil((end - begin) / MOST_DRAWN));
  for (let i = begin; i < end; i += stride) visit(trace.get(index.telling.id(i))!);
  return { thinned: true };
}

const ETCD_NAMES: Readonly<Record<string, string>> = { minions: 'nodes', specs: 'services' };

/** Whether a record is about an object: carries it, works on it, or stores it. */
export function concerns(record: TraceRecord, { resource, namespace, name }: ObjectRef): boolean {
  if (record.type === 'hop') {
    const { label } = record;
    return label.name === name && (label.namespace ?? '') === namespace && label.resource === resource;
  }
  if (record.type === 'commit') {
    const key = parseRegistryKey(record.key);
    return key.name === name && (key.namespace ?? '') === namespace && sameResource(key.resource, resource);
  }
  return (
    record.key === (namespace === '' ? name : `${namespace}/${name}`) || record.key.endsWith(`/${namespace}/${name}`)
  );
}

function sameResource(inEtcd: string, resource: string): boolean {
  const plain = bare(ETCD_NAMES[inEtcd] ?? inEtcd);
  return plain === bare(resource);
}

function bare(resource: string): string {
  const dot = resource.indexOf('.');
  return dot < 0 ? resource : resource.slice(0, dot);
}

/** Heartbeats and their kin are drawn faintly. */
export function isBackground(record: TraceRecord): boolean {
  return salience(record) === 0;
}

/** The id of the first record that begins after a moment; backwards, of the last that began before it. */
export function firstAfter(
  trace: Pick<TraceStore, 'first' | 'next' | 'get'>,
  moment: number,
  forward: boolean,
): number {
  let low: number = trace.first;
  let high = trace.next;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = startOf(trace.get(middle)!);
    if (forward ? start <= moment : start < moment) low = middle + 1;
    else high = middle;
  }
  return forward ? low : low - 1;
}
