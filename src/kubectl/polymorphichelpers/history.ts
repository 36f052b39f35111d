import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { CommandError } from '../cobra/errors.ts';
import { describePodTemplate } from '../describe/pod-template.ts';
import { untabbed } from '../describe/prefix-writer.ts';
import { inColumns } from '../printers/tabwriter.ts';
import { pathOf, type Json, type Mapping, type Rest } from '../rest/types.ts';
import { atRevision, controlledHistory, templateOf, type Revised } from './controller-revisions.ts';
import { replicaSetsOf } from './replicasets.ts';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const REVISION = 'deployment.kubernetes.io/revision';

/** One revision of a workload. */
export interface Revision {
  readonly number: number;
  /** `''`: nobody said why. */
  readonly cause: string;
  readonly template: IPodTemplateSpec;
  /** What `-o` prints of it. */
  readonly object: Json;
}

/** `Job.batch`, `Pod`. */
export function groupKind({ group, kind }: Pick<Mapping, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function annotationOf(object: { readonly metadata?: { readonly annotations?: Json } }, key: string): string {
  const value = object.metadata?.annotations?.[key];
  return typeof value === 'string' ? value : '';
}

/** deploymentutil.Revision: which revision a deployment or a replica set is of; undefined when it does not say. */
export function revisionOf(object: IDeployment | IReplicaSet): number | undefined {
  const text = annotationOf(object, REVISION);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A change's cause is shown where the template is: among its annotations. */
function withCause(template: IPodTemplateSpec, cause: string): IPodTemplateSpec {
  if (cause === '') return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

async function ofDeployment(rest: Rest, deployment: IDeployment): Promise<Revision[]> {
  const { old, current } = await replicaSetsOf(deployment, { rest, chunkSize: 0 });
  return (current === undefined ? old : [...old, current]).flatMap((set) => {
    const number = revisionOf(set);
    if (number === undefined) return [];
    const cause = annotationOf(set, CHANGE_CAUSE);
    const object: Json = { ...set, apiVersion: 'apps/v1', kind: 'ReplicaSet' };
    return [{ number, cause, template: withCause(set.spec?.template ?? {}, cause), object }];
  });
}

async function ofRevised(rest: Rest, object: Revised): Promise<Revision[]> {
  const revisions = await controlledHistory(rest, object);
  return revisions.map((revision) => ({
    number: revision.revision,
    cause: annotationOf(revision, CHANGE_CAUSE),
    template: templateOf(revision),
    object: atRevision(object, revision),
  }));
}

/** Kinds that kubectl's visitor of workloads knows and that keep no revisions (kubectl/pkg/apps/kind_visitor.go). */
const WITHOUT_REVISIONS = new Set(['Pod', 'ReplicationController', 'ReplicaSet.apps', 'Job.batch', 'CronJob.batch']);

/** Refuses kinds that keep no revisions, in the two ways that kubectl has of saying so. */
export function requireRevisions(mapping: Mapping, what: string, tool: string): void {
  const kind = groupKind(mapping);
  if (['Deployment.apps', 'DaemonSet.apps', 'StatefulSet.apps'].includes(kind)) return;
  if (WITHOUT_REVISIONS.has(kind))
    throw new CommandError(`no ${tool} has been implemented for ${JSON.stringify(kind)}`);
  const visited = `no visitor method exists for {${mapping.group} ${mapping.kind}}`;
  throw new CommandError(`error retrieving ${what} for ${JSON.stringify(kind)}, ${visited}`);
}

/** Every revision there is, oldest first. Throws for kinds that have none (polymorphichelpers/history.go). */
export async function historyOf(rest: Rest, mapping: Mapping, object: Json): Promise<Revision[]> {
  const kind = groupKind(mapping);
  requireRevisions(mapping, 'history', 'history viewer');
  const { name, namespace } = (object['metadata'] ?? {}) as { readonly name?: string; readonly namespace?: string };
  const fresh: unknown = await rest.get(pathOf(mapping, namespace ?? '', name));
  const revisions =
    kind === 'Deployment.apps'
      ? await ofDeployment(rest, fresh as IDeployment)
      : await ofRevised(rest, fresh as Revised);
  return revisions.sort((a, b) => a.number - b.number);
}

/** printTemplate. */
export function templateText(template: IPodTemplateSpec): string {
  return untabbed((w) => describePodTemplate(template, w));
}

/** The revisions and why they came to be; of one revision, its template. */
export function historyText(revisions: readonly Revision[], wanted: number): string {
  if (revisions.length === 0) return 'No rollout history found.';
  if (wanted > 0) return templateText(theRevision(revisions, wanted).template);
  const rows = revisions.map(({ number, cause }) => [String(number), cause === '' ? '<none>' : cause]);
  return inColumns([['REVISION', 'CHANGE-CAUSE'], ...rows], { minWidth: 0, padding: 2 });
}

export function theRevision(revisions: readonly Revision[], wanted: number): Revision {
  const found = revisions.find(({ number }) => number === wanted);
  if (found === undefined) throw new CommandError('unable to find the specified revision');
  return found;
}
