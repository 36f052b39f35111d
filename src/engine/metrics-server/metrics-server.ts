import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { NODES, PODS } from '../api/refs.ts';
import type { ApiObject } from '../apimachinery/index.ts';
import { Client, SharedInformerFactory, type Informer } from '../client-go/index.ts';
import { kubeletAddress, type KubeletReply, type PodReply, type PodRequest } from '../cri-api/index.ts';
import {
  NetworkError,
  RpcClient,
  SECOND,
  sleep,
  type Micros,
  type Network,
  type Process,
  type Task,
} from '../sim/index.ts';
import { answer, type Known } from './answers.ts';
import { readScrape, usageBetween, type Point, type Usage } from './scrape.ts';

export interface MetricsServerConfig {
  /** Its service account's. */
  readonly bearerToken: string;
  /** --metric-resolution */
  readonly resolution?: Micros;
}

const RESOLUTION: Micros = 15 * SECOND;
const SCRAPE_TIMEOUT: Micros = 10 * SECOND;

/** What one node told the last two times. */
interface Seen {
  readonly node: Usage | undefined;
  readonly nodePoint: Point | undefined;
  readonly points: ReadonlyMap<string, Point>;
  readonly usage: ReadonlyMap<string, Usage>;
}

const NOTHING: Seen = { node: undefined, nodePoint: undefined, points: new Map(), usage: new Map() };

/** Starts it in the process of its pod; what comes back answers what is asked at its port. */
export function startMetricsServer(
  process: Process,
  network: Network,
  config: MetricsServerConfig,
): (request: PodRequest) => PodReply {
  const server = new MetricsServer(process, network, config);
  process.go('scraper', server.run());
  return (request) => answer(request, server);
}

class MetricsServer implements Known {
  readonly #process: Process;
  readonly #network: Network;
  readonly #resolution: Micros;
  readonly #factory: SharedInformerFactory;
  readonly #nodes: Informer<Node>;
  readonly #pods: Informer<Pod>;
  readonly #seen = new Map<string, Seen>();

  constructor(process: Process, network: Network, { bearerToken, resolution = RESOLUTION }: MetricsServerConfig) {
    this.#process = process;
    this.#network = network;
    this.#resolution = resolution;
    const userAgent = 'metrics-server/v0.8.0 (linux/amd64) kubernetes';
    this.#factory = new SharedInformerFactory(
      new Client(process, network, { credentials: { bearerToken }, userAgent }),
    );
    this.#nodes = this.#factory.informer<Node>(NODES);
    this.#pods = this.#factory.informer<Pod>(PODS);
  }

  *run(): Task {
    this.#factory.start();
    yield* this.#nodes.waitForCacheSync();
    for (;;) {
      for (const { metadata } of this.#nodes.store.list()) this.#process.go('scrape', this.#scrape(metadata.name));
      yield* sleep(this.#process.sim, this.#resolution);
    }
  }

  /** metrics-server/pkg/scraper/scraper.go: a node that does not answer is left out until it does. */
  *#scrape(node: string): Task {
    const rpc = new RpcClient(this.#network, this.#process, kubeletAddress(node));
    const path = '/metrics/resource';
    try {
      const label = { form: 'request', verb: 'get', name: path } as const;
      const reply = (yield* rpc.call(label, { path }, SCRAPE_TIMEOUT)) as KubeletReply;
      if ('text' in reply) this.#learn(node, reply.text);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      this.#seen.delete(node);
    }
  }

  #learn(name: string, text: string): void {
    const before = this.#seen.get(name) ?? NOTHING;
    const { node, containers } = readScrape(text);
    const usage = new Map<string, Usage>();
    for (const [key, point] of containers) {
      const used = usageBetween(before.points.get(key), point) ?? before.usage.get(key);
      if (used) usage.set(key, used);
    }
    const ofNode = node && before.nodePoint ? usageBetween(before.nodePoint, node) : undefined;
    this.#seen.set(name, { node: ofNode ?? before.node, nodePoint: node, points: containers, usage });
  }

  nodes(): readonly ApiObject[] {
    return sorted(this.#nodes.store.list());
  }

  pods(namespace: string | undefined): readonly ApiObject[] {
    const all = this.#pods.store.list().filter(({ status }) => status.phase === 'Running');
    return sorted(namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace));
  }

  usageOfNode(name: string): Usage | undefined {
    return this.#seen.get(name)?.node;
  }

  usageOfPod(pod: ApiObject): readonly { readonly name: string; readonly usage: Usage }[] | undefined {
    const { metadata, spec } = pod as Pod;
    const known = this.#seen.get(spec.nodeName ?? '')?.usage;
    if (!known) return undefined;
    const containers = spec.containers.map(({ name }) => ({
      name,
      usage: known.get(`${metadata.namespace}/${metadata.name}/${name}`),
    }));
    return containers.every((one): one is { name: string; usage: Usage } => one.usage !== undefined)
      ? containers
      : undefined;
  }
}

function sorted<T extends ApiObject>(objects: readonly T[]): readonly T[] {
  const key = ({ metadata }: T) => `${metadata.namespace ?? ''}/${metadata.name}`;
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
