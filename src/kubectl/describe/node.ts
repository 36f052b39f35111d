import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1/Lease';
import type { INode } from 'kubernetes-models/v1/Node';
import type { IPod } from 'kubernetes-models/v1/Pod';
import { isForbidden, sortedKeys } from '../../engine/apimachinery/index.ts';
import { nodeRoles } from '../../engine/api/node/printer.ts';
import type { Node } from '../../engine/api/node/types.ts';
import { corePath, listAll } from '../rest/list-all.ts';
import { describing, type Settings } from './describer.ts';
import { describeEvents, searchEvents } from './events.ts';
import { annotationsMultiline, labelsMultiline, taintsMultiline } from './metadata.ts';
import { describeNodePods } from './node-resources.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { quantity, rfc1123z } from './text.ts';

type Status = NonNullable<INode['status']>;

/** describeNodeLease, or why there is none to tell of. */
type LeaseText = (w: PrefixWriter) => void;

async function leaseOf(settings: Settings, name: string): Promise<LeaseText> {
  try {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${encodeURIComponent(name)}`;
    const { spec } = (await settings.rest.get(path)) as unknown as ILease;
    return (w) => {
      w.line(0, 'Lease:');
      w.line(1, `HolderIdentity:\t${spec?.holderIdentity ?? '<unset>'}`);
      w.line(1, `AcquireTime:\t${spec?.acquireTime == null ? '<unset>' : rfc1123z(spec.acquireTime)}`);
      w.line(1, `RenewTime:\t${spec?.renewTime == null ? '<unset>' : rfc1123z(spec.renewTime)}`);
    };
  } catch (error) {
    return (w) => w.line(0, `Lease:\tFailed to get lease: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Undefined for who may see the node and not its pods. */
async function podsOn(settings: Settings, name: string): Promise<IPod[] | undefined> {
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`;
  try {
    return await listAll<IPod>(settings, corePath('pods', ''), { fieldSelector });
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

function describeConditions({ conditions }: Status, w: PrefixWriter): void {
  if (conditions === undefined || conditions.length === 0) return;
  w.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const c of conditions) {
    const times = `${rfc1123z(c.lastHeartbeatTime)} \t${rfc1123z(c.lastTransitionTime)}`;
    w.line(1, `${c.type} \t${c.status} \t${times} \t${c.reason ?? ''} \t${c.message ?? ''}`);
  }
}

function describeAmounts(title: string, amounts: Status['capacity'], w: PrefixWriter): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) w.line(0, `${title}:`);
  for (const name of names) w.line(0, `  ${name}:\t${quantity(amounts?.[name]).toString()}`);
}

function describeSystem({ nodeInfo: info }: Status, w: PrefixWriter): void {
  w.line(0, 'System Info:');
  w.line(0, `  Machine ID:\t${info?.machineID ?? ''}`);
  w.line(0, `  System UUID:\t${info?.systemUUID ?? ''}`);
  w.line(0, `  Boot ID:\t${info?.bootID ?? ''}`);
  w.line(0, `  Kernel Version:\t${info?.kernelVersion ?? ''}`);
  w.line(0, `  OS Image:\t${info?.osImage ?? ''}`);
  w.line(0, `  Operating System:\t${info?.operatingSystem ?? ''}`);
  w.line(0, `  Architecture:\t${info?.architecture ?? ''}`);
  w.line(0, `  Container Runtime Version:\t${info?.containerRuntimeVersion ?? ''}`);
  w.line(0, `  Kubelet Version:\t${info?.kubeletVersion ?? ''}`);
  w.line(0, `  Kube-Proxy Version:\t${info?.kubeProxyVersion ?? ''}`);
}

function describeHead(node: INode, w: PrefixWriter): void {
  const { metadata, spec } = node;
  const roles = nodeRoles(node as unknown as Node);
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  w.line(0, `Roles:\t${roles.length === 0 ? '<none>' : roles.join(',')}`);
  labelsMultiline(w, 'Labels', metadata?.labels);
  annotationsMultiline(w, 'Annotations', metadata?.annotations);
  w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
  taintsMultiline(w, spec?.taints);
  w.line(0, `Unschedulable:\t${spec?.unschedulable === true}`);
}

export const nodeDescriber = describing<INode>(async (node, settings, { name }) => {
  const { metadata, spec } = node;
  const status = node.status ?? {};
  const pods = await podsOn(settings, name);
  const about = { name, namespace: '', kind: 'Node' };
  const byUID = await searchEvents(settings, { ...about, uid: metadata?.uid ?? '' });
  // The kubelet gives the node's name for its uid.
  const byName = await searchEvents(settings, { ...about, uid: name });
  const lease = await leaseOf(settings, name);
  return (w) => {
    describeHead(node, w);
    lease(w);
    describeConditions(status, w);
    w.line(0, 'Addresses:');
    for (const { type, address } of status.addresses ?? []) w.line(1, `${type}:\t${address}`);
    describeAmounts('Capacity', status.capacity, w);
    describeAmounts('Allocatable', status.allocatable, w);
    describeSystem(status, w);
    if ((spec?.podCIDR ?? '') !== '') w.line(0, `PodCIDR:\t${spec?.podCIDR}`);
    if ((spec?.podCIDRs ?? []).length > 0) w.line(0, `PodCIDRs:\t${spec?.podCIDRs?.join(',')}`);
    if ((spec?.providerID ?? '') !== '') w.line(0, `ProviderID:\t${spec?.providerID}`);
    if (pods === undefined) w.line(0, 'Pods:\tnot authorized');
    else describeNodePods(pods, node, w, settings.now);
    describeEvents(byUID === undefined ? undefined : [...byUID, ...(byName ?? [])], w, settings.now);
  };
});
