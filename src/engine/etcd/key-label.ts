import type { Label } from '../sim/index.ts';

/** A message about a key: trace's parseRegistryKey, cut by hand because every message of etcd passes here. */
export function keyLabel(form: Label['form'], verb: string, key: string, revision: number | undefined): Label {
  const first = key.indexOf('/', 1) + 1;
  if (first === 0) return { form, verb, resource: '', namespace: undefined, name: '', revision };
  const second = key.indexOf('/', first);
  if (second < 0) return { form, verb, resource: key.slice(first), namespace: undefined, name: '', revision };
  const resource = key.slice(first, second);
  const third = key.indexOf('/', second + 1);
  if (third < 0) return { form, verb, resource, namespace: undefined, name: key.slice(second + 1), revision };
  return { form, verb, resource, namespace: key.slice(second + 1, third), name: key.slice(third + 1), revision };
}
