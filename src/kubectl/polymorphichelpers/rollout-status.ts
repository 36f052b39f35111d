import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CommandError } from '../cobra/errors.ts';
import type { Json, Mapping } from '../rest/types.ts';
import { groupKind, revisionOf } from './history.ts';

/** How far a rollout is: a line for whoever waits, and whether there is nothing left to wait for. */
export interface RolloutStatus {
  readonly text: string;
  readonly done: boolean;
}

/** Throws when the rollout has failed. */
export type StatusViewer = (object: Json, revision: number) => RolloutStatus;

function waiting(text: string): RolloutStatus {
  return { text: `${text}\n`, done: false };
}

function done(text: string): RolloutStatus {
  return { text: `${text}\n`, done: true };
}

function deploymentStatus({ metadata, spec, status }: IDeployment, revision: number): RolloutStatus {
  const name = JSON.stringify(metadata?.name ?? '');
  const running = revisionOf({ metadata } as IDeployment) ?? 0;
  if (revision > 0 && revision !== running) {
    throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  if ((metadata?.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return waiting('Waiting for deployment spec update to be observed...');
  }
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${name} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status ?? {};
  const finish = `Waiting for deployment ${name} rollout to finish: `;
  if (spec?.replicas !== undefined && updated < spec.replicas) {
    return waiting(`${finish}${updated} out of ${spec.replicas} new replicas have been updated...`);
  }
  if (replicas > updated) return waiting(`${finish}${replicas - updated} old replicas are pending termination...`);
  if (available < updated) return waiting(`${finish}${available} of ${updated} updated replicas are available...`);
  return done(`deployment ${name} successfully rolled out`);
}

function rollingOnly(strategy: { readonly type?: string } | undefined): void {
  if (strategy?.type !== 'RollingUpdate') {
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  }
}

function daemonSetStatus({ metadata, spec, status }: IDaemonSet): RolloutStatus {
  rollingOnly(spec?.updateStrategy);
  const name = JSON.stringify(metadata?.name ?? '');
  if ((metadata?.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return waiting('Waiting for daemon set spec update to be observed...');
  }
  const {
    desiredNumberScheduled: desired = 0,
    updatedNumberScheduled: updated = 0,
    numberAvailable = 0,
  } = status ?? {};
  const finish = `Waiting for daemon set ${name} rollout to finish: `;
  if (updated < desired) return waiting(`${finish}${updated} out of ${desired} new pods have been updated...`);
  if (numberAvailable < desired) {
    return waiting(`${finish}${numberAvailable} of ${desired} updated pods are available...`);
  }
  return done(`daemon set ${name} successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: IStatefulSet): RolloutStatus {
  rollingOnly(spec?.updateStrategy);
  const observed = status?.observedGeneration ?? 0;
  if (observed === 0 || (metadata?.generation ?? 0) > observed) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status ?? {};
  const { currentRevision = '', updateRevision = '' } = status ?? {};
  const replicas = spec?.replicas;
  if (replicas !== undefined && readyReplicas < replicas) {
    return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  }
  const rolling = spec?.updateStrategy?.rollingUpdate;
  if (rolling !== undefined) {
    const due = (replicas ?? 0) - (rolling.partition ?? 0);
    if (replicas !== undefined && rolling.partition !== undefined && updatedReplicas < due) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${due} new pods have been updated...`,
      );
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  }
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

/** polymorphichelpers/rollout_status.go */
export function statusViewerFor(mapping: Mapping): StatusViewer {
  const kind = groupKind(mapping);
  if (kind === 'Deployment.apps') {
    return (object, revision) => deploymentStatus(object as unknown as IDeployment, revision);
  }
  if (kind === 'DaemonSet.apps') return (object) => daemonSetStatus(object as unknown as IDaemonSet);
  if (kind === 'StatefulSet.apps') return (object) => statefulSetStatus(object as unknown as IStatefulSet);
  throw new CommandError(`no status viewer has been implemented for ${kind}`);
}
