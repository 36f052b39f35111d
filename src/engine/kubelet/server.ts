import type { Pod } from '../api/pod/types.ts';
import type { Indexer } from '../client-go/index.ts';
import type { CriReplies, LogLine } from '../cri-api/index.ts';
import { serve, type ServerCall, type Task } from '../sim/index.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from './cri-client.ts';
import type { Pleg } from './pleg.ts';

/** What the API server asks a kubelet for at `kubelet@<node>` (pkg/kubelet/server). */
export interface KubeletRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** For logs. */
  readonly tailLines?: number;
  readonly previous?: boolean;
  /** For exec. */
  readonly command?: readonly string[];
}

export type KubeletReply =
  { readonly lines: readonly LogLine[] } | CriReplies['ExecSync'] | { readonly error: string; readonly code: number };

export function kubeletAddress(node: string): string {
  return `kubelet@${node}`;
}

/** Serves `containerLogs` and `exec`. */
export function serveLogs(context: KubeletContext, pleg: Pleg, pods: Indexer<Pod>): void {
  serve(context.network, context.process, kubeletAddress(context.nodeName), function* (call: ServerCall): Task {
    const request = call.request as KubeletRequest;
    const { verb, namespace, name } = call.label;
    const span = context.process.begin(verb, `${request.namespace}/${request.pod}/${request.container}`);
    const reply = yield* answer(context, pleg, pods, verb, request);
    const failed = 'error' in reply;
    span.end(failed ? 'error' : 'ok', failed ? { error: reply.error } : undefined);
    call.reply({ form: 'response', verb, namespace, name, code: failed ? reply.code : 200 }, reply);
  });
}

function* answer(
  context: KubeletContext,
  pleg: Pleg,
  pods: Indexer<Pod>,
  verb: string,
  request: KubeletRequest,
): Task<KubeletReply> {
  const pod = pods.get(`${request.namespace}/${request.pod}`);
  if (!pod) return { error: `pod "${request.pod}"/"${request.namespace}" not found`, code: 404 };
  const records = pleg.get(pod.metadata.uid).containers.filter((one) => one.name === request.container);
  const record = request.previous ? records[1] : records[0];
  const where = `container "${request.container}" in pod "${request.pod}"`;
  if (!record && request.previous) {
    return { error: `previous terminated ${where} not found`, code: 400 };
  }
  const waiting = pod.status.containerStatuses?.find((one) => one.name === request.container)?.state?.waiting;
  if (!record) return { error: `${where} is waiting to start: ${waiting?.reason ?? 'ContainerCreating'}`, code: 400 };
  try {
    if (verb === 'containerLogs') {
      return yield* context.cri.call('ContainerLogs', { containerId: record.id, tail: request.tailLines }, record.name);
    }
    return yield* context.cri.call(
      'ExecSync',
      { containerId: record.id, cmd: request.command ?? [], timeout: 0 },
      record.name,
    );
  } catch (error) {
    if (!(error instanceof CriError)) throw error;
    return { error: error.message, code: 500 };
  }
}
