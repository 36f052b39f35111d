/** What the units of a node log, made from what their processes did: klog for the kubelet and kube-proxy, logrus for containerd. */
import { formatTime } from '../../apimachinery/index.ts';
import type { Micros } from '../../sim/index.ts';
import type { Hop, Span, TraceRecord } from '../../trace/index.ts';
import { strftime } from '../../shell/index.ts';

/** One line of the journal; `at` is virtual time since the start. */
export interface Entry {
  readonly at: Micros;
  readonly unit: Unit;
  readonly text: string;
}

export type Unit = 'containerd' | 'kubelet' | 'kube-proxy';

/** The units that log, with the number of the process that a boot gives each. */
export const UNITS: ReadonlyMap<string, number> = new Map([
  ['containerd', 512],
  ['kubelet', 734],
  ['kube-proxy', 1290],
]);

/** Of a line that is not written yet: when it is, and what it says once the clock's reading is known. */
interface Draft {
  readonly at: Micros;
  readonly say: (wall: Micros) => string;
}

const quote = (text: unknown): string => JSON.stringify(typeof text === 'string' ? text : String(text));

function klog(at: Micros, level: 'I' | 'W' | 'E', pid: number, source: string, message: string): Draft {
  return {
    at,
    say: (wall) => {
      const micros = String(wall % 1_000_000).padStart(6, '0');
      return `${level}${strftime('%m%d %H:%M:%S', wall)}.${micros} ${String(pid).padStart(7)} ${source}] ${message}`;
    },
  };
}

function logrus(at: Micros, level: 'info' | 'error', message: string, error?: unknown): Draft {
  return {
    at,
    say: (wall) => {
      const time = `${formatTime(wall).slice(0, -1)}.${String(wall % 1_000_000).padStart(6, '0')}000Z`;
      return `time="${time}" level=${level} msg=${quote(message)}${error === undefined ? '' : ` error=${quote(error)}`}`;
    },
  };
}

function field({ detail }: Span, name: string): unknown {
  return detail !== undefined && Object.hasOwn(detail, name) ? detail[name] : undefined;
}

const seconds = (span: Span): string => `${(((span.end ?? span.start) - span.start) / 1_000_000).toFixed(6)}s`;

function relisted(span: Span, pid: number): readonly Draft[] {
  const containers = field(span, 'containers');
  if (!Array.isArray(containers)) return [];
  return (containers as readonly { readonly name: string; readonly state: string }[]).map(({ name, state }) => {
    const type = state === 'CONTAINER_EXITED' ? 'ContainerDied' : 'ContainerStarted';
    const event = `{"Type":"${type}","Container":${quote(name)}}`;
    const message = `"SyncLoop (PLEG): event for pod" pod=${quote(span.key)} event=${event}`;
    return klog(span.start, 'I', pid, 'kubelet.go:2569', message);
  });
}

function ofKubelet(span: Span, pid: number): readonly Draft[] {
  const { operation, key, end, outcome, start } = span;
  const pod = `pod=${quote(key)}`;
  if (operation === 'PLEG') return relisted(span, pid);
  if (end === undefined) return [];
  if (operation === 'syncPod') {
    if (outcome === 'error') {
      const message = `"Error syncing pod, skipping" err=${quote(field(span, 'error'))} ${pod}`;
      return [klog(end, 'E', pid, 'pod_workers.go:1301', message)];
    }
    return end === start
      ? []
      : [klog(end, 'I', pid, 'kubelet.go:1983', `"SyncPod exit" ${pod} elapsed="${seconds(span)}"`)];
  }
  if (operation === 'syncTerminatingPod' || operation === 'syncTerminatedPod') {
    const name = operation === 'syncTerminatingPod' ? 'SyncTerminatingPod' : 'SyncTerminatedPod';
    if (outcome === 'ok') return [klog(end, 'I', pid, 'kubelet.go:2215', `"${name} exit" ${pod}`)];
    return [klog(end, 'E', pid, 'kubelet.go:2215', `"${name} failed" err=${quote(field(span, 'error'))} ${pod}`)];
  }
  const kind = /^(\w+) probe$/.exec(operation)?.[1];
  if (kind !== undefined) {
    if (outcome === 'ok') return [];
    const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const what = `probeType="${type}" ${pod} containerName=${quote(field(span, 'container'))}`;
    const message = `"Probe failed" ${what} probeResult="failure" output=${quote(field(span, 'output'))}`;
    return [klog(end, 'I', pid, 'prober.go:120', message)];
  }
  if (operation === 'tryUpdateNodeStatus') {
    if (outcome === 'ok')
      return [
        klog(
          end,
          'I',
          pid,
          'kubelet_node_status.go:499',
          `"Updated node status" node=${quote(key)} ready=${quote(field(span, 'ready'))}`,
        ),
      ];
    const message = `"Error updating node status, will retry" err=${quote(field(span, 'message'))}`;
    return [klog(end, 'E', pid, 'kubelet_node_status.go:548', message)];
  }
  return [
    klog(
      end,
      outcome === 'ok' ? 'I' : 'E',
      pid,
      'server.go:1000',
      `${quote(operation)} object=${quote(key)} elapsed="${seconds(span)}"`,
    ),
  ];
}

function ofProxy(span: Span, pid: number): readonly Draft[] {
  const { operation, end } = span;
  if (operation !== 'syncProxyRules' || end === undefined) return [];
  const counts = `numClusterIPs=${String(field(span, 'clusterIPs'))} numNodePorts=${String(field(span, 'nodePorts'))}`;
  const changes = `numChanges=${String(field(span, 'changes'))}`;
  return [
    klog(span.start, 'I', pid, 'proxier.go:805', '"Syncing iptables rules" ipFamily="IPv4"'),
    klog(end, 'I', pid, 'proxier.go:1530', `"Reloading service iptables data" ipFamily="IPv4" ${counts} ${changes}`),
    klog(end, 'I', pid, 'proxier.go:799', `"SyncProxyRules complete" ipFamily="IPv4" elapsed="${seconds(span)}"`),
  ];
}

/** What is asked all day long is logged by nobody. */
const QUIET = new Set([
  'ListContainers',
  'ListContainerStats',
  'ListImages',
  'ImageStatus',
  'ContainerLogs',
  'connect',
]);

/** What a call of the CRI is about, as containerd words it. */
function subject(span: Span): string {
  const { operation, key } = span;
  const id = field(span, 'containerId') ?? field(span, 'podSandboxId');
  switch (operation) {
    case 'RunPodSandbox': {
      const pod = field(span, 'pod') as { name: string; uid: string; namespace: string } | undefined;
      const attempt = String(field(span, 'attempt') ?? 0);
      return `RunPodSandbox for &PodSandboxMetadata{Name:${pod?.name ?? key},Uid:${pod?.uid ?? ''},Namespace:${pod?.namespace ?? ''},Attempt:${attempt},}`;
    }
    case 'CreateContainer': {
      const config = field(span, 'config') as { name: string; attempt: number } | undefined;
      return `CreateContainer within sandbox ${quote(id)} for container &ContainerMetadata{Name:${config?.name ?? key},Attempt:${config?.attempt ?? 0},}`;
    }
    case 'StopContainer':
      return `StopContainer for ${quote(id)} with timeout ${String(field(span, 'timeout') ?? 0)} (s)`;
    case 'PullImage':
    case 'RemoveImage':
      return `${operation} ${quote(field(span, 'image') ?? key)}`;
    case 'fetch layer':
      return `fetch layer ${key} of ${quote(field(span, 'image'))}`;
    default:
      return id === undefined ? `${operation} ${key}`.trim() : `${operation} for ${quote(id)}`;
  }
}

function ofContainerd(span: Span): readonly Draft[] {
  const { operation, start, end, outcome } = span;
  // What it was asked is told when it is over, and so is known only then.
  if (QUIET.has(operation) || end === undefined) return [];
  const what = subject(span);
  if (outcome === 'error') return [logrus(end, 'error', `${what} failed`, field(span, 'error') ?? 'failed')];
  if (operation === 'fetch layer') return [logrus(end, 'info', `${what}: ${String(field(span, 'bytes'))} bytes read`)];
  return [logrus(start, 'info', what), logrus(end, 'info', `${what} returns successfully`)];
}

/** A message that nobody took is complained of by who sent it. Probes complain for themselves. */
function ofHop({ to, sent, arrives, outcome, label }: Hop, unit: Unit, pid: number): readonly Draft[] {
  if (outcome !== 'refused' || label.verb.endsWith(' probe') || label.form !== 'request') return [];
  if (unit === 'containerd') return [];
  const what = [label.verb, label.resource, label.namespace, label.name].filter(
    (part) => part !== undefined && part !== '',
  );
  const message = `"Unhandled Error" err=${quote(`${what.join(' ')}: dial ${to}: connect: connection refused`)}`;
  return [klog(Math.max(sent, arrives), 'E', pid, 'reflector.go:205', message)];
}

/** Whether a record may say more later. */
export function isOpen(record: TraceRecord): boolean {
  return record.type === 'span' ? record.end === undefined : record.type === 'hop' && record.outcome === 'in-flight';
}

/** The unit of this host whose doing a record is. */
export function unitOf(record: TraceRecord, host: string): Unit | undefined {
  const process = record.type === 'hop' ? record.from : record.process;
  if (!process.endsWith(`@${host}`)) return undefined;
  const name = process.slice(0, -host.length - 1);
  return UNITS.has(name) ? (name as Unit) : undefined;
}

/** The lines that a record gives. `epoch`: what the clock showed at 0. */
export function entriesOf(record: TraceRecord, unit: Unit, epoch: Micros): readonly Entry[] {
  const pid = UNITS.get(unit) ?? 1;
  return draftsOf(record, unit, pid).map(({ at, say }) => ({ at, unit, text: say(epoch + at) }));
}

function draftsOf(record: TraceRecord, unit: Unit, pid: number): readonly Draft[] {
  if (record.type === 'commit') return [];
  if (record.type === 'hop') return ofHop(record, unit, pid);
  if (unit === 'kubelet') return ofKubelet(record, pid);
  return unit === 'kube-proxy' ? ofProxy(record, pid) : ofContainerd(record);
}
