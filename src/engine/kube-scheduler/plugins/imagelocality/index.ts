import type { Cache } from '../../cache/cache.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState, type StateData } from '../../framework/cycle-state.ts';
import { MAX_NODE_SCORE, type Plugin } from '../../framework/interface.ts';
import { IMAGE_LOCALITY } from '../names.ts';

const MEGABYTE = 1024 * 1024;
/** Below this an image is pulled faster than it matters where it is. */
const MIN_THRESHOLD = 23 * MEGABYTE;
const MAX_CONTAINER_THRESHOLD = 1000 * MEGABYTE;

interface WantedImage {
  /** Its size, less for images that few nodes have, lest all pods flock to them. */
  readonly scaledSize: number;
  readonly nodes: ReadonlySet<string>;
}

class WantedImages implements StateData {
  constructor(
    readonly images: readonly WantedImage[],
    readonly count: number,
  ) {}
  clone(): StateData {
    return this;
  }
}

const SCORE_STATE = new StateKey<WantedImages>();

/** Nodes report images with a tag. */
export function normalizedImageName(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}

/** Likes nodes that already have the images (plugins/imagelocality/image_locality.go). */
export class ImageLocality implements Plugin {
  readonly name = IMAGE_LOCALITY;
  constructor(readonly cache: Cache) {}

  preScore(state: CycleState, { pod }: PodInfo): undefined {
    const total = this.cache.list().length;
    const images: WantedImage[] = [];
    let count = 0;
    for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
      count++;
      const known = this.cache.images.get(normalizedImageName(container.image));
      if (known === undefined) continue;
      images.push({ scaledSize: Math.trunc((known.size * known.nodes.size) / total), nodes: known.nodes });
    }
    state.write(SCORE_STATE, new WantedImages(images, count));
  }

  score(state: CycleState, _pod: PodInfo, node: NodeInfo): number {
    const wanted = state.read(SCORE_STATE);
    if (wanted === undefined || wanted.images.length === 0) return 0;
    let sum = 0;
    for (const { scaledSize, nodes } of wanted.images) if (nodes.has(node.name)) sum += scaledSize;
    const most = MAX_CONTAINER_THRESHOLD * wanted.count;
    const bounded = Math.min(Math.max(sum, MIN_THRESHOLD), most);
    return Math.trunc((MAX_NODE_SCORE * (bounded - MIN_THRESHOLD)) / (most - MIN_THRESHOLD));
  }
}
