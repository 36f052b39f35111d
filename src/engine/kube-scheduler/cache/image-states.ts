import type { Node } from '../../api/node/types.ts';

interface ImageState {
  size: number;
  readonly nodes: Set<string>;
}

/** Which nodes have which image, and how large it is (backend/cache/cache.go, imageStates). */
export class ImageStates {
  readonly #images = new Map<string, ImageState>();

  get(name: string): Readonly<ImageState> | undefined {
    return this.#images.get(name);
  }

  nodeChanged(before: Node | undefined, after: Node | undefined): void {
    if (before?.status.images === after?.status.images) return;
    const name = (after ?? before)?.metadata.name ?? '';
    for (const image of before?.status.images ?? []) {
      for (const imageName of image.names ?? []) this.#drop(imageName, name);
    }
    for (const image of after?.status.images ?? []) {
      for (const imageName of image.names ?? []) this.#add(imageName, image.sizeBytes ?? 0, name);
    }
  }

  #add(imageName: string, size: number, node: string): void {
    const known = this.#images.get(imageName);
    if (known) {
      known.nodes.add(node);
      return;
    }
    this.#images.set(imageName, { size, nodes: new Set([node]) });
  }

  #drop(imageName: string, node: string): void {
    const known = this.#images.get(imageName);
    known?.nodes.delete(node);
    if (known?.nodes.size === 0) this.#images.delete(imageName);
  }
}
