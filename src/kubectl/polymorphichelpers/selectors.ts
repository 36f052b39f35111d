import {
  getNested,
  labelSelectorAsSelector,
  selectorFromSet,
  type LabelSet,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Json } from '../rest/types.ts';

const BY_LABEL_SELECTOR = new Set(['ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job']);

/** `*v1.Service`: how Go's %T names the object's type. */
export function goTypeOf(object: Json): string {
  const version = String(object['apiVersion'] ?? '');
  return `*${version.slice(version.indexOf('/') + 1)}.${String(object['kind'])}`;
}

/** Which pods an object means (kubectl/pkg/polymorphichelpers/helpers.go, SelectorsForObject). Throws when it means none. */
export function selectorForObject(object: Json): string {
  const kind = String(object['kind']);
  const selector = getNested(object, ['spec', 'selector']);
  if (BY_LABEL_SELECTOR.has(kind)) return labelSelectorAsSelector(selector as WireLabelSelector | undefined).toString();
  if (kind === 'ReplicationController') return selectorFromSet(selector as LabelSet | undefined).toString();
  if (kind !== 'Service') throw new CommandError(`selector for ${goTypeOf(object)} not implemented`);
  if (typeof selector !== 'object' || selector === null || Object.keys(selector).length === 0) {
    const name = String(getNested(object, ['metadata', 'name']));
    throw new CommandError(`invalid service '${name}': Service is defined without a selector`);
  }
  return selectorFromSet(selector as LabelSet).toString();
}
