import { directory, type DirectoryNode, type FileNode } from '../shell/index.ts';

/** The volumes of one pod, as the kubelet has put them on its node's disk. */
export interface PodVolumes {
  /** What stands where a volume is mounted; undefined: there is no such volume. Made when first asked for. */
  volume(name: string): DirectoryNode | FileNode | undefined;
}

/**
 * A node's disk as far as two programs share it: the kubelet puts volumes there (/var/lib/kubelet/pods), and the runtime mounts
 * them into containers. It outlives both.
 */
export class NodeDisk {
  readonly #pods = new Map<string, PodVolumes>();
  /** What hostPath volumes show. */
  readonly root: DirectoryNode = directory();
  /** Directories of local-path volumes, by the volume's name. */
  readonly claims = new Map<string, DirectoryNode>();

  pod(uid: string): PodVolumes | undefined {
    return this.#pods.get(uid);
  }

  put(uid: string, volumes: PodVolumes): void {
    this.#pods.set(uid, volumes);
  }

  remove(uid: string): void {
    this.#pods.delete(uid);
  }
}
