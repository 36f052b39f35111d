import {
  ERROR,
  RESIZE,
  STDERR,
  STDIN,
  STDOUT,
  exitStatus,
  streamFailure,
  type Bytes,
  type StreamMessage,
} from '../apimachinery/index.ts';
import { CriFailure, type CriStreamRequests, type CriStreamVerb, type StdioOptions } from '../cri-api/index.ts';
import { SIGHUP, Told, type Pipe, type Process as ShellProcess } from '../shell/index.ts';
import { Waiter, type Process, type ServerCall, type Span, type Task } from '../sim/index.ts';
import type { Container } from './container.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { PortForward } from './port-forward.ts';
import { exec, inputPipe, killTree, missing } from './program.ts';
import { Terminal } from './stdio.ts';

/** Serves a call that goes on after its first answer: until then its span is open, and it ends when its client leaves. */
export function* stream(runtime: NodeRuntime, process: Process, call: ServerCall, span: Span): Task {
  const verb = call.label.verb as CriStreamVerb;
  // The table has for each verb what takes its request.
  const serve = STREAMS[verb] as AnyServe;
  const failure = yield* serve(runtime, process, call, call.request);
  span.end(failure === undefined ? 'ok' : 'error', failure === undefined ? undefined : { error: failure });
}

type Serve<V extends CriStreamVerb> = (
  runtime: NodeRuntime,
  process: Process,
  call: ServerCall,
  request: CriStreamRequests[V],
) => Task<string | undefined>;

type AnyServe = (
  runtime: NodeRuntime,
  process: Process,
  call: ServerCall,
  request: unknown,
) => Task<string | undefined>;

const STREAMS: { readonly [V in CriStreamVerb]: Serve<V> } = {
  Exec: serveExec,
  Attach: serveAttach,
  PortForward: servePortForward,
  FollowLogs: followLogs,
};

function accept(call: ServerCall): void {
  const { verb, namespace, name } = call.label;
  call.reply({ form: 'response', verb, namespace, name, code: 200 }, {});
}

function refuse(call: ServerCall, failure: string): string {
  const { verb, namespace, name } = call.label;
  call.reply({ form: 'response', verb, namespace, name, code: 500 }, new CriFailure(failure, 'NotFound'));
  call.finish();
  return failure;
}

/** What both sides of an exec or attach say, on its way between the wire and a program. */
class Session {
  readonly #call: ServerCall;
  readonly #options: StdioOptions;
  readonly stdin: Pipe | undefined;
  terminal: Terminal | undefined;
  /** Called when no more input will come. */
  onInputEnd: () => void;

  constructor(call: ServerCall, options: StdioOptions, stdin: Pipe | undefined, terminal: Terminal | undefined) {
    this.#call = call;
    this.#options = options;
    this.stdin = stdin;
    this.terminal = terminal;
    this.onInputEnd = () => stdin?.end();
    call.onInput = (payload) => this.#hear(payload as StreamMessage);
  }

  #hear(message: StreamMessage): void {
    if (message.channel === RESIZE || message.channel !== STDIN) return;
    if ('data' in message) {
      if (this.terminal) this.terminal.type(message.data);
      else this.stdin?.push(message.data);
    } else if ('end' in message) this.onInputEnd();
  }

  say(channel: number, data: Bytes): void {
    if (data === '') return;
    const { stdout, stderr } = this.#options;
    if ((channel === STDOUT && !stdout) || (channel === STDERR && !stderr)) return;
    this.#send(channel, data);
  }

  #send(channel: number, data: Bytes): void {
    const verb = CHANNELS[channel] ?? 'data';
    this.#call.item({ form: 'item', verb, bytes: data.length }, { channel, data } satisfies StreamMessage);
  }

  end(status: Bytes): void {
    this.#send(ERROR, status);
    this.#call.finish();
  }
}

const CHANNELS = ['stdin', 'stdout', 'stderr', 'error', 'resize'];

function* serveExec(
  runtime: NodeRuntime,
  _process: Process,
  call: ServerCall,
  request: CriStreamRequests['Exec'],
): Task<string | undefined> {
  const container = runtime.containers.get(request.containerId);
  if (!container?.running) return refuse(call, `container not running (${request.containerId})`);
  const { process } = container.sandbox;
  const done = new Waiter<number>(process.sim);
  const stdin = request.stdin || request.tty ? inputPipe(container, request.tty) : undefined;
  const session = new Session(call, request, stdin, undefined);
  const screen = (bytes: Bytes) => session.say(STDOUT, bytes);
  const terminal = request.tty ? new Terminal(stdin!, screen) : undefined;
  session.terminal = terminal;
  accept(call);
  const why = missing(container, request.cmd);
  if (why !== undefined) {
    const start = `failed to exec in container: failed to start exec "${runtime.newId()}": OCI runtime exec failed: exec failed: unable to start container process`;
    session.end(streamFailure(`error executing command in container: ${start}: ${why}`));
    return why;
  }
  let running: ShellProcess | undefined;
  if (terminal) terminal.onInterrupt = () => running && container.machine.interrupt(running.pid);
  const stdout = new Told(terminal ? (bytes) => terminal.print(bytes) : screen, request.tty);
  const stderr = terminal ? stdout : new Told((bytes) => session.say(STDERR, bytes));
  const task = exec(container, request.cmd, { stdin, stdout, stderr }, (started) => {
    running = started;
    if (call.cancelled) killTree(started, SIGHUP);
  });
  call.onCancel = () => {
    killTree(running, SIGHUP);
    done.settle(130);
  };
  process.go('exec', settleWith(done, task));
  process.go('exec exit', settleAfter(container, done));
  const exitCode = yield* done.wait();
  if (!call.cancelled) {
    session.end(exitStatus(exitCode, `error executing command [${request.cmd.join(' ')}], exit code ${exitCode}`));
  }
  return undefined;
}

function* settleWith(done: Waiter<number>, task: Task<number>): Task {
  done.settle(yield* task);
}

/** What runs in a container ends with it. */
function* settleAfter(container: Container, done: Waiter<number>): Task {
  yield* container.exited().wait();
  done.settle(137);
}

function* serveAttach(
  runtime: NodeRuntime,
  process: Process,
  call: ServerCall,
  request: CriStreamRequests['Attach'],
): Task<string | undefined> {
  const container = runtime.containers.get(request.containerId);
  if (!container?.running) return refuse(call, `container is in ${container?.record.state ?? 'unknown'} state`);
  const { stdin, terminal } = container;
  const session = new Session(call, request, request.stdin ? stdin : undefined, request.stdin ? terminal : undefined);
  // What others may still attach to stays open, unless the pod asks for it to be closed after the first.
  session.onInputEnd = () => {
    if (container.config.stdinOnce) stdin?.end();
  };
  const done = new Waiter<void>(process.sim);
  const stop = container.follow({ onOutput: (bytes) => session.say(STDOUT, bytes) });
  call.onCancel = () => {
    session.onInputEnd();
    done.settle();
  };
  accept(call);
  process.go('attach', settleAtExit(container, done));
  yield* done.wait();
  stop();
  if (!call.cancelled) session.end(exitStatus(0, ''));
  return undefined;
}

function* settleAtExit(container: Container, done: Waiter<void>): Task {
  yield* container.exited().wait();
  done.settle();
}

function* followLogs(
  runtime: NodeRuntime,
  process: Process,
  call: ServerCall,
  { containerId }: CriStreamRequests['FollowLogs'],
): Task<string | undefined> {
  const container = runtime.containers.get(containerId);
  if (!container) return refuse(call, `container "${containerId}" not found`);
  const done = new Waiter<void>(process.sim);
  call.onCancel = () => done.settle();
  accept(call);
  call.item({ form: 'item', verb: 'log' }, container.logs());
  const stop = container.follow({ onLine: (line) => call.item({ form: 'item', verb: 'log' }, [line]) });
  if (container.record.state !== 'CONTAINER_EXITED') {
    process.go('follow logs', settleAtExit(container, done));
    yield* done.wait();
  }
  stop();
  call.finish();
  return undefined;
}

function* servePortForward(
  runtime: NodeRuntime,
  process: Process,
  call: ServerCall,
  { podSandboxId }: CriStreamRequests['PortForward'],
): Task<string | undefined> {
  const sandbox = runtime.sandboxes.get(podSandboxId);
  if (sandbox?.record.state !== 'SANDBOX_READY')
    return refuse(call, `sandbox container "${podSandboxId}" is not running`);
  const done = new Waiter<void>(process.sim);
  const forward = new PortForward(sandbox, call);
  call.onInput = (payload) => forward.hear(payload as StreamMessage);
  call.onCancel = () => done.settle();
  accept(call);
  yield* done.wait();
  return undefined;
}
