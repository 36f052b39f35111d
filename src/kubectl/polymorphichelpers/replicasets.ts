import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import {
  compareStrings,
  getControllerOf,
  labelSelectorAsSelector,
  semanticDeepEqual,
  type ApiObject,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import { sortGo } from '../go-sort.ts';
import { listAll, type Listing } from '../rest/list-all.ts';

const HASH = 'pod-template-hash';

export interface ReplicaSets {
  /** All but the current one, in the server's order. */
  readonly old: readonly IReplicaSet[];
  readonly current: IReplicaSet | undefined;
}

/** A pod template without the label that tells its replica set's pods from others. */
export function withoutHash(template: IPodTemplateSpec | undefined): IPodTemplateSpec {
  const labels = { ...template?.metadata?.labels };
  delete labels[HASH];
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** EqualIgnoreHash: whether two templates make the same pods. */
export function sameTemplate(a: IPodTemplateSpec | undefined, b: IPodTemplateSpec | undefined): boolean {
  return semanticDeepEqual(withoutHash(a), withoutHash(b));
}

function olderFirst(a: IReplicaSet, b: IReplicaSet): boolean {
  const [first, second] = [a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? ''];
  return first === second
    ? compareStrings(a.metadata?.name ?? '', b.metadata?.name ?? '') < 0
    : compareStrings(first, second) < 0;
}

/** GetAllReplicaSets: those that a deployment controls (kubectl/pkg/util/deployment/deployment.go). */
export async function replicaSetsOf({ metadata, spec }: IDeployment, listing: Listing): Promise<ReplicaSets> {
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(metadata?.namespace ?? '')}/replicasets`;
  const labelSelector = labelSelectorAsSelector(spec?.selector as WireLabelSelector | undefined).toString();
  const listed = await listAll<IReplicaSet>(listing, path, { labelSelector });
  const own = listed.filter((set) => getControllerOf(set as unknown as ApiObject)?.uid === metadata?.uid);
  const current = sortGo(own, olderFirst).find((set) => sameTemplate(set.spec?.template, spec?.template));
  return { old: own.filter((set) => set !== current), current };
}
