import type { Container, Pod } from '../api/pod/types.ts';
import { durationString } from '../apimachinery/index.ts';
import { parseImageName, type ImageRecord } from '../cri-api/index.ts';
import { MILLISECOND, Waiter, type Micros, type Task } from '../sim/index.ts';
import { Backoff } from './backoff.ts';
import { INITIAL_CONTAINER_BACKOFF, MAX_CONTAINER_BACKOFF } from './config.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from '../cri-api/index.ts';

/** Why a container cannot be started yet, and when it is worth trying again. */
export class StartError extends Error {
  readonly reason: string;
  /** Virtual time at which the back-off ends. */
  readonly retryAt: Micros | undefined;

  constructor(reason: string, message: string, retryAt?: Micros) {
    super(message);
    this.name = 'StartError';
    this.reason = reason;
    this.retryAt = retryAt;
  }
}

/** An image takes this long to pull at most; then the call fails. */
const PULL_TIMEOUT: Micros = 600_000_000;

/** pkg/kubelet/images/image_manager.go: makes sure that an image is on the node; pulls are one at a time. */
export class ImageManager {
  readonly #context: KubeletContext;
  readonly #backoff: Backoff;
  readonly #lastErrors = new Map<string, string>();
  #pulling = false;
  readonly #queue: Waiter<void>[] = [];
  /** What is on the node as the kubelet last heard; reported in the node's status. */
  list: readonly ImageRecord[] = [];

  constructor(context: KubeletContext) {
    this.#context = context;
    this.#backoff = new Backoff(context.sim, INITIAL_CONTAINER_BACKOFF, MAX_CONTAINER_BACKOFF);
  }

  forget(uid: string): void {
    this.#backoff.forget(uid);
    if (this.#lastErrors.size === 0) return;
    for (const key of [...this.#lastErrors.keys()]) if (key.startsWith(uid)) this.#lastErrors.delete(key);
  }

  /** The image as the runtime is to be asked for it. Throws StartError. */
  *ensureImageExists(pod: Pod, container: Container): Task<string> {
    const name = parseImageName(container.image);
    if (typeof name === 'string') {
      const message = `Failed to apply default image tag "${container.image}": couldn't parse image name "${container.image}": ${name}`;
      this.#context.containerEvent(pod, container.name, 'Warning', 'InspectFailed', message);
      throw new StartError('InvalidImageName', message);
    }
    const image = name.tag === undefined && name.digest === undefined ? `${container.image}:latest` : container.image;
    const present = yield* this.#present(pod, container, image);
    if (container.imagePullPolicy === 'Never' && !present) {
      const message = `Container image "${container.image}" is not present with pull policy of Never`;
      this.#context.containerEvent(pod, container.name, 'Warning', 'ErrImageNeverPull', message);
      throw new StartError('ErrImageNeverPull', message);
    }
    if (present && container.imagePullPolicy !== 'Always') {
      const message = `Container image "${container.image}" already present on machine and can be accessed by the pod`;
      this.#context.containerEvent(pod, container.name, 'Normal', 'Pulled', message);
      return image;
    }
    yield* this.#pull(pod, container, image);
    return image;
  }

  *#present(pod: Pod, container: Container, image: string): Task<boolean> {
    try {
      const { image: found } = yield* this.#context.cri.call('ImageStatus', { image }, image);
      return found !== undefined;
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
      const message = `Failed to inspect image "${container.image}": ${error.message}`;
      this.#context.containerEvent(pod, container.name, 'Warning', 'InspectFailed', message);
      throw new StartError('ImageInspectError', message);
    }
  }

  *#pull(pod: Pod, container: Container, image: string): Task {
    const { sim, cri } = this.#context;
    const key = `${pod.metadata.uid}_${container.image}`;
    const wait = this.#backoff.remainingSinceUpdate(key);
    if (wait > 0) {
      const message = `Back-off pulling image "${container.image}"`;
      this.#context.containerEvent(pod, container.name, 'Normal', 'BackOff', message);
      const why = this.#lastErrors.get(key);
      throw new StartError('ImagePullBackOff', why === undefined ? message : `${message}: ${why}`, sim.now + wait);
    }
    this.#context.containerEvent(pod, container.name, 'Normal', 'Pulling', `Pulling image "${container.image}"`);
    const asked = sim.now;
    if (this.#pulling) yield* this.#turn();
    this.#pulling = true;
    const began = sim.now;
    try {
      const { size } = yield* cri.call('PullImage', { image }, image, undefined, PULL_TIMEOUT);
      const pulled = `Successfully pulled image "${container.image}" in `;
      const took = inMilliseconds(sim.now - began);
      const inAll = inMilliseconds(sim.now - asked);
      // Joined, the text is one piece in memory for as long as its event is kept; added up, it is a dozen.
      const message = [pulled, took, ' (', inAll, ' including waiting). Image size: ', size, ' bytes.'].join('');
      this.#context.containerEvent(pod, container.name, 'Normal', 'Pulled', message);
      this.#lastErrors.delete(key);
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
      // Of a failed pull the kubelet drops gRPC's words when they say nothing.
      const why = error.code === 'Unknown' ? error.description : error.message;
      const message = `Failed to pull image "${container.image}": ${why}`;
      this.#context.containerEvent(pod, container.name, 'Warning', 'Failed', message);
      this.#backoff.next(key, sim.now);
      this.#lastErrors.set(key, `ErrImagePull: ${why}`);
      throw new StartError('ErrImagePull', why, sim.now + this.#backoff.get(key));
    } finally {
      this.#next();
    }
    yield* this.#refresh();
  }

  /** Waits for the pulls that were asked for before. */
  *#turn(): Task {
    const waiter = new Waiter<void>(this.#context.sim);
    this.#queue.push(waiter);
    yield* waiter.wait();
  }

  #next(): void {
    const next = this.#queue.shift();
    if (next) next.settle();
    else this.#pulling = false;
  }

  *#refresh(): Task {
    try {
      const { images } = yield* this.#context.cri.call('ListImages', {});
      if (images.length !== this.list.length) this.list = images;
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
    }
  }

  /** After a start: what the disk already has. */
  *loadList(): Task {
    yield* this.#refresh();
  }
}

function inMilliseconds(duration: Micros): string {
  return durationString(Math.floor(duration / MILLISECOND) * MILLISECOND);
}
