import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { ImageStates } from './image-states.ts';
import { NodeInfo } from './node-info.ts';
import { interleaveZones, zoneKey } from './node-tree.ts';
import { PodClasses } from './pod-class.ts';
import { isSameForScheduling, newPodInfo, updatedPodInfo, type PodInfo } from './pod-info.ts';

interface PlacedPod {
  info: PodInfo;
  node: NodeInfo;
  /** Placed by us, and not yet seen on its node through the API server. */
  assumed: boolean;
}

/**
 * What the scheduler believes of the cluster: the API server's word, and on top of it the pods it has placed itself and not
 * heard of yet (backend/cache/cache.go). An assumed pod becomes an added one when its binding is seen, or is forgotten when
 * the binding failed; as upstream since 1.25 it never expires by time.
 *
 * A cycle reads it directly: it runs to completion, so nobody can change it under the plugins, and no snapshot is copied.
 */
export class Cache {
  readonly classes = new PodClasses();
  readonly images = new ImageStates();
  readonly #nodes = new Map<string, NodeInfo>();
  readonly #pods = new Map<string, PlacedPod>();
  #order: readonly NodeInfo[] | undefined;

  /** Nodes that exist, zones interleaved. The same array until a node comes, goes or moves. */
  list(): readonly NodeInfo[] {
    return (this.#order ??= interleaveZones(this.#nodes.values()));
  }

  getNode(name: string): NodeInfo | undefined {
    const info = this.#nodes.get(name);
    return info?.node === undefined ? undefined : info;
  }

  podCount(): number {
    return this.#pods.size;
  }

  /** The node a pod is on, or is assumed to be on. */
  nodeOf(uid: string): string | undefined {
    return this.#pods.get(uid)?.node.name;
  }

  isAssumed(uid: string): boolean {
    return this.#pods.get(uid)?.assumed === true;
  }

  assumePod(info: PodInfo, nodeName: string): void {
    this.#place(info, nodeName, true);
  }

  forgetPod(uid: string): void {
    if (this.isAssumed(uid)) this.#remove(uid);
  }

  addPod(pod: Pod): void {
    const { uid } = pod.metadata;
    const placed = this.#pods.get(uid);
    if (placed) this.#replace(placed, pod);
    else this.#place(newPodInfo(pod, this.classes), pod.spec.nodeName ?? '', false);
  }

  updatePod(pod: Pod): void {
    this.addPod(pod);
  }

  removePod(uid: string): void {
    if (this.#pods.has(uid)) this.#remove(uid);
  }

  addNode(node: Node): void {
    const { name } = node.metadata;
    const info = this.#infoOf(name);
    const before = info.node;
    if (before === undefined || zoneKey(before) !== zoneKey(node)) this.#order = undefined;
    this.images.nodeChanged(before, node);
    info.setNode(node);
  }

  updateNode(node: Node): void {
    this.addNode(node);
  }

  removeNode(name: string): void {
    const info = this.#nodes.get(name);
    if (info?.node === undefined) return;
    this.images.nodeChanged(info.node, undefined);
    info.node = undefined;
    this.#order = undefined;
    if (info.pods.size === 0) this.#nodes.delete(name);
  }

  #infoOf(name: string): NodeInfo {
    let info = this.#nodes.get(name);
    if (!info) this.#nodes.set(name, (info = new NodeInfo(name)));
    return info;
  }

  #place(info: PodInfo, nodeName: string, assumed: boolean): void {
    const node = this.#infoOf(nodeName);
    info.podClass = this.classes.add(info.podClass, node);
    node.addPod(info);
    this.#pods.set(info.uid, { info, node, assumed });
  }

  #replace(placed: PlacedPod, pod: Pod): void {
    const { nodeName = '' } = pod.spec;
    if (nodeName === placed.node.name && isSameForScheduling(placed.info.pod, pod)) {
      placed.info.pod = pod;
      placed.assumed = false;
      return;
    }
    const info = updatedPodInfo(placed.info, pod, this.classes);
    if (nodeName !== placed.node.name) {
      // It went elsewhere than was assumed: the API server's word counts.
      this.#remove(info.uid);
      this.#place(info, nodeName, false);
      return;
    }
    placed.assumed = false;
    if (info.podClass !== placed.info.podClass) {
      this.classes.remove(placed.info.podClass, placed.node);
      info.podClass = this.classes.add(info.podClass, placed.node);
    }
    if (info.requests === placed.info.requests) {
      placed.node.pods.set(info.uid, info);
    } else {
      placed.node.removePod(info.uid);
      placed.node.addPod(info);
    }
    placed.info = info;
  }

  #remove(uid: string): void {
    const { info, node } = this.#pods.get(uid)!;
    this.#pods.delete(uid);
    this.classes.remove(info.podClass, node);
    node.removePod(uid);
    if (node.node === undefined && node.pods.size === 0) this.#nodes.delete(node.name);
  }
}
