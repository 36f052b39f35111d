import type {
  Affinity,
  NodeSelectorRequirement,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Toleration,
} from '../../api/pod/types.ts';
import { CONTROLLER_REVISION_HASH } from '../history/index.ts';

/** What a daemon set adds to its template. pkg/controller/daemon/util/daemonset_util.go */

export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';
export const POD_TEMPLATE_GENERATION = 'pod-template-generation';

const NODE_NAME_FIELD = 'metadata.name';

/** A daemon stays on a node in trouble, and starts where nothing else may be scheduled. */
const TOLERATIONS: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const NETWORK_UNAVAILABLE: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/** Toleration.MatchToleration: the same taint is meant, for however long. */
function sameToleration(a: Toleration, b: Toleration): boolean {
  const sameTaint = (a.key ?? '') === (b.key ?? '') && (a.effect ?? '') === (b.effect ?? '');
  return sameTaint && (a.operator ?? '') === (b.operator ?? '') && (a.value ?? '') === (b.value ?? '');
}

/** AddOrUpdateDaemonPodTolerations */
export function withDaemonTolerations(spec: PodSpec): PodSpec {
  const tolerations = [...(spec.tolerations ?? [])];
  for (const added of spec.hostNetwork ? [...TOLERATIONS, NETWORK_UNAVAILABLE] : TOLERATIONS) {
    const at = tolerations.findIndex((known) => sameToleration(known, added));
    if (at < 0) tolerations.push(added);
    else tolerations[at] = added;
  }
  return { ...spec, tolerations };
}

/** CreatePodTemplate: tolerations, and labels that say which template the pod is of. */
export function createPodTemplate(
  { metadata, spec }: PodTemplateSpec,
  generation: number | undefined,
  hash: string,
): PodTemplateSpec {
  const labels = {
    ...metadata.labels,
    ...(generation !== undefined && { [POD_TEMPLATE_GENERATION]: String(generation) }),
    ...(hash !== '' && { [CONTROLLER_REVISION_HASH]: hash }),
  };
  return { metadata: { ...metadata, labels }, spec: withDaemonTolerations(spec) };
}

/** The scheduler is to bind the pod to this node and no other. ReplaceDaemonSetPodNodeNameNodeAffinity */
export function onNode(template: PodTemplateSpec, nodeName: string): PodTemplateSpec {
  const requirement: NodeSelectorRequirement = { key: NODE_NAME_FIELD, operator: 'In', values: [nodeName] };
  const nodeSelectorTerms = [{ matchFields: [requirement] }];
  const known: Affinity | undefined = template.spec.affinity;
  const nodeAffinity = {
    ...known?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
  };
  return { metadata: template.metadata, spec: { ...template.spec, affinity: { ...known, nodeAffinity } } };
}

/** The node a daemon pod is on, or is meant for while it is unscheduled. GetTargetNodeName */
export function targetNodeName({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields } of required?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values } of matchFields ?? []) {
      if (key === NODE_NAME_FIELD && operator === 'In' && values?.length === 1) return values[0];
    }
  }
  return undefined;
}
