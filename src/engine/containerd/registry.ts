import { fullImageName, parseImageName, repositoryOf } from '../cri-api/index.ts';
import { MILLISECOND, serve, sleep, type Network, type Process, type ServerCall, type Task } from '../sim/index.ts';
import { KNOWN_IMAGES, isMissingRepository, isMissingTag, standIn, type Layer } from './images/index.ts';

export const REGISTRY_ADDRESS = 'registry';

export type RegistryRequest =
  { readonly manifest: string } | { readonly blob: string; readonly size: number; readonly image: string };

export type RegistryReply =
  | { readonly layers: readonly Layer[] }
  | { readonly blob: string }
  | { readonly refusal: string; readonly code: 'NotFound' | 'Unknown' };

/** To make pulls slow or fail: the hands of whoever breaks things. Images are named as in a pod's spec. */
export interface RegistryFaults {
  /** Bytes take this many times as long; 1 mends it. */
  slowPulls(image: string, factor: number): void;
  /** Pulls end with this text; undefined mends it. */
  failPulls(image: string, message: string | undefined): void;
}

/** How long a registry thinks before it answers. */
const MANIFEST_TIME = 120 * MILLISECOND;
const BLOB_TIME = 30 * MILLISECOND;

/**
 * All public registries in one, at the far end of the WAN. A layer's answer says its size, so the wire between takes the
 * time that the bytes take.
 */
export function startRegistry(process: Process, network: Network): RegistryFaults {
  const slow = new Map<string, number>();
  const failing = new Map<string, string>();
  serve(network, process, REGISTRY_ADDRESS, function* (call: ServerCall): Task {
    const request = call.request as RegistryRequest;
    if ('manifest' in request) {
      yield* sleep(process.sim, MANIFEST_TIME);
      const reply = manifest(request.manifest, failing);
      call.reply({ form: 'response', verb: 'GET', resource: 'manifests', code: 'layers' in reply ? 200 : 404 }, reply);
      return;
    }
    yield* sleep(process.sim, BLOB_TIME);
    const bytes = Math.ceil(request.size * (slow.get(request.image) ?? 1));
    call.reply({ form: 'response', verb: 'GET', resource: 'blobs', code: 200, bytes }, { blob: request.blob });
  });
  return {
    slowPulls: (image, factor) => void slow.set(canonical(image), factor),
    failPulls: (image, message) => {
      if (message === undefined) failing.delete(canonical(image));
      else failing.set(canonical(image), message);
    },
  };
}

function canonical(image: string): string {
  const name = parseImageName(image);
  return typeof name === 'string' ? image : fullImageName(name);
}

function manifest(image: string, failing: ReadonlyMap<string, string>): RegistryReply {
  const failure = failing.get(image);
  if (failure !== undefined) return { refusal: failure, code: 'Unknown' };
  const name = parseImageName(image);
  if (typeof name === 'string') return { refusal: name, code: 'Unknown' };
  const repository = repositoryOf(name);
  const known = KNOWN_IMAGES.get(repository);
  if (!known && isMissingRepository(repository)) {
    if (name.domain !== 'docker.io') return { refusal: `${image}: not found`, code: 'NotFound' };
    const refusal =
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
    return { refusal, code: 'Unknown' };
  }
  const tag = name.tag ?? 'latest';
  const tagged = name.digest !== undefined || (known?.tags ? known.tags.includes(tag) : !isMissingTag(tag));
  if (!tagged) return { refusal: `${image}: not found`, code: 'NotFound' };
  return { layers: (known ?? standIn(repository)).layers };
}
