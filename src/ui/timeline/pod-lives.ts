import { getControllerOf, type ApiObject } from '../../engine/apimachinery/index.ts';
import { isRecord } from '../inspector/diff.ts';
import type { Mirror } from '../store/index.ts';

/** A pod that is or was, and where its track belongs. */
export interface PodLife {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** The last node it was bound to; '' while it has none. */
  readonly node: string;
  /** `Deployment web`, `DaemonSet kube-proxy`; '' for one that nobody owns. */
  readonly owner: string;
}

/** Every pod of the history in the order of its coming, kept as versions arrive. */
export class PodLives {
  readonly lives = new Map<string, PodLife>();
  /** Rises when one comes, or finds its node. */
  version = 0;
  #seen = 0;

  constructor(readonly mirror: Mirror) {
    this.#takeIn();
  }

  /** Returns how to stop following. */
  follow(): () => void {
    return this.mirror.onChange(({ resource, trimmed }) => {
      if (resource !== 'pods') return;
      if (trimmed) {
        this.#seen = 0;
        this.lives.clear();
        this.version++;
      }
      this.#takeIn();
    });
  }

  #takeIn(): void {
    const { versions } = this.mirror.log('pods');
    for (; this.#seen < versions.length; this.#seen++) {
      const { key, object } = versions[this.#seen]!;
      if (!object) continue;
      const node = nodeOf(object);
      const known = this.lives.get(key);
      if (known && (known.node === node || node === '')) continue;
      const { namespace = '', name } = object.metadata;
      this.lives.set(key, { key, namespace, name, node, owner: ownerOf(object) });
      this.version++;
    }
  }
}

function nodeOf({ spec }: ApiObject): string {
  const node = isRecord(spec) ? spec['nodeName'] : undefined;
  return typeof node === 'string' ? node : '';
}

/** A ReplicaSet that carries its template's hash in its name belongs to a Deployment. */
function ownerOf(pod: ApiObject): string {
  const owner = getControllerOf(pod);
  if (!owner) return '';
  const hash = pod.metadata.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return `Deployment ${owner.name.slice(0, -hash.length - 1)}`;
  return owner.kind === 'Job' ? `Job ${owner.name.replace(/-\d{8,}$/, '')}` : `${owner.kind} ${owner.name}`;
}
