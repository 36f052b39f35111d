import type { Pod } from '../../api/pod/types.ts';
import type { Indexer } from '../../client-go/index.ts';
import {
  kubeletAddress,
  type KubeletReply,
  type KubeletRequests,
  type KubeletVerb,
  type LogLine,
} from '../../cri-api/index.ts';
import { serve, type Label, type ServerCall, type Stream, type Task } from '../../sim/index.ts';
import type { KubeletContext } from '../context.ts';
import { CriError } from '../../cri-api/index.ts';
import type { Pleg } from '../pleg.ts';
import { Refusal, loggedContainer, podOf, runningContainer, type ServerView } from './containers.ts';
import { LogWriter } from './logs.ts';
import { resourceMetrics } from './resource-metrics.ts';

/** Serves what the API server asks a kubelet for: logs, and everything that carries bytes into a pod. pkg/kubelet/server */
export function serveKubelet(context: KubeletContext, pleg: Pleg, pods: Indexer<Pod>): void {
  const server = new KubeletServer(context, { pods, pleg });
  serve(context.network, context.process, kubeletAddress(context.nodeName), (call) => server.handle(call));
}

type Answer<V extends KubeletVerb> = (request: KubeletRequests[V], call: ServerCall) => Task | undefined;

class KubeletServer {
  readonly #context: KubeletContext;
  readonly #view: ServerView;
  readonly #answers: { readonly [V in KubeletVerb]: Answer<V> };

  constructor(context: KubeletContext, view: ServerView) {
    this.#context = context;
    this.#view = view;
    this.#answers = {
      containerLogs: (request, call) => this.#containerLogs(request, call),
      exec: (request, call) => this.#exec(request, call),
      attach: (request, call) => this.#attach(request, call),
      portForward: (request, call) => this.#portForward(request, call),
      get: (request, call) => this.#get(request, call),
    };
  }

  *handle(call: ServerCall): Task {
    const { verb, namespace, name } = call.label;
    const span = this.#context.process.begin(verb, namespace === undefined ? (name ?? '') : `${namespace}/${name}`);
    try {
      // The table has for each verb what takes its request.
      const answer = this.#answers[verb as KubeletVerb] as (request: unknown, call: ServerCall) => Task | undefined;
      const waiting = answer(call.request, call);
      if (waiting) yield* waiting;
      span.end('ok');
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      span.end('error', { error: refusal.message });
      reply(call, { code: refusal.code, error: refusal.message });
      if (call.streams) call.finish();
    }
  }

  *#containerLogs(request: KubeletRequests['containerLogs'], call: ServerCall): Task {
    const { cri, sim } = this.#context;
    const { options, namespace, pod } = request;
    const { id: containerId } = loggedContainer(this.#view, request, options.previous);
    const writer = new LogWriter(options, sim.wallClock());
    if (!options.follow) {
      const { lines } = yield* cri.call('ContainerLogs', { containerId }, pod, namespace);
      reply(call, { code: 200, text: writer.text(lines) });
      return;
    }
    const stream = yield* cri.open('FollowLogs', { containerId }, pod, namespace);
    call.onCancel = () => stream.cancel();
    reply(call, { code: 200, text: '' });
    while (!writer.full) {
      const item = yield* stream.next();
      if (!item) break;
      sim.cause = item.hop;
      const text = writer.text(item.payload as readonly LogLine[]);
      if (text !== '') call.item({ form: 'item', verb: 'log', bytes: text.length }, text);
    }
    stream.cancel();
    call.finish();
  }

  *#exec(request: KubeletRequests['exec'], call: ServerCall): Task {
    const { id: containerId } = runningContainer(this.#view, request);
    const { command, stdin, stdout, stderr, tty, pod, namespace } = request;
    if (!stdin && !stdout && !stderr) throw new Refusal(400, NO_STREAMS);
    const asked = { containerId, cmd: command, stdin, stdout, stderr, tty };
    yield* this.#join(call, yield* this.#context.cri.open('Exec', asked, pod, namespace));
  }

  *#attach(request: KubeletRequests['attach'], call: ServerCall): Task {
    const { id: containerId } = runningContainer(this.#view, request);
    const { stdin, stdout, stderr, tty, pod, namespace } = request;
    if (!stdin && !stdout && !stderr) throw new Refusal(400, NO_STREAMS);
    const asked = { containerId, stdin, stdout, stderr, tty };
    yield* this.#join(call, yield* this.#context.cri.open('Attach', asked, pod, namespace));
  }

  *#portForward(request: KubeletRequests['portForward'], call: ServerCall): Task {
    const { metadata } = podOf(this.#view, request);
    const sandbox = this.#view.pleg.get(metadata.uid).sandboxes[0];
    if (sandbox?.state !== 'SANDBOX_READY') throw new Refusal(500, `failed to find sandbox for pod ${request.pod}`);
    const { cri } = this.#context;
    yield* this.#join(
      call,
      yield* cri.open('PortForward', { podSandboxId: sandbox.id }, request.pod, request.namespace),
    );
  }

  /** Carries messages both ways until one side has left. */
  *#join(call: ServerCall, stream: Stream): Task {
    call.onInput = (payload, label) => stream.send(label, payload);
    call.onCancel = () => stream.cancel();
    reply(call, { code: 101 });
    for (;;) {
      const item = yield* stream.next();
      if (!item) break;
      this.#context.sim.cause = item.hop;
      call.item(ITEM, item.payload);
    }
    call.finish(stream.failure);
  }

  /** The rest of its port, of which there is only what people ask for by hand. */
  #get({ path }: KubeletRequests['get'], call: ServerCall): Task | undefined {
    if (path === '/healthz' || path.startsWith('/healthz/')) {
      reply(call, { code: 200, text: 'ok' });
      return;
    }
    if (path === '/pods' || path === '/runningpods/') {
      const text = JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: this.#view.pods.list() });
      reply(call, { code: 200, text: `${text}\n`, contentType: 'application/json' });
      return;
    }
    if (path === '/metrics/resource') return this.#resourceMetrics(call);
    throw new Refusal(404, '404 page not found\n');
  }

  *#resourceMetrics(call: ServerCall): Task {
    const { cri, sim } = this.#context;
    const { stats } = yield* cri.call('ListContainerStats', {});
    const text = resourceMetrics(stats, sim, this.#context.config.controlPlane === true);
    reply(call, { code: 200, text, contentType: 'text/plain; version=0.0.4; charset=utf-8' });
  }
}

const NO_STREAMS = 'you must specify at least 1 of stdin, stdout, stderr';
const ITEM: Label = { form: 'item', verb: 'data' };

function reply(call: ServerCall, answer: KubeletReply): void {
  const { verb, namespace, name } = call.label;
  call.reply({ form: 'response', verb, namespace, name, code: answer.code }, answer);
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  return error instanceof CriError ? new Refusal(500, error.message) : undefined;
}
