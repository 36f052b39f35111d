import { NETWORK_TOOLS, type Caller } from '../containerd/index.ts';
import { exchange, portAddress } from '../cri-api/index.ts';
import type { Program } from '../shell/index.ts';
import { startSshd, sshAddress, type Node, type SshRequest } from '../node-tools/index.ts';
import type { StreamMessage } from '../apimachinery/index.ts';
import { NetworkError, Process, RpcClient, type Label, type Task } from '../sim/index.ts';
import type { Cluster } from './cluster.ts';
import { nodeIP } from './components.ts';
import { Exchange, type HttpReply, type HttpRequest } from './kubectl.ts';
import type { Machine } from './machine.ts';

/** A request of this form goes to a machine and not to the API server: `ssh://worker-1/?command=crictl&command=ps`. */
const SSH = /^ssh:\/\/([^/?#]+)\/?(?:\?(.*))?$/;

const DATA: Label = { form: 'data', verb: 'data' };

/** A tool of the containers', for the machine itself: in the trace it is a process of its own, `curl@worker-1`. */
function networkTool({ network, sim }: Cluster, machine: Machine, name: string): Program | undefined {
  const make = NETWORK_TOOLS.get(name);
  if (make === undefined) return undefined;
  return function* (shell) {
    const process = new Process(sim, name, machine.host);
    const connect: Caller['sandbox']['connect'] = (ip, port, request, timeout, protocol) => {
      if (machine.proxy) return machine.proxy.connect(process, ip, port, request, timeout, protocol);
      const label = { form: 'request', verb: request.method ?? request.protocol, name: request.path } as const;
      return exchange(network, process, portAddress(ip, port), label, request, timeout);
    };
    const sandbox = { process, record: { ip: nodeIP(machine) }, connect };
    try {
      return yield* make({ sandbox, image: { tools: ['dig'] }, config: { image: '' } })(shell);
    } finally {
      process.kill();
    }
  };
}

/** What of a machine its tools may see and move. */
function nodeOf(cluster: Cluster, machine: Machine): Node {
  return {
    name: machine.name,
    role: machine.role === 'control-plane' ? 'control-plane' : 'worker',
    address: nodeIP(machine),
    network: cluster.network,
    trace: cluster.trace,
    rules: () => machine.proxy?.rules,
    program: (name) => networkTool(cluster, machine, name),
    joined: () => machine.components.includes('kubelet'),
    components: () => machine.components,
    running: (component) => machine.process(component) !== undefined,
    start: (component) => machine.start(component),
    stop: (component) => machine.process(component)?.kill(),
    join: () => cluster.join(machine),
    reset: () => {
      for (const component of ['kubelet', 'kube-proxy']) machine.remove(component);
    },
  };
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word.replaceAll('+', ' '));
  } catch {
    return word;
  }
}

function readRequest(query: string): SshRequest {
  const pairs = query.split('&').map((pair) => pair.split('='));
  const values = (name: string) => pairs.filter(([key]) => key === name).map(([, value = '']) => decode(value));
  return { command: values('command'), tty: values('tty').includes('true') };
}

/** Whether a request is for a machine itself. */
export function isSsh({ url }: HttpRequest): boolean {
  return url.startsWith('ssh://');
}

/** Goes to a machine as a person does, from the person's own; the answer is as that of an exec: 101, then messages. */
export function ssh(cluster: Cluster, http: HttpRequest, reply: HttpReply): Exchange {
  const exchange = new Exchange(reply);
  const user = cluster.machines.get('user');
  const [, name = '', query = ''] = SSH.exec(http.url) ?? [];
  const machine = cluster.machineFor(decode(name));
  const process = new Process(cluster.sim, 'ssh', user!.host);
  if (machine !== undefined && machine.host.up && machine.process('sshd') === undefined) {
    machine.run('sshd', (sshd) => startSshd(sshd, nodeOf(cluster, machine)));
  }
  process.go('session', session(cluster, process, decode(name), readRequest(query), exchange));
  return exchange;
}

function* session(cluster: Cluster, process: Process, name: string, request: SshRequest, exchange: Exchange): Task {
  if (cluster.machines.get(name) === undefined) {
    exchange.fail(`ssh: Could not resolve hostname ${name}: Name or service not known`);
    process.kill();
    return;
  }
  const rpc = new RpcClient(cluster.network, process, sshAddress(name));
  try {
    const { stream } = yield* rpc.open({ form: 'request', verb: 'ssh', name }, request);
    exchange.onCancel = () => stream.cancel();
    exchange.onSend = (message) => stream.send(DATA, message);
    exchange.respond({ status: 101, headers: {}, body: '' }, true);
    for (;;) {
      const item = yield* stream.next();
      if (!item || exchange.cancelled) break;
      exchange.message(item.payload as StreamMessage);
    }
    exchange.end();
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    exchange.fail(`ssh: connect to host ${name} port 22: Connection refused`);
  } finally {
    process.kill();
  }
}
