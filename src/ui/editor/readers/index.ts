/**
 * readers: who reads a field of a manifest. A table of fields, and how a place in a manifest finds its line there; a field that
 * has none is told by the nearest one around it.
 */
import { podPath } from '../findings/context.ts';
import { READERS, type FieldReaders } from './table.ts';

export type { FieldReaders } from './table.ts';

export function readersOf(kind: string, path: readonly (string | number)[]): FieldReaders | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = lookUp(kind, path.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

function lookUp(kind: string, path: readonly (string | number)[]): FieldReaders | undefined {
  const names = path.filter((step) => typeof step === 'string');
  const pod = podPath(kind);
  const own = READERS.get(`${kind} ${names.join('.')}`);
  if (own) return own;
  if (pod && pod.every((step, index) => names[index] === step)) {
    const inside = names.slice(pod.length);
    // What is read of an init container is read as of a container; that there is one is not.
    if (inside[1] === 'initContainers' && inside.length > 2) inside[1] = 'containers';
    if (/^(readiness|startup)Probe$/.test(inside[2] ?? '') && inside.length > 3) inside[2] = 'livenessProbe';
    const found = READERS.get(`pod ${inside.join('.')}`);
    if (found) return found;
  }
  return READERS.get(`* ${names.slice(pod?.length && names.length > 2 ? pod.length : 0).join('.')}`);
}
