import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { CommandError } from '../cobra/errors.ts';
import type { DryRun } from '../flags/index.ts';
import { Helper } from '../resource/rest-helper.ts';
import type { Info } from '../resource/types.ts';
import type { Rest } from '../rest/types.ts';
import { controlledHistory, matches, templateOf, type Revised } from './controller-revisions.ts';
import { groupKind, requireRevisions, revisionOf, templateText } from './history.ts';
import { replicaSetsOf, sameTemplate, withoutHash } from './replicasets.ts';

/** Annotations that are the deployment's own affair, whichever revision it is at. */
const OWN_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

const DONE = 'rolled back';

function notFound(revision: number): CommandError {
  return new CommandError(`unable to find specified revision ${revision} in history`);
}

function skipped(revision: number): string {
  return `skipped rollback (current template already matches revision ${revision})`;
}

/** deploymentRevision: the one that was asked for, or the one before the latest. */
async function setToReturnTo(rest: Rest, deployment: IDeployment, wanted: number): Promise<IReplicaSet> {
  const { old, current } = await replicaSetsOf(deployment, { rest, chunkSize: 0 });
  const numbered = (current === undefined ? old : [...old, current])
    .flatMap((set) => {
      const number = revisionOf(set);
      return number === undefined ? [] : [{ set, number }];
    })
    .sort((a, b) => b.number - a.number);
  const found = wanted === 0 ? numbered[1] : numbered.find(({ number }) => number === wanted);
  if (found !== undefined) return found.set;
  if (wanted > 0) throw notFound(wanted);
  throw new CommandError(`no rollout history found for deployment ${JSON.stringify(deployment.metadata?.name ?? '')}`);
}

function annotationsAt(deployment: IDeployment, set: IReplicaSet): Record<string, string> {
  const own = Object.entries(deployment.metadata?.annotations ?? {}).filter(([key]) => OWN_ANNOTATIONS.has(key));
  const then = Object.entries(set.metadata?.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  return Object.fromEntries([...own, ...then]);
}

async function patched(rest: Rest, info: Info, to: number, dryRun: DryRun, type: 'json' | 'strategic', body: unknown) {
  try {
    await new Helper(rest, info.mapping, { dryRun }).patch(info.namespace, info.name, type, body);
  } catch (error) {
    throw new CommandError(
      `failed restoring revision ${to}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return DONE;
}

async function rollbackDeployment(rest: Rest, info: Info, to: number, dryRun: DryRun): Promise<string> {
  const deployment = info.object as unknown as IDeployment;
  const set = await setToReturnTo(rest, deployment, to);
  const template: IPodTemplateSpec = set.spec?.template ?? {};
  if (dryRun === 'client') return templateText(template);
  if (deployment.spec?.paused === true) {
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  if (sameTemplate(template, deployment.spec?.template)) return skipped(to);
  return patched(rest, info, to, dryRun, 'json', [
    { op: 'replace', path: '/spec/template', value: withoutHash(template) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsAt(deployment, set) },
  ]);
}

async function rollbackRevised(rest: Rest, info: Info, to: number, dryRun: DryRun): Promise<string> {
  const object = info.object as unknown as Revised;
  const history = await controlledHistory(rest, object);
  if (to === 0 && history.length <= 1) throw new CommandError('no last revision to roll back to');
  const revision = to === 0 ? history.at(-2) : history.find((one) => one.revision === to);
  if (revision === undefined) throw notFound(to);
  if (dryRun === 'client') return `will roll back to ${templateText(templateOf(revision))}`;
  if (matches(object, revision)) return skipped(to);
  return patched(rest, info, to, dryRun, 'strategic', revision.data);
}

/** Answers what was done, in words that follow the object's name (polymorphichelpers/rollback.go). */
export async function rollback(rest: Rest, info: Info, to: number, dryRun: DryRun): Promise<string> {
  const kind = groupKind(info.mapping);
  requireRevisions(info.mapping, 'rollbacker', 'rollbacker');
  if (to < 0) throw notFound(to);
  const fresh = { ...info, object: await new Helper(rest, info.mapping).get(info.namespace, info.name) };
  return kind === 'Deployment.apps'
    ? rollbackDeployment(rest, fresh, to, dryRun)
    : rollbackRevised(rest, fresh, to, dryRun);
}
