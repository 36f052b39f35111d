import type { Hop } from '../../../engine/trace/index.ts';
import { partsOf } from '../cluster/wires.ts';

/** What a message carries: what is wanted, what is, somebody's traffic, or a refusal. */
export type Hue = 'desired' | 'observed' | 'traffic' | 'refusal';

export function hueOf(hop: Hop): Hue {
  const { label } = hop;
  if (hop.outcome === 'lost' || hop.outcome === 'refused' || (label.code ?? 0) >= 400) return 'refusal';
  if (label.traffic !== undefined || label.via !== undefined) return 'traffic';
  const from = partsOf(hop.from).component;
  const to = partsOf(hop.to).component;
  if (from === 'registry' || to === 'registry') return 'traffic';
  if (label.subresource === 'status' || label.resource?.startsWith('leases') || label.resource?.startsWith('events'))
    return 'observed';
  if (from === 'containerd' || (from === 'kubelet' && to === 'kube-apiserver')) return 'observed';
  if (from === 'etcd' || label.form === 'response') return 'observed';
  if (label.form === 'data') return 'traffic';
  return 'desired';
}

/** The sign on a bead. */
export type VerbGlyph =
  | 'create'
  | 'update'
  | 'delete'
  | 'watch'
  | 'bind'
  | 'status'
  | 'beat'
  | 'answer'
  | 'refusal'
  | 'store'
  | 'data'
  | 'run'
  | 'read';

export function glyphOf(hop: Hop): VerbGlyph {
  const { form, verb, subresource, resource } = hop.label;
  if (hueOf(hop) === 'refusal') return 'refusal';
  if (resource?.startsWith('leases')) return 'beat';
  if (form === 'response') return 'answer';
  if (form === 'item') return 'watch';
  if (form === 'data') return 'data';
  if (subresource === 'binding') return 'bind';
  if (subresource === 'status') return 'status';
  if (verb === 'Txn') return 'store';
  if (verb === 'create') return 'create';
  if (verb === 'delete' || verb === 'deletecollection') return 'delete';
  if (verb === 'update' || verb === 'patch') return 'update';
  return /^[A-Z]/.test(verb) ? 'run' : 'read';
}
