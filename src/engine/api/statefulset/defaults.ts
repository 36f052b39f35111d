import { defaultClaimTemplate } from '../persistentvolumeclaim/defaults.ts';
import { mapSame } from '../pod/defaults-container.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import { isUnset } from '../validate.ts';
import type { ClaimRetentionPolicy, StatefulSet, StatefulSetStatus, StatefulSetUpdateStrategy } from './types.ts';

export const NO_STATUS: StatefulSetStatus = { replicas: 0, availableReplicas: 0 };

function defaultStrategy(strategy: StatefulSetUpdateStrategy | undefined): StatefulSetUpdateStrategy {
  const written = strategy?.type;
  const type = written === undefined || isUnset(written) ? 'RollingUpdate' : written;
  if (type !== 'RollingUpdate') return strategy ?? { type };
  const { partition, maxUnavailable } = strategy?.rollingUpdate ?? {};
  if (strategy !== undefined && written === type && partition !== undefined && maxUnavailable !== undefined) {
    return strategy;
  }
  return { type, rollingUpdate: { partition: partition ?? 0, maxUnavailable: maxUnavailable ?? 1 } };
}

function defaultRetention(policy: ClaimRetentionPolicy | undefined): ClaimRetentionPolicy {
  const { whenDeleted, whenScaled } = policy ?? {};
  if (policy !== undefined && !isUnset(whenDeleted) && !isUnset(whenScaled)) return policy;
  return { whenDeleted: whenDeleted || 'Retain', whenScaled: whenScaled || 'Retain' };
}

/** SetDefaults_StatefulSet. pkg/apis/apps/v1/defaults.go */
export function defaultStatefulSet(set: StatefulSet): StatefulSet {
  const spec = set.spec ?? {};
  const template = defaultPodTemplate(spec.template);
  const updateStrategy = defaultStrategy(spec.updateStrategy);
  const persistentVolumeClaimRetentionPolicy = defaultRetention(spec.persistentVolumeClaimRetentionPolicy);
  const claims = spec.volumeClaimTemplates && mapSame(spec.volumeClaimTemplates, defaultClaimTemplate);
  const podManagementPolicy = isUnset(spec.podManagementPolicy) ? 'OrderedReady' : spec.podManagementPolicy;
  const { replicas = 1, revisionHistoryLimit = 10 } = spec;
  const same =
    template === spec.template &&
    updateStrategy === spec.updateStrategy &&
    persistentVolumeClaimRetentionPolicy === spec.persistentVolumeClaimRetentionPolicy &&
    claims === spec.volumeClaimTemplates &&
    podManagementPolicy === spec.podManagementPolicy &&
    replicas === spec.replicas &&
    revisionHistoryLimit === spec.revisionHistoryLimit;
  const status = set.status?.availableReplicas === undefined ? { ...NO_STATUS, ...set.status } : set.status;
  if (same && status === set.status) return set;
  if (same) return { ...set, status };
  return {
    ...set,
    spec: {
      ...spec,
      template,
      updateStrategy,
      persistentVolumeClaimRetentionPolicy,
      podManagementPolicy,
      replicas,
      revisionHistoryLimit,
      ...(claims === undefined ? {} : { volumeClaimTemplates: claims }),
    },
    status,
  };
}
