import type { Service } from '../api/service/types.ts';
import type { ServiceLister } from './config.ts';

export type Environment = Readonly<Record<string, string>>;

/** The one Service that every pod is told of, whatever it asks for. */
const MASTER = { namespace: 'default', name: 'kubernetes' };

/** What Services make; the same object gives the same one, for every kubelet. */
const made = new WeakMap<Service, Environment>();

/**
 * What one Service is in an environment (pkg/kubelet/envvars/envvars.go).
 *
 * Worked example: `web` at 10.96.0.7 with port 80 gives WEB_SERVICE_HOST=10.96.0.7, WEB_SERVICE_PORT=80,
 * WEB_PORT=tcp://10.96.0.7:80, WEB_PORT_80_TCP=tcp://10.96.0.7:80 and its PROTO, PORT and ADDR.
 */
export function fromService(service: Service): Environment {
  const known = made.get(service);
  if (known) return known;
  const { clusterIP = '', ports = [] } = service.spec;
  const prefix = variableName(service.metadata.name);
  const env: Record<string, string> = { [`${prefix}_SERVICE_HOST`]: clusterIP };
  const [first] = ports;
  if (first) env[`${prefix}_SERVICE_PORT`] = String(first.port);
  for (const { name, port } of ports) if (name) env[`${prefix}_SERVICE_PORT_${variableName(name)}`] = String(port);
  for (const { port, protocol = 'TCP' } of ports) {
    const url = `${protocol.toLowerCase()}://${clusterIP}:${port}`;
    env[`${prefix}_PORT`] ??= url;
    const own = `${prefix}_PORT_${port}_${protocol}`;
    env[own] = url;
    env[`${own}_PROTO`] = protocol.toLowerCase();
    env[`${own}_PORT`] = String(port);
    env[`${own}_ADDR`] = clusterIP;
  }
  made.set(service, env);
  return env;
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

const NOTHING: Environment = {};

/** The Services that containers of a namespace are told of, made again when Services have changed (getServiceEnvVarMap). */
export class ServiceEnvironments {
  readonly #services: ServiceLister | undefined;
  readonly #kept = new Map<string, Environment>();
  #version: object | undefined;

  constructor(services: ServiceLister | undefined) {
    this.#services = services;
  }

  /** `links`: the pod's enableServiceLinks. */
  of(namespace: string, links: boolean): Environment {
    if (!this.#services) return NOTHING;
    if (this.#version !== this.#services.version) {
      this.#kept.clear();
      this.#version = this.#services.version;
    }
    const key = links ? namespace : '';
    let env = this.#kept.get(key);
    if (!env) this.#kept.set(key, (env = join(visible(this.#services.list(), namespace, links))));
    return env;
  }
}

/** By name: a namespace's own Service comes before the master's of the same name. */
function visible(services: readonly Service[], namespace: string, links: boolean): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>();
  for (const service of services) {
    const { metadata, spec } = service;
    if (spec.clusterIP === undefined || spec.clusterIP === '' || spec.clusterIP === 'None') continue;
    if (metadata.namespace === MASTER.namespace && metadata.name === MASTER.name) {
      if (!found.has(metadata.name)) found.set(metadata.name, service);
    } else if (links && metadata.namespace === namespace) found.set(metadata.name, service);
  }
  return found;
}

function join(services: ReadonlyMap<string, Service>): Environment {
  const [first, ...others] = services.values();
  if (!first) return NOTHING;
  return others.length === 0 ? fromService(first) : Object.assign({}, ...[...services.values()].map(fromService));
}
