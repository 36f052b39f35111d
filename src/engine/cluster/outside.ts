import { STDIN, STDOUT } from '../apimachinery/index.ts';
import { HttpReader, writeReply, type WireRequest } from '../containerd/index.ts';
import { exchange as ask, portAddress, type Exchange as Outcome } from '../cri-api/index.ts';
import { Process, SECOND, sleep, type Micros, type Task } from '../sim/index.ts';
import type { Cluster } from './cluster.ts';
import { nodeIP } from './components.ts';
import { Exchange, type HttpReply, type HttpRequest } from './kubectl.ts';
import type { Machine } from './machine.ts';

/** A connection of this form goes to a port of a machine and not to the API server: `tcp://worker-1:30080`, `tls://172.18.0.2:6443`. */
const PORT = /^(tcp|tls):\/\/([^/?#:]+):(\d+)\/?$/;

/** What a kernel waits for an answer to its first packets: six of them, each after twice the time. */
const CONNECT_TIMEOUT: Micros = 134 * SECOND;

/** Whether a request is for a port of a machine. */
export function isOutside({ url }: HttpRequest): boolean {
  return PORT.test(url);
}

/**
 * The person's machine asks a port of a node, as from outside of the cluster: addresses of nodes can be reached from there, those
 * of pods and Services cannot. Answered with 101, then HTTP goes to and fro on the channels of stdin and stdout. What fails says
 * why in a word: unknown, refused, timeout, reset, tls.
 */
export function outside(cluster: Cluster, { url }: HttpRequest, reply: HttpReply): Exchange {
  const exchange = new Exchange(reply);
  const [, scheme, host = '', port = ''] = PORT.exec(url) ?? [];
  const process = new Process(cluster.sim, 'curl', cluster.machines.get('user')!.host);
  const reader = new HttpReader();
  let asked = false;
  exchange.onCancel = () => process.kill();
  exchange.onSend = (message) => {
    if (asked || message.channel !== STDIN || !('data' in message)) return;
    reader.push(message.data);
    const request = reader.next();
    if (request === undefined) return;
    asked = true;
    process.go(
      'connection',
      connection(cluster, process, { host, port: Number(port), tls: scheme === 'tls' }, request, exchange),
    );
  };
  process.go('open', opened(exchange));
  return exchange;
}

/** The handshake is counted into the first message; that the port is known to be open is told with it. */
function* opened(exchange: Exchange): Task {
  exchange.respond({ status: 101, headers: {}, body: '' }, true);
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

function* connection(
  cluster: Cluster,
  process: Process,
  target: Target,
  asked: WireRequest | 'bad',
  exchange: Exchange,
): Task {
  const outcome = asked === 'bad' ? ({ failure: 'reset' } as const) : yield* reach(cluster, process, target, asked);
  if ('failure' in outcome) exchange.fail(outcome.failure);
  else if (target.tls && !outcome.reply.tls) exchange.fail('tls');
  else {
    if (asked !== 'bad') exchange.message({ channel: STDOUT, data: writeReply(outcome.reply, asked) });
    exchange.end();
  }
  process.kill();
}

function* reach(
  cluster: Cluster,
  process: Process,
  { host, port, tls }: Target,
  { request }: WireRequest,
): Task<Outcome | { readonly failure: 'unknown' }> {
  const machine = nodeAt(cluster, host);
  if (machine === undefined && !/^\d+(\.\d+){3}$/.test(host)) return { failure: 'unknown' };
  const span = process.begin('connect', `${host}:${port}`);
  if (machine === undefined || !cluster.network.passable(process.host, machine.host)) {
    yield* sleep(process.sim, CONNECT_TIMEOUT);
    span.end('error', { failure: 'timeout' });
    return { failure: 'timeout' };
  }
  const label = { form: 'request', verb: request.method ?? 'GET', name: request.path } as const;
  const whole = { ...request, ...(tls && { tls }) };
  const outcome = yield* ask(
    cluster.network,
    process,
    portAddress(nodeIP(machine), port),
    label,
    whole,
    CONNECT_TIMEOUT,
  );
  if ('failure' in outcome) span.end('error', { failure: outcome.failure });
  else span.end('ok', { status: outcome.reply.status });
  return outcome;
}

function nodeAt(cluster: Cluster, host: string): Machine | undefined {
  for (const machine of cluster.machines.values()) {
    if (machine.role !== 'control-plane' && machine.role !== 'worker') continue;
    if (machine.name === host || nodeIP(machine) === host) return machine;
  }
  return undefined;
}
