import { CriFailure, fullImageName, parseImageName } from '../cri-api/index.ts';
import { NetworkError, RpcClient, SECOND, sleep, type Network, type Process, type Task } from '../sim/index.ts';
import type { PullRow } from '../trace/index.ts';
import type { ImageStore, StoredImage } from './image-store.ts';
import type { Layer } from './images/index.ts';
import { REGISTRY_ADDRESS, type RegistryReply, type RegistryRequest } from './registry.ts';

/** Bytes a second that are unpacked onto the disk. */
const UNPACK_RATE = 180_000_000;
const PULL_TIMEOUT = 300 * SECOND;

/** Fetches manifests and the layers that are not here yet, one layer at a time: the wire is the bottleneck anyway. */
export class Puller {
  readonly #process: Process;
  readonly #store: ImageStore;
  readonly #rpc: RpcClient;
  /** What is being pulled now, for observers. */
  readonly pulls = new Map<string, PullRow>();

  constructor(process: Process, network: Network, store: ImageStore) {
    this.#process = process;
    this.#store = store;
    this.#rpc = new RpcClient(network, process, REGISTRY_ADDRESS);
  }

  *pull(image: string): Task<StoredImage | CriFailure> {
    const name = parseImageName(image);
    if (typeof name === 'string')
      return new CriFailure(`failed to parse image reference "${image}": ${name}`, 'Unknown');
    const full = fullImageName(name);
    try {
      const manifest = yield* this.#ask('manifests', full, { manifest: full });
      if ('refusal' in manifest) return refused(full, manifest.refusal, manifest.code);
      if (!('layers' in manifest)) return refused(full, 'unexpected media type', 'Unknown');
      const missing = this.#store.missing(manifest.layers);
      const total = missing.reduce((sum, { size }) => sum + size, 0);
      this.pulls.set(full, { image: full, bytes: 0, total });
      let bytes = 0;
      for (const layer of missing) {
        yield* this.#fetch(layer, full);
        bytes += layer.size;
        this.pulls.set(full, { image: full, bytes, total });
      }
      return this.#store.add(full, manifest.layers);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      const url = `https://${registryHost(name.domain)}/v2/${name.path}/manifests/${name.tag ?? 'latest'}`;
      return refused(full, `failed to do request: Head "${url}": dial tcp: ${reason(error)}`, 'Unknown');
    } finally {
      this.pulls.delete(full);
    }
  }

  *#fetch(layer: Layer, image: string): Task {
    const span = this.#process.begin('fetch layer', layer.digest);
    const { sim } = this.#process;
    try {
      yield* this.#ask('blobs', image, { blob: layer.digest, size: layer.size, image });
      yield* sleep(sim, Math.ceil((layer.size / UNPACK_RATE) * SECOND));
    } catch (error) {
      span.end('error', { bytes: layer.size, image });
      throw error;
    }
    this.#store.addLayer(layer);
    span.end('ok', { bytes: layer.size, image });
  }

  *#ask(resource: string, name: string, request: RegistryRequest): Task<RegistryReply> {
    return (yield* this.#rpc.call(
      { form: 'request', verb: 'GET', resource, name },
      request,
      PULL_TIMEOUT,
    )) as RegistryReply;
  }
}

function refused(full: string, text: string, code: CriFailure['code']): CriFailure {
  const failure = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${text}`;
  return new CriFailure(failure, code);
}

function registryHost(domain: string): string {
  return domain === 'docker.io' ? 'registry-1.docker.io' : domain;
}

function reason(error: NetworkError): string {
  return error.reason === 'refused' ? 'connect: no route to host' : 'i/o timeout';
}
