import type { PodInfo } from '../cache/pod-info.ts';

/** Pods for which room is being made, by the node where (backend/queue/nominator.go). */
export class Nominator {
  readonly #byNode = new Map<string, Map<string, PodInfo>>();
  readonly #nodeOf = new Map<string, string>();

  /** `nodeName` absent: what the pod's status says. */
  add(pod: PodInfo, nodeName?: string): void {
    this.delete(pod.uid);
    const node = nodeName ?? pod.pod.status.nominatedNodeName ?? '';
    if (node === '') return;
    this.#nodeOf.set(pod.uid, node);
    let pods = this.#byNode.get(node);
    if (!pods) this.#byNode.set(node, (pods = new Map()));
    pods.set(pod.uid, pod);
  }

  delete(uid: string): void {
    const node = this.#nodeOf.get(uid);
    if (node === undefined) return;
    this.#nodeOf.delete(uid);
    const pods = this.#byNode.get(node);
    pods?.delete(uid);
    if (pods?.size === 0) this.#byNode.delete(node);
  }

  /** The status that an update brings may lag behind our own nomination, which then stays. */
  update(before: string, after: PodInfo): void {
    const own = this.#nodeOf.get(before);
    const said = after.pod.status.nominatedNodeName;
    if (own === undefined && said === undefined) return;
    this.add(after, said ?? own);
  }

  nodeOf(uid: string): string | undefined {
    return this.#nodeOf.get(uid);
  }

  get size(): number {
    return this.#nodeOf.size;
  }

  podsOn(node: string): Iterable<PodInfo> | undefined {
    return this.#byNode.get(node)?.values();
  }
}
