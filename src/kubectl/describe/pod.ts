import type { IPod } from 'kubernetes-models/v1/Pod';
import { since } from '../../engine/api/columns.ts';
import { describeContainers, describeResources, describeSeccomp } from './containers.ts';
import { describing, type Settings } from './describer.ts';
import type { FieldValue } from './environment.ts';
import { describeEvents, searchEvents } from './events.ts';
import {
  annotationsMultiline,
  controlledBy,
  labelsMultiline,
  spreadConstraints,
  tolerationsMultiline,
} from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { rfc1123z } from './text.ts';
import { describeVolumes } from './volumes.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** EnvValueRetriever: kubectl's scheme knows these two fields of a pod and no others. */
function fieldValueOf(pod: IPod): FieldValue {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  return (path) => (path === 'metadata.name' ? name : path === 'metadata.namespace' ? namespace : '');
}

function optional(w: PrefixWriter, title: string, text: string | undefined): void {
  if (text !== undefined && text !== '') w.line(0, `${title}:\t${text}`);
}

function describeHead({ metadata, spec, status }: IPod, w: PrefixWriter): void {
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  if (spec?.priority !== undefined) w.line(0, `Priority:\t${spec.priority}`);
  optional(w, 'Priority Class Name', spec?.priorityClassName);
  optional(w, 'Runtime Class Name', spec?.runtimeClassName);
  optional(w, 'Service Account', spec?.serviceAccountName);
  const node = spec?.nodeName ?? '';
  w.line(0, `Node:\t${node === '' ? '<none>' : `${node}/${status?.hostIP ?? ''}`}`);
  if (status?.startTime != null) w.line(0, `Start Time:\t${rfc1123z(status.startTime)}`);
  labelsMultiline(w, 'Labels', metadata?.labels);
  annotationsMultiline(w, 'Annotations', metadata?.annotations);
}

function describeStatus(pod: IPod, w: PrefixWriter, now: number): void {
  const { metadata, spec, status } = pod;
  const over = status?.phase === 'Failed' || status?.phase === 'Succeeded';
  if (metadata?.deletionTimestamp != null && !over) {
    w.line(0, `Status:\tTerminating (lasts ${since(metadata.deletionTimestamp, now)})`);
    w.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else w.line(0, `Status:\t${status?.phase ?? ''}`);
  optional(w, 'Reason', status?.reason);
  optional(w, 'Message', status?.message);
  describeSeccomp(w, spec?.securityContext, 0, 0);
  w.line(0, `IP:\t${status?.podIP ?? ''}`);
  const ips = status?.podIPs ?? [];
  w.line(0, ips.length === 0 ? 'IPs:\t<none>' : 'IPs:');
  for (const { ip } of ips) w.line(1, `IP:\t${ip}`);
  controlledBy(w, pod);
  optional(w, 'NominatedNodeName', status?.nominatedNodeName);
}

function describeAllContainers(pod: IPod, w: PrefixWriter): void {
  const { spec, status } = pod;
  const fieldValue = fieldValueOf(pod);
  if (spec?.resources !== undefined) {
    w.line(0, 'Resources:');
    describeResources(spec.resources, w, 1);
  }
  if ((spec?.initContainers ?? []).length > 0) {
    describeContainers('Init Containers', spec?.initContainers, status?.initContainerStatuses ?? [], fieldValue, w, '');
  }
  describeContainers('Containers', spec?.containers, status?.containerStatuses ?? [], fieldValue, w, '');
  const ephemeral = spec?.ephemeralContainers ?? [];
  if (ephemeral.length > 0) {
    describeContainers('Ephemeral Containers', ephemeral, status?.ephemeralContainerStatuses ?? [], fieldValue, w, '');
  }
}

function describeConditions({ spec, status }: IPod, w: PrefixWriter): void {
  const conditions = status?.conditions ?? [];
  const gates = spec?.readinessGates ?? [];
  if (gates.length > 0) w.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const { conditionType } of gates) {
    const found = conditions.find(({ type }) => type === conditionType);
    w.line(1, `${conditionType} \t${found?.status ?? '<none>'} `);
  }
  if (conditions.length > 0) w.line(0, 'Conditions:\n  Type\tStatus');
  for (const condition of conditions) w.line(1, `${condition.type} \t${condition.status} `);
}

async function describePod(pod: IPod, settings: Settings): Promise<(w: PrefixWriter) => void> {
  const { name = '', namespace = '', uid = '', annotations } = pod.metadata ?? {};
  // The kubelet's events about a pod of its own are about the file's hash, not about the mirror's uid.
  const events = await searchEvents(settings, { name, namespace, uid: annotations?.[MIRROR] ?? uid });
  return (w) => {
    describeHead(pod, w);
    describeStatus(pod, w, settings.now);
    describeAllContainers(pod, w);
    describeConditions(pod, w);
    describeVolumes(pod.spec?.volumes, w, '');
    w.line(0, `QoS Class:\t${pod.status?.qosClass ?? ''}`);
    labelsMultiline(w, 'Node-Selectors', pod.spec?.nodeSelector);
    tolerationsMultiline(w, 'Tolerations', pod.spec?.tolerations);
    spreadConstraints(w, pod.spec?.topologySpreadConstraints, '');
    describeEvents(events, w, settings.now);
  };
}

export const podDescriber = describing<IPod>(describePod);
