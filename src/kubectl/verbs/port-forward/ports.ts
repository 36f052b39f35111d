import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import { containersOf, podName } from '../../remote/containers.ts';
import type { Json } from '../../rest/types.ts';

export interface Forwarded {
  /** 0: any that is free. */
  readonly local: number;
  readonly remote: number;
}

/** `8080:80`, `80`, `:http` as they are meant of the object; a service's ports are its pod's. */
export function forwardedPorts(object: Json, pod: Json, specs: readonly string[]): readonly Forwarded[] {
  return specs.map((spec) => {
    const parts = spec.split(':');
    const [left = '', right = ''] = parts.length === 2 ? parts : [parts[0], parts[0]];
    const remote = object['kind'] === 'Service' ? servicePort(object, pod, right) : podPort(pod, right);
    const local = parts.length !== 2 ? (/^\d+$/.test(left) ? left : String(remote)) : left || '0';
    const forwarded = { local: portOf(local, 'local'), remote: portOf(String(remote), 'remote') };
    if (forwarded.remote === 0) throw new CommandError('remote port must be > 0');
    return forwarded;
  });
}

function portOf(text: string, which: 'local' | 'remote'): number {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) {
    throw new CommandError(
      `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${quoted}: invalid syntax`,
    );
  }
  if (Number(text) <= 65535) return Number(text);
  throw new CommandError(
    `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${quoted}: value out of range`,
  );
}

function podPort(pod: Json, text: string): number | string {
  if (/^\d+$/.test(text)) return text;
  for (const { spec } of containersOf(pod)) {
    const ports = Array.isArray(spec['ports']) ? (spec['ports'] as readonly Json[]) : [];
    const found = ports.find(({ name }) => name === text)?.['containerPort'];
    if (typeof found === 'number') return found;
  }
  throw new CommandError(`Pod '${podName(pod)}' does not have a named port '${text}'`);
}

function servicePort(service: Json, pod: Json, text: string): number | string {
  const ports = getNested(service, ['spec', 'ports']);
  const list = Array.isArray(ports) ? (ports as readonly Json[]) : [];
  const numbered = /^\d+$/.test(text);
  const name = podName(service);
  const port = list.find((one) => (numbered ? one['port'] === Number(text) : one['name'] === text));
  if (port === undefined) {
    throw new CommandError(
      numbered
        ? `Service ${name} does not have a service port ${text}`
        : `Service '${name}' does not have a named port '${text}'`,
    );
  }
  if (getNested(service, ['spec', 'clusterIP']) === 'None') return Number(port['port']);
  const target = port['targetPort'];
  return typeof target === 'string' ? podPort(pod, target) : typeof target === 'number' ? target : Number(port['port']);
}
