/** What is asked of an object that is to be exposed (kubectl/pkg/polymorphichelpers). */
import { getNested, getNestedStringMap, isJSONObject, sortedKeys } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';

const EXPOSABLE = new Set([
  'ReplicationController',
  'Service',
  'Pod',
  'Deployment.apps',
  'Deployment.extensions',
  'ReplicaSet.apps',
  'ReplicaSet.extensions',
]);

export function checkExposable({ mapping: { kind, group } }: Info): void {
  const groupKind = group === '' ? kind : `${kind}.${group}`;
  if (!EXPOSABLE.has(groupKind)) throw new CommandError(`cannot expose a ${groupKind}`);
}

type Strings = Readonly<Record<string, string>>;

function mapBasedSelector({ mapping: { kind }, object }: Info): Strings {
  if (kind === 'Pod') {
    const labels = getNestedStringMap(object, ['metadata', 'labels']) ?? {};
    if (Object.keys(labels).length === 0) throw new CommandError('the pod has no labels and cannot be exposed');
    return labels;
  }
  if (kind === 'Service' || kind === 'ReplicationController') {
    const selector = getNestedStringMap(object, ['spec', 'selector']);
    if (kind === 'Service' && selector === undefined) throw new CommandError('the service has no pod selector set');
    return selector ?? {};
  }
  const expressions = getNested(object, ['spec', 'selector', 'matchExpressions']);
  if (Array.isArray(expressions) && expressions.length > 0) {
    const shown = (expressions as readonly Json[]).map(
      (expression) =>
        `{Key:${String(expression['key'])} Operator:${String(expression['operator'])} Values:[${((expression['values'] as readonly string[] | undefined) ?? []).join(' ')}]}`,
    );
    throw new CommandError(`couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`);
  }
  return getNestedStringMap(object, ['spec', 'selector', 'matchLabels']) ?? {};
}

/** The labels of the pods behind an object. */
export function selectorOf(info: Info): Strings {
  try {
    return mapBasedSelector(info);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${error.message}`);
  }
}

/** A port and its protocol. */
export interface PodPort {
  readonly port: string;
  readonly protocol: string;
}

/** In the order of the containers. */
export function portsOf({ mapping: { kind }, object }: Info): readonly PodPort[] {
  const found: PodPort[] = [];
  const take = (ports: unknown, key: string) => {
    if (!Array.isArray(ports)) return;
    for (const port of ports.filter(isJSONObject)) {
      found.push({
        port: String(port[key]),
        protocol: typeof port['protocol'] === 'string' ? port['protocol'] : 'TCP',
      });
    }
  };
  if (kind === 'Service') {
    take(getNested(object, ['spec', 'ports']), 'port');
    return found;
  }
  const pod = kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  const containers = getNested(object, [...pod, 'containers']);
  if (!Array.isArray(containers)) return found;
  for (const container of containers.filter(isJSONObject)) take(container['ports'], 'containerPort');
  return found;
}

/** `a=b,c=d` (kubectl/pkg/cmd/util/helpers.go, ParseLabels). */
export function parseLabels(spec: string): Strings {
  const labels = new Map<string, string>();
  for (const part of spec.split(',')) {
    const [key = '', value, more] = part.split('=');
    if (value === undefined || more !== undefined) throw new CommandError(`unexpected label spec: ${part}`);
    labels.set(key, value);
  }
  return Object.fromEntries(labels);
}

/** A map in the order that Go writes it. */
export function sorted(map: Strings): Strings {
  return Object.fromEntries(sortedKeys(map).map((key) => [key, map[key] ?? '']));
}
