import { prepareEphemeralContainers, validateEphemeralContainers } from './ephemeral-containers.ts';
import { prepareResize, validateResize } from './resize.ts';
import type { ErrorList, ObjectMeta } from '../../apimachinery/index.ts';
import type { Strategy, Subresources } from '../kind.ts';
import { specChanged, updateSpec, withMeta } from '../strategies.ts';
import { withGatedCondition, withMatchLabelKeys } from './prepare.ts';
import { podQOS } from './qos.ts';
import type { Pod, PodCondition, PodStatus } from './types.ts';
import { validatePodCreate, validatePodUpdate } from './validation.ts';
import { validatePodStatusUpdate } from './validation-status.ts';
import { podWarnings } from './warnings.ts';

/** pkg/registry/core/pod/strategy.go */
function prepareForCreate(pod: Pod): Pod {
  const spec = withMatchLabelKeys(pod.spec, pod.metadata.labels);
  const conditions = withGatedCondition(spec);
  return {
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    spec,
    status: { phase: 'Pending', ...(conditions === undefined ? {} : { conditions }), qosClass: podQOS(spec) },
  };
}

/** CheckGracefulDelete. */
function gracePeriodSeconds(pod: Pod, asked: number | undefined): number {
  if (pod.spec.nodeName === undefined || pod.spec.nodeName === '') return 0;
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return 0;
  const period = asked ?? pod.spec.terminationGracePeriodSeconds ?? 0;
  return period < 0 ? 1 : period;
}

/** Everything that was observed once stays observed: preserveOldObservedGeneration. */
function keepObservedGenerations(
  conditions: readonly PodCondition[] | undefined,
  before: readonly PodCondition[] | undefined,
): readonly PodCondition[] | undefined {
  if (conditions === undefined || before === undefined || conditions === before) return conditions;
  if (conditions.every((condition) => (condition.observedGeneration ?? 0) !== 0)) return conditions;
  return conditions.map((condition) => {
    if ((condition.observedGeneration ?? 0) !== 0) return condition;
    const known = before.find((other) => other.type === condition.type)?.observedGeneration;
    return known === undefined ? condition : { ...condition, observedGeneration: known };
  });
}

/** A status update may carry labels and annotations, and nothing else of the metadata that matters. */
function metaOfStatusUpdate(meta: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { generation, deletionTimestamp, ownerReferences } = old;
  const same =
    meta.generation === generation &&
    meta.deletionTimestamp === deletionTimestamp &&
    meta.ownerReferences === ownerReferences;
  if (same) return meta;
  const { generation: _g, deletionTimestamp: _d, ownerReferences: _o, ...rest } = meta;
  return {
    ...rest,
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
}

/** What a status leaves out that was there and cannot go: phase, QoS class, observed generations. */
function statusOfUpdate(status: PodStatus, old: PodStatus): PodStatus {
  const conditions = keepObservedGenerations(status.conditions, old.conditions);
  const observedGeneration = status.observedGeneration || old.observedGeneration;
  const { phase = old.phase, qosClass = old.qosClass } = status;
  const same =
    phase === status.phase &&
    qosClass === status.qosClass &&
    conditions === status.conditions &&
    observedGeneration === status.observedGeneration;
  if (same) return status;
  return {
    ...status,
    phase,
    ...(qosClass === undefined ? {} : { qosClass }),
    ...(conditions === undefined ? {} : { conditions }),
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
  };
}

function prepareForStatusUpdate(pod: Pod, old: Pod): Pod {
  const metadata = metaOfStatusUpdate(pod.metadata, old.metadata);
  const status = statusOfUpdate(pod.status, old.status);
  if (metadata === pod.metadata && status === pod.status && pod.spec === old.spec) return pod;
  return { ...pod, metadata, spec: old.spec, status };
}

export const podStrategy: Strategy<Pod> = {
  prepareForCreate,
  validateCreate: validatePodCreate,
  prepareForUpdate: (pod, old) => updateSpec(pod, old, specChanged(pod, old)),
  validateUpdate: validatePodUpdate,
  warnings: (pod, old): readonly string[] => (old === undefined ? podWarnings(pod) : []),
  allowCreateOnUpdate: false,
  allowUnconditionalUpdate: true,
  gracePeriodSeconds,
};

export const podSubresources: Subresources<Pod> = {
  status: {
    prepareForUpdate: prepareForStatusUpdate,
    validateUpdate: (pod, old): ErrorList => validatePodStatusUpdate(pod, old),
  },
  parts: {
    ephemeralcontainers: { prepareForUpdate: prepareEphemeralContainers, validateUpdate: validateEphemeralContainers },
    resize: { prepareForUpdate: prepareResize, validateUpdate: validateResize },
  },
  others: ['attach', 'binding', 'eviction', 'exec', 'log', 'portforward', 'proxy'],
};

/** For pods/binding: what assigning a node changes (BindingREST.setPodNodeAndMetadata). */
export function bindPod(
  pod: Pod,
  nodeName: string,
  more: { readonly annotations?: Readonly<Record<string, string>>; readonly labels?: Readonly<Record<string, string>> },
): Pod {
  const { annotations, labels } = more;
  const bound = { ...pod, spec: { ...pod.spec, nodeName } };
  if (annotations === undefined && labels === undefined) return bound;
  return withMeta(bound, {
    ...(annotations === undefined ? {} : { annotations: { ...pod.metadata.annotations, ...annotations } }),
    ...(labels === undefined ? {} : { labels: { ...labels, ...pod.metadata.labels } }),
  });
}
