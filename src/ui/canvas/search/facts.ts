import type { IPod } from 'kubernetes-models/v1';
import { getControllerOf, type ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Facts } from '../../store/index.ts';
import { nodeStatus } from '../cluster/machine-view.ts';
import { stateOf } from '../../kinds/index.ts';
import { podView } from '../pod/pod-view.ts';

export const ZONE = 'topology.kubernetes.io/zone';
const NO_LABELS: Readonly<Record<string, string>> = {};

/** What a filter may ask of an object, each worked out when it is asked for: most filters ask little of very many. */
export class ObjectFacts implements Facts {
  constructor(
    readonly object: ApiObject,
    /** The zone of a node, by its name. */
    readonly zoneOf: (node: string) => string,
  ) {}

  get kind(): string {
    return this.object.kind;
  }

  get name(): string {
    return this.object.metadata.name;
  }

  get namespace(): string {
    return this.object.metadata.namespace ?? (this.kind === 'Namespace' ? this.name : '');
  }

  get labels(): Readonly<Record<string, string>> {
    return this.object.metadata.labels ?? NO_LABELS;
  }

  get status(): string {
    return statusOf(this.object);
  }

  get node(): string {
    if (this.kind === 'Node') return this.name;
    return this.kind === 'Pod' ? ((this.object.spec as IPod['spec'])?.nodeName ?? '') : '';
  }

  get owner(): string {
    return getControllerOf(this.object)?.name ?? '';
  }

  get zone(): string {
    if (this.kind === 'Node') return this.labels[ZONE] ?? '';
    return this.node === '' ? '' : this.zoneOf(this.node);
  }
}

/** The words by which a state is known: what kubectl prints and, of a pod, its shape: `Running ready`. */
export function statusOf(object: ApiObject): string {
  if (object.kind === 'Pod') {
    const { status, shape } = podView(object);
    return `${status} ${shape}`;
  }
  if (object.kind === 'Node') return nodeStatus(object);
  const { status, shape } = stateOf(object);
  return `${status} ${shape}`;
}
