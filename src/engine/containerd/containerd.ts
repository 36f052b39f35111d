import {
  CriFailure,
  isCriFailure,
  runtimeAddress,
  type CriReplies,
  type CriRequests,
  type CriVerb,
  type RuntimeContainer,
} from '../cri-api/index.ts';
import {
  MILLISECOND,
  SECOND,
  serve,
  sleep,
  type Detail,
  type Micros,
  type Network,
  type Process,
  type Random,
  type ServerCall,
  type Span,
  type Task,
} from '../sim/index.ts';
import { commandLine } from './command-line.ts';
import { Container } from './container.ts';
import { infoOf } from './image-store.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { expose } from './exposed.ts';
import { execSync, notFound, resolveProgram, runScript } from './program.ts';
import { Puller } from './pull.ts';
import { containerStats } from './stats.ts';
import { stream } from './streaming.ts';

/** What the steps of a start take on an ordinary server; jitter comes on top. */
const SANDBOX_TIME: Micros = 150 * MILLISECOND;
const CREATE_TIME: Micros = 25 * MILLISECOND;
const START_TIME: Micros = 70 * MILLISECOND;
const STOP_SANDBOX_TIME: Micros = 40 * MILLISECOND;
const QUERY_TIME: Micros = MILLISECOND;

type Answer<V extends CriVerb> = CriReplies[V] | CriFailure;
type Service = { readonly [V in CriVerb]: Step<V> | ((request: CriRequests[V]) => Task<Answer<V>>) };

/** A verb that takes its time and then answers at once: most do, and they need no task of their own. */
interface Step<V extends CriVerb> {
  readonly time: Micros;
  answer(request: CriRequests[V]): Answer<V>;
}

function step<V extends CriVerb>(time: Micros, answer: (request: CriRequests[V]) => Answer<V>): Step<V> {
  return { time, answer };
}

/** An entry as it is for whoever only knows that the request is the verb's. */
type AnyEntry = { readonly time: Micros; answer(request: unknown): unknown } | ((request: unknown) => Task<unknown>);

export interface ContainerdConfig {
  readonly runtime: NodeRuntime;
}

/** Serves the CRI of one host at `containerd@<host>`. */
export function startContainerd(process: Process, network: Network, config: ContainerdConfig): void {
  const containerd = new Containerd(process, network, config.runtime);
  expose(process, config.runtime, () => [...containerd.puller.pulls.values()]);
  serve(network, process, runtimeAddress(process.host.name), (call) => containerd.handle(call));
}

/** What a finished CRI call says of itself in the trace. */
function detailOf(request: unknown, reply: unknown): Detail {
  if (isCriFailure(reply)) return { error: reply.failure, ...(request as Detail) };
  return request as Detail;
}

class Containerd {
  readonly #process: Process;
  readonly #runtime: NodeRuntime;
  readonly puller: Puller;
  readonly #random: Random;
  readonly #service: Service;

  constructor(process: Process, network: Network, runtime: NodeRuntime) {
    this.#process = process;
    this.#runtime = runtime;
    this.puller = new Puller(process, network, runtime.images);
    this.#random = process.sim.random(process.id);
    this.#service = {
      UpdateRuntimeConfig: step(QUERY_TIME, (request) => this.#updateRuntimeConfig(request)),
      RunPodSandbox: step(SANDBOX_TIME, (request) => this.#runPodSandbox(request)),
      StopPodSandbox: (request) => this.#stopPodSandbox(request),
      RemovePodSandbox: step(QUERY_TIME, (request) => this.#removePodSandbox(request)),
      ImageStatus: step(QUERY_TIME, (request) => this.#imageStatus(request)),
      PullImage: (request) => this.#pullImage(request),
      ListImages: step(QUERY_TIME, () => this.#listImages()),
      RemoveImage: step(QUERY_TIME, (request) => this.#removeImage(request)),
      CreateContainer: step(CREATE_TIME, (request) => this.#createContainer(request)),
      StartContainer: (request) => this.#startContainer(request),
      StopContainer: (request) => this.#stopContainer(request),
      RemoveContainer: step(QUERY_TIME, (request) => this.#removeContainer(request)),
      ListContainers: step(QUERY_TIME, () => this.#listContainers()),
      ListContainerStats: step(QUERY_TIME, () => ({
        stats: containerStats(this.#runtime, this.#process.sim.wallClock()),
      })),
      ExecSync: (request) => this.#execSync(request),
      ContainerLogs: step(QUERY_TIME, (request) => this.#containerLogs(request)),
    };
  }

  *handle(call: ServerCall): Task {
    const { verb, name } = call.label;
    const span = this.#process.begin(verb, name ?? '');
    if (call.streams) {
      yield* stream(this.#runtime, this.#process, call, span);
      return;
    }
    // The table has for each verb what takes its request.
    const entry = this.#service[verb as CriVerb] as AnyEntry;
    if (typeof entry === 'function') {
      this.#reply(call, span, yield* entry(call.request));
      return;
    }
    yield* this.#pass(entry.time);
    this.#reply(call, span, entry.answer(call.request));
  }

  #reply(call: ServerCall, span: Span, reply: unknown): void {
    const { verb, namespace, name } = call.label;
    const failed = isCriFailure(reply);
    span.end(failed ? 'error' : 'ok', verb === 'ListContainers' ? undefined : detailOf(call.request, reply));
    call.reply({ form: 'response', verb, namespace, name, code: failed ? 500 : 200 }, reply);
  }

  #pass(time: Micros): Task {
    return sleep(this.#process.sim, time + this.#random.int(Math.ceil(time / 4)));
  }

  #updateRuntimeConfig(request: CriRequests['UpdateRuntimeConfig']): Answer<'UpdateRuntimeConfig'> {
    this.#runtime.podCIDR = request.podCIDR;
    return {};
  }

  #runPodSandbox(request: CriRequests['RunPodSandbox']): Answer<'RunPodSandbox'> {
    const sandbox = this.#runtime.addSandbox(request);
    if (typeof sandbox !== 'string') return sandbox.record;
    const failure = `failed to setup network for sandbox "${this.#runtime.newId()}": ${sandbox}`;
    return new CriFailure(failure, 'Unknown');
  }

  *#stopPodSandbox({ podSandboxId }: CriRequests['StopPodSandbox']): Task<Answer<'StopPodSandbox'>> {
    const sandbox = this.#runtime.sandboxes.get(podSandboxId);
    if (sandbox?.record.state === 'SANDBOX_READY') {
      yield* this.#pass(STOP_SANDBOX_TIME);
      for (const container of sandbox.containers) container.exit(137);
      sandbox.stop();
    }
    return {};
  }

  #removePodSandbox({ podSandboxId }: CriRequests['RemovePodSandbox']): Answer<'RemovePodSandbox'> {
    this.#runtime.removeSandbox(podSandboxId);
    return {};
  }

  #imageStatus({ image, verbose }: CriRequests['ImageStatus']): Answer<'ImageStatus'> {
    const stored = this.#runtime.images.get(image);
    return { image: stored?.record, ...(verbose && stored && { info: infoOf(stored) }) };
  }

  /** It is no failure when there is none. What runs from it goes on. */
  #removeImage({ image }: CriRequests['RemoveImage']): Answer<'RemoveImage'> {
    this.#runtime.images.remove(image);
    return {};
  }

  *#pullImage({ image }: CriRequests['PullImage']): Task<Answer<'PullImage'>> {
    const pulled = yield* this.puller.pull(image);
    return isCriFailure(pulled) ? pulled : { imageRef: pulled.imageRef, size: pulled.record.size };
  }

  #listImages(): Answer<'ListImages'> {
    return { images: this.#runtime.images.list() };
  }

  #createContainer({ podSandboxId, config }: CriRequests['CreateContainer']): Answer<'CreateContainer'> {
    const sandbox = this.#runtime.sandboxes.get(podSandboxId);
    if (sandbox?.record.state !== 'SANDBOX_READY') {
      return new CriFailure(`failed to find sandbox id "${podSandboxId}": not found`, 'NotFound');
    }
    const stored = this.#runtime.images.get(config.image);
    if (!stored) return new CriFailure(`failed to get image from containerd "${config.image}": not found`, 'NotFound');
    const record: RuntimeContainer = {
      id: this.#runtime.newId(),
      sandboxId: podSandboxId,
      podUid: sandbox.record.pod.uid,
      name: config.name,
      attempt: config.attempt,
      image: stored.name,
      imageRef: stored.imageRef,
      state: 'CONTAINER_CREATED',
      createdAt: this.#process.sim.wallClock(),
      startedAt: 0,
      finishedAt: 0,
      exitCode: 0,
      reason: '',
      message: '',
    };
    const container = new Container(record, sandbox, config, stored.image);
    sandbox.add(container);
    this.#runtime.containers.set(record.id, container);
    this.#runtime.activity.changed();
    return { containerId: record.id };
  }

  *#startContainer({ containerId }: CriRequests['StartContainer']): Task<Answer<'StartContainer'>> {
    const container = this.#runtime.containers.get(containerId);
    if (container?.record.state !== 'CONTAINER_CREATED' || container.sandbox.record.state !== 'SANDBOX_READY') {
      return new CriFailure(`an error occurred when try to find container "${containerId}": not found`, 'NotFound');
    }
    yield* this.#pass(START_TIME);
    const argv = commandLine(container.image, container.config.command, container.config.args);
    const program = resolveProgram(container, argv);
    if (program.kind === 'missing') {
      const failure = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${program.binary}": ${notFound(container, program.binary)}: unknown`;
      container.exit(128, 'StartError', failure);
      return new CriFailure(failure, 'Unknown');
    }
    container.start();
    const { sandbox } = container;
    const { sim } = sandbox.process;
    if (program.kind === 'script') {
      container.scripted = true;
      sandbox.process.go(container.config.name, runScript(container, program.argv));
    } else if (program.kind === 'prints') {
      container.printStart(program.lines);
      sim.after(5 * MILLISECOND, (c: Container) => c.exit(0), container);
    } else {
      const { server } = program;
      const refusal = server.refuses?.({ ...container.image.env, ...container.config.env });
      container.printStart(refusal ?? server.log);
      if (refusal) sim.after(300 * MILLISECOND, (c: Container) => c.exit(1), container);
      else if (server.startup === 0) container.listen(server);
      else sim.after(server.startup, (c: Container) => c.listen(server), container);
    }
    return {};
  }

  *#stopContainer({ containerId, timeout }: CriRequests['StopContainer']): Task<Answer<'StopContainer'>> {
    const container = this.#runtime.containers.get(containerId);
    if (container?.running) {
      container.terminate(timeout);
      yield* container.exited().wait();
    } else if (container?.record.state === 'CONTAINER_CREATED') {
      container.exit(137);
    }
    return {};
  }

  #removeContainer({ containerId }: CriRequests['RemoveContainer']): Answer<'RemoveContainer'> {
    const container = this.#runtime.containers.get(containerId);
    if (!container) return {};
    this.#runtime.containers.delete(containerId);
    container.sandbox.remove(container);
    this.#runtime.activity.changed();
    return {};
  }

  #listContainers(): Answer<'ListContainers'> {
    return {
      sandboxes: [...this.#runtime.sandboxes.values()].map((sandbox) => sandbox.record),
      containers: [...this.#runtime.containers.values()].map((container) => container.record),
      networkReady: this.#runtime.podCIDR !== undefined,
    };
  }

  *#execSync({ containerId, cmd, timeout }: CriRequests['ExecSync']): Task<Answer<'ExecSync'>> {
    const container = this.#runtime.containers.get(containerId);
    if (!container?.running) return new CriFailure(`container not running (${containerId})`, 'Unknown');
    if (container.failing) return { exitCode: 1, stdout: 'fault: made to fail', stderr: '' };
    const { sim } = this.#process;
    const began = sim.now;
    const result = yield* execSync(container, cmd, timeout);
    if (timeout > 0 && sim.now - began >= timeout * SECOND) {
      return new CriFailure(`command "${cmd.join(' ')}" timed out`, 'DeadlineExceeded');
    }
    return result;
  }

  #containerLogs({ containerId, tail }: CriRequests['ContainerLogs']): Answer<'ContainerLogs'> {
    const container = this.#runtime.containers.get(containerId);
    if (!container) return new CriFailure(`container "${containerId}" not found`, 'NotFound');
    const lines = container.logs();
    return { lines: tail === undefined ? lines : lines.slice(Math.max(0, lines.length - tail)) };
  }
}
