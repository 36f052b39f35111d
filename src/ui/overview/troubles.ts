import type { INode, IPersistentVolumeClaim, IPod, IService } from 'kubernetes-models/v1';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { ObjectRef } from '../store/index.ts';
import { podView } from '../canvas/pod/pod-view.ts';
import { nodeStatus } from '../canvas/cluster/machine-view.ts';

export type TroubleKind =
  'component' | 'node' | 'crash' | 'image' | 'unschedulable' | 'failed' | 'unready' | 'claim' | 'endpoints';

/** Something that is wrong: what it is about, and what the cluster itself says of it. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** An object, or a program by its process id. */
  readonly about: { readonly ref: ObjectRef } | { readonly process: string };
  readonly name: string;
  /** In Kubernetes' own words; '' for none. */
  readonly words: string;
}

export interface Seen {
  readonly nodes: readonly ApiObject[];
  readonly pods: readonly ApiObject[];
  readonly claims: readonly ApiObject[];
  readonly services: readonly ApiObject[];
  readonly slices: readonly ApiObject[];
  /** Programs of the control plane that have told something once and are dead now. */
  readonly dead: readonly string[];
}

/** Everything that is wrong, what concerns most first. */
export function troublesIn({ nodes, pods, claims, services, slices, dead }: Seen): readonly Trouble[] {
  return [
    ...dead.map((process): Trouble => ({ kind: 'component', about: { process }, name: process, words: '' })),
    ...nodes.flatMap(troubleOfNode),
    ...pods.flatMap(troubleOfPod).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
    ...claims.flatMap(troubleOfClaim),
    ...services.flatMap((service) => troubleOfService(service, slices)),
  ];
}

const ORDER: readonly TroubleKind[] = ['crash', 'failed', 'image', 'unschedulable', 'unready'];

function troubleOfNode(node: ApiObject): readonly Trouble[] {
  if (nodeStatus(node).startsWith('Ready')) return [];
  const ready = (node.status as INode['status'])?.conditions?.find(({ type }) => type === 'Ready');
  return [trouble('node', 'nodes', node, ready?.message ?? ready?.reason ?? '')];
}

function troubleOfPod(pod: ApiObject): readonly Trouble[] {
  if (pod.metadata.deletionTimestamp !== undefined) return [];
  const status = (pod.status ?? {}) as NonNullable<IPod['status']>;
  const { status: word, shape } = podView(pod);
  const waiting = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
    .map(({ state }) => state?.waiting)
    .find((state) => state?.reason === word.replace(/^Init:/, ''));
  if (/CrashLoopBackOff$/.test(word)) return [trouble('crash', 'pods', pod, waiting?.message ?? word)];
  if (/Image/.test(word) && shape !== 'ready') return [trouble('image', 'pods', pod, waiting?.message ?? word)];
  if (status.phase === 'Failed' || shape === 'failed')
    return [trouble('failed', 'pods', pod, status.message ?? waiting?.message ?? word)];
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return [trouble('unschedulable', 'pods', pod, scheduled.message ?? '')];
  if (status.phase === 'Running' && shape === 'running') {
    const ready = status.conditions?.find(({ type }) => type === 'Ready');
    return [trouble('unready', 'pods', pod, ready?.message ?? ready?.reason ?? '')];
  }
  return [];
}

function troubleOfClaim(claim: ApiObject): readonly Trouble[] {
  const phase = (claim.status as IPersistentVolumeClaim['status'])?.phase;
  return phase === 'Bound' ? [] : [trouble('claim', 'persistentvolumeclaims', claim, phase ?? 'Pending')];
}

interface Slice {
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

/** A Service that chooses pods and finds none that is ready. */
function troubleOfService(service: ApiObject, slices: readonly ApiObject[]): readonly Trouble[] {
  const { selector } = (service.spec ?? {}) as NonNullable<IService['spec']>;
  if (!selector || Object.keys(selector).length === 0) return [];
  const { name, namespace } = service.metadata;
  const answers = slices.some(
    (slice) =>
      slice.metadata.namespace === namespace &&
      slice.metadata.labels?.['kubernetes.io/service-name'] === name &&
      (slice as unknown as Slice).endpoints?.some(({ conditions }) => conditions?.ready !== false),
  );
  if (answers) return [];
  const words = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return [trouble('endpoints', 'services', service, words.join(','))];
}

function trouble(kind: TroubleKind, resource: string, { metadata }: ApiObject, words: string): Trouble {
  const { name, namespace = '' } = metadata;
  return { kind, about: { ref: { resource, namespace, name } }, name, words };
}
