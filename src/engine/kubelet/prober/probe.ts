import type { Container, Pod, Probe } from '../../api/pod/types.ts';
import { exchange, portAddress, type Exchange, type PodRequest } from '../../cri-api/index.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import type { KubeletContext } from '../context.ts';
import { CriError } from '../../cri-api/index.ts';

export type ProbeKind = 'liveness' | 'readiness' | 'startup';

export interface ProbeOutcome {
  readonly success: boolean;
  readonly output: string;
}

/** Asks once (pkg/kubelet/prober/prober.go runProbe). `ip` is where the container is reached. */
export function* runProbe(
  context: KubeletContext,
  pod: Pod,
  container: Container,
  probe: Probe,
  kind: ProbeKind,
  ip: string,
  containerId: string,
): Task<ProbeOutcome> {
  if (probe.exec) return yield* execProbe(context, probe, container, containerId);
  const timeout = probe.timeoutSeconds * SECOND;
  const { process, network } = context;
  if (probe.httpGet) {
    const port = resolvePort(container, probe.httpGet.port);
    const address = portAddress(probe.httpGet.host ?? ip, port);
    const path = probe.httpGet.path ?? '/';
    const headers = { 'User-Agent': 'kube-probe/1.36' };
    const request: PodRequest = { protocol: 'http', method: 'GET', path, headers, probe: kind };
    const label = {
      form: 'request',
      verb: `${kind} probe`,
      name: pod.metadata.name,
      namespace: pod.metadata.namespace,
    } as const;
    const result = yield* exchange(network, process, address, label, request, timeout);
    const url = `${(probe.httpGet.scheme ?? 'HTTP').toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}`;
    return httpOutcome(result, url, address);
  }
  const port = probe.tcpSocket ? resolvePort(container, probe.tcpSocket.port) : (probe.grpc?.port ?? 0);
  const address = portAddress(probe.tcpSocket?.host ?? ip, port);
  const request: PodRequest = { protocol: probe.grpc ? 'grpc' : 'connect', probe: kind };
  const label = {
    form: 'request',
    verb: `${kind} probe`,
    name: pod.metadata.name,
    namespace: pod.metadata.namespace,
  } as const;
  const result = yield* exchange(network, process, address, label, request, timeout);
  if ('reply' in result) {
    if (result.reply.status < 400) return { success: true, output: '' };
    return {
      success: false,
      output: probe.grpc ? 'service unhealthy (responded with "NOT_SERVING")' : result.reply.body,
    };
  }
  if (!probe.grpc) return { success: false, output: dialText(address, result.failure) };
  return {
    success: false,
    output: `timeout: failed to connect service "${address}" within ${probe.timeoutSeconds}s: context deadline exceeded`,
  };
}

function httpOutcome(result: Exchange, url: string, address: string): ProbeOutcome {
  if ('reply' in result) {
    const { status, body } = result.reply;
    if (status >= 200 && status < 400) return { success: true, output: body };
    return { success: false, output: `HTTP probe failed with statuscode: ${status}` };
  }
  if (result.failure === 'timeout') {
    return {
      success: false,
      output: `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    };
  }
  return { success: false, output: `Get "${url}": ${dialText(address, result.failure)}` };
}

function dialText(address: string, failure: 'refused' | 'timeout' | 'reset'): string {
  if (failure === 'refused') return `dial tcp ${address}: connect: connection refused`;
  if (failure === 'timeout') return `dial tcp ${address}: i/o timeout`;
  return `read tcp ${address}: read: connection reset by peer`;
}

function* execProbe(
  context: KubeletContext,
  probe: Probe,
  container: Container,
  containerId: string,
): Task<ProbeOutcome> {
  const cmd = probe.exec?.command ?? [];
  const timeout = probe.timeoutSeconds;
  try {
    const request = { containerId, cmd, timeout };
    const result = yield* context.cri.call('ExecSync', request, container.name, undefined, (timeout + 2) * SECOND);
    return { success: result.exitCode === 0, output: result.stdout + result.stderr };
  } catch (error) {
    if (!(error instanceof CriError)) throw error;
    return { success: false, output: `command timed out: "${cmd.join(' ')}" timed out after ${timeout}s` };
  }
}

/** A port by number, or by the name of one of the container's ports. */
export function resolvePort(container: Container, port: number | string): number {
  if (typeof port === 'number') return port;
  const named = container.ports?.find((one) => one.name === port);
  return named?.containerPort ?? (Number(port) || 0);
}
