import { parseDuration } from '../engine/apimachinery/index.ts';
import type { Flags } from './cobra/types.ts';
import { resolveConfig, type Resolved } from './config/index.ts';
import { ResourceBuilder } from './resource/index.ts';
import type { Builder, Kustomize } from './resource/index.ts';
import { DiscoveryMapper, RestClient, Warnings, type DiscoveryCache } from './rest/index.ts';
import type { Endpoint, Factory, Json } from './rest/index.ts';
import { CommandError } from './cobra/errors.ts';
import type { Transport, World } from './world.ts';
import { CLIENT_VERSION, versionSyntax } from './client-version.ts';

const USER_AGENT = `kubectl/${CLIENT_VERSION.gitVersion} (linux/amd64) kubernetes/${CLIENT_VERSION.gitCommit.slice(0, 7)}`;

/** kubectl without any configuration asks here. */
const DEFAULT_SERVER = 'http://localhost:8080';

/** What discovery said over a transport, for as long as somebody holds the transport: kubectl's cache on disk. */
const caches = new WeakMap<Transport, Map<string, DiscoveryCache>>();

/** kubectl/pkg/cmd/util/factory_client_access.go. Nothing is read and nobody is asked before it is needed. */
export class ClientFactory implements Factory {
  readonly warnings: Warnings;
  readonly rest: RestClient;
  readonly mapper: DiscoveryMapper;
  #resolved: Promise<Resolved> | undefined;
  #endpoint: Promise<Endpoint> | undefined;

  constructor(
    readonly world: World,
    readonly flags: Flags,
    readonly kustomize: Kustomize,
  ) {
    this.warnings = new Warnings(world.stderr);
    this.rest = new RestClient(() => (this.#endpoint ??= this.#reach()), this.warnings, world);
    this.mapper = new DiscoveryMapper(this.rest, cacheOf(world.transport, flags.string('server')));
  }

  config(): Promise<Resolved> {
    return (this.#resolved ??= resolveConfig(this.world, this.flags));
  }

  async namespace(): Promise<{ readonly name: string; readonly enforced: boolean }> {
    const { namespace } = await this.config();
    const said = this.flags.string('namespace');
    return said === '' ? { name: namespace, enforced: false } : { name: said, enforced: true };
  }

  async server(): Promise<string> {
    const { server } = await (this.#endpoint ??= this.#reach());
    return server;
  }

  forgetDiscovery(): void {
    this.mapper.forget();
  }

  builder(): Builder {
    const { world, rest, mapper, kustomize } = this;
    return new ResourceBuilder({ world, rest, mapper, kustomize });
  }

  async openapi(group: string, version: string): Promise<Json | undefined> {
    const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
    const { status, body } = await this.rest.raw('GET', `/openapi/v3/${path}`);
    return status === 200 ? (JSON.parse(body) as Json) : undefined;
  }

  async #reach(): Promise<Endpoint> {
    const { server = DEFAULT_SERVER, headers, ...trust } = await this.config();
    const { transport, dial } = this.world;
    const address = { ...trust, server };
    const endpoint = {
      transport: dial === undefined ? transport : dial(address),
      server,
      headers: { 'user-agent': USER_AGENT, ...headers },
      timeout: requestTimeout(this.flags.string('request-timeout')),
    };
    if (this.flags.bool('match-server-version')) await matchVersion(endpoint);
    return endpoint;
  }
}

const SECOND = 1_000_000;

/** clientcmd.ParseTimeout: a duration, or seconds without a unit. Answers microseconds; 0 waits as long as it takes. */
function requestTimeout(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * SECOND;
  try {
    return parseDuration(text);
  } catch {
    throw new CommandError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time ' +
        'unit (e.g. 1s | 2m | 3h)',
    );
  }
}

/** kubectl/pkg/cmd/util/kubectl_match_version.go */
async function matchVersion({ transport, headers }: Endpoint): Promise<void> {
  const { body } = await transport.fetch({ method: 'GET', url: '/version', headers });
  const info = JSON.parse(body) as Json;
  if (info['gitVersion'] === CLIENT_VERSION.gitVersion) return;
  throw new CommandError(
    `server version (&${versionSyntax(info)}) differs from client version (${versionSyntax(CLIENT_VERSION)})`,
  );
}

function cacheOf(transport: Transport, server: string): DiscoveryCache {
  let servers = caches.get(transport);
  if (servers === undefined) caches.set(transport, (servers = new Map()));
  let cache = servers.get(server);
  if (cache === undefined) servers.set(server, (cache = { discovery: undefined }));
  return cache;
}
