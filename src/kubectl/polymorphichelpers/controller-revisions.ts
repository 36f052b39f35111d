import type { IControllerRevision } from 'kubernetes-models/apps/v1/ControllerRevision';
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import {
  deepEqual,
  getControllerOf,
  labelSelectorAsSelector,
  type ApiObject,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import { listAll } from '../rest/list-all.ts';
import type { Json, Rest } from '../rest/types.ts';

/** What keeps its history in ControllerRevisions. */
export type Revised = IDaemonSet | IStatefulSet;

/** Those that the object controls, oldest first (polymorphichelpers/history.go, controlledHistory). */
export async function controlledHistory(rest: Rest, { metadata, spec }: Revised): Promise<IControllerRevision[]> {
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(metadata?.namespace ?? '')}/controllerrevisions`;
  const labelSelector = labelSelectorAsSelector(spec?.selector as WireLabelSelector | undefined).toString();
  const listed = await listAll<IControllerRevision>({ rest, chunkSize: 0 }, path, { labelSelector });
  const own = listed.filter((one) => getControllerOf(one as unknown as ApiObject)?.uid === metadata?.uid);
  return own.sort((a, b) => a.revision - b.revision);
}

/** The pod template that a revision keeps: a patch that replaces the one there is. */
export function templateOf({ data }: IControllerRevision): IPodTemplateSpec {
  const kept = (data as { readonly spec?: { readonly template?: Json } } | undefined)?.spec?.template ?? {};
  const { $patch: _directive, ...template } = kept;
  return template as IPodTemplateSpec;
}

/** The object as it would be with a revision's template (applyDaemonSetHistory, applyStatefulSetHistory). */
export function atRevision(object: Revised, revision: IControllerRevision): Json {
  return { ...object, spec: { ...object.spec, template: templateOf(revision) } };
}

/** daemonSetMatch, statefulsetMatch. */
export function matches(object: Revised, revision: IControllerRevision): boolean {
  return deepEqual(object.spec?.template, templateOf(revision));
}
