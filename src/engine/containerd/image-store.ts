import { fullImageName, parseImageName, repositoryOf, type ImageInfo, type ImageRecord } from '../cri-api/index.ts';
import { sha256Like } from './digest.ts';
import { KNOWN_IMAGES, standIn, type Image, type Layer } from './images/index.ts';

export interface StoredImage {
  readonly record: ImageRecord;
  readonly image: Image;
  /** `docker.io/library/nginx:latest`. */
  readonly name: string;
  readonly imageRef: string;
}

/**
 * What is on a node's disk: layers by digest, each once, and images that name them. Survives the death of containerd.
 *
 * Worked example: after pulling nginx and httpd, which share Debian, `layers` holds seven digests and not eight.
 */
export class ImageStore {
  readonly #images = new Map<string, StoredImage>();
  readonly #layers = new Map<string, number>();
  #list: readonly ImageRecord[] | undefined;

  /** Bytes of all layers, each counted once. */
  get size(): number {
    let sum = 0;
    for (const size of this.#layers.values()) sum += size;
    return sum;
  }

  get(image: string): StoredImage | undefined {
    const known = this.#images.get(image);
    if (known) return known;
    const name = parseImageName(image);
    return typeof name === 'string' ? undefined : this.#images.get(fullImageName(name));
  }

  list(): readonly ImageRecord[] {
    return (this.#list ??= this.stored().map(({ record }) => record));
  }

  /** Each image once. */
  stored(): readonly StoredImage[] {
    return [...new Set(this.#images.values())];
  }

  missing(layers: readonly Layer[]): readonly Layer[] {
    return layers.filter((layer) => !this.#layers.has(layer.digest));
  }

  addLayer(layer: Layer): void {
    this.#layers.set(layer.digest, layer.size);
  }

  /** Records an image all of whose layers are here. `full` is its full name. */
  add(full: string, layers: readonly Layer[]): StoredImage {
    // A tag always names the same image, so pulling it again brings nothing new.
    const known = this.#images.get(full);
    if (known?.name === full) return known;
    const name = parseImageName(full);
    if (typeof name === 'string') throw new Error(name);
    const repository = repositoryOf(name);
    const digest = name.digest ?? sha256Like(`manifest ${full}`);
    const size = layers.reduce((sum, layer) => sum + layer.size, 0);
    const imageRef = `${repository}@${digest}`;
    const record: ImageRecord = {
      id: sha256Like(`config ${full}`),
      repoTags: name.digest === undefined ? [full] : [],
      repoDigests: [imageRef],
      size,
    };
    const stored: StoredImage = {
      record,
      image: KNOWN_IMAGES.get(repository) ?? standIn(repository),
      name: full,
      imageRef,
    };
    this.#list = undefined;
    this.#images.set(full, stored);
    this.#images.set(imageRef, stored);
    return stored;
  }

  remove(full: string): void {
    const stored = this.get(full);
    if (!stored) return;
    this.#list = undefined;
    this.#images.delete(stored.name);
    this.#images.delete(stored.imageRef);
    const used = new Set(
      [...this.#images.values()].flatMap((other) => other.image.layers.map((layer) => layer.digest)),
    );
    for (const digest of [...this.#layers.keys()]) if (!used.has(digest)) this.#layers.delete(digest);
  }
}

/** An image's configuration, as far as its description has one. What made a layer is not known, only what is in it. */
export function infoOf({ image }: StoredImage): ImageInfo {
  return {
    env: Object.entries(image.env ?? {}).map(([name, value]) => `${name}=${value}`),
    entrypoint: image.entrypoint,
    cmd: image.cmd,
    workingDir: image.workingDir ?? '',
    user: image.user?.name ?? '',
    layers: image.layers.map(({ digest, size, name }, i) => ({
      digest,
      size,
      createdBy: i === 0 ? `ADD ${name} in /` : `RUN /bin/sh -c # ${name}`,
    })),
  };
}
