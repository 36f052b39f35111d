import { bytesOf, textOf } from '../apimachinery/index.ts';
import { CriClient } from '../cri-api/index.ts';
import {
  Pipe,
  ProcessTable,
  SHELLS,
  TOOLS,
  TreeFiles,
  type Machine,
  type Process as ShellProcess,
  type Program,
  type Run,
} from '../shell/index.ts';
import { Process, Waiter, type Random, type Task } from '../sim/index.ts';
import { crictl } from './crictl.ts';
import { dockerLike } from './docker.ts';
import { etcdctl } from './etcdctl.ts';
import { nodeRoot } from './files.ts';
import { journalctl } from './journalctl/index.ts';
import { kubeadm } from './kubeadm/index.ts';
import { ip, iptablesSave } from './network.ts';
import type { Command, Followed, Node } from './node.ts';
import { systemctl } from './systemctl.ts';

/** The tools of a node beside the shell's own. Add the file, then its line here. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['crictl', crictl],
  ['docker', dockerLike('docker')],
  ['nerdctl', dockerLike('nerdctl')],
  ['etcdctl', etcdctl],
  ['kubeadm', kubeadm],
  ['systemctl', systemctl],
  ['journalctl', journalctl],
  ['ip', ip],
  ['iptables-save', iptablesSave],
]);

/** Prints what comes until there is no more. It comes to a pipe, since only there Ctrl-C is heard while nothing comes. */
function* printed(shell: ShellProcess, process: Process, { follow }: Followed): Run<number> {
  const pipe = new Pipe(shell.machine);
  process.go(
    'follow',
    (function* () {
      yield* follow((text) => pipe.push(bytesOf(text)));
      pipe.end();
    })(),
  );
  for (let bytes; (bytes = yield* pipe.read(shell)) !== undefined;) yield* shell.print(bytes);
  return 0;
}

/** A command asks from a process of its own, which ends with it. */
function* runCommand(node: Node, owner: Process, name: string, command: Command, shell: ShellProcess): Run<number> {
  const process = new Process(owner.sim, name, owner.host);
  const tool = { node, process, cri: () => new CriClient(process, node.network) };
  try {
    const done = yield* command(tool, shell.args.slice(1).map(textOf));
    if ('follow' in done) return yield* printed(shell, process, done);
    const { out, err, code } = done;
    if (out !== undefined) yield* shell.print(bytesOf(out));
    if (err !== undefined) yield* shell.complain(bytesOf(err));
    return code;
  } finally {
    process.kill();
  }
}

/** The inside of a node, for somebody who has come to it: its files, its processes, and what can be typed there. */
export class NodeMachine implements Machine {
  readonly files: TreeFiles;
  readonly processes = new ProcessTable();
  readonly hostname: string;
  readonly user = { name: 'root', uid: 0, group: 'root', gid: 0, home: '/root' };
  readonly gnu = true;
  readonly system = {
    kernel: 'Linux',
    release: '6.12.48-orrery',
    version: '#1 SMP PREEMPT_DYNAMIC',
    machine: 'x86_64',
  };
  readonly #node: Node;
  readonly #process: Process;
  readonly #random: Random;

  /** `process`: who runs what is typed; it is the machine's own. */
  constructor(node: Node, process: Process) {
    this.#node = node;
    this.#process = process;
    this.hostname = node.name;
    this.#random = process.sim.random(`ssh/${node.name}`);
    this.files = new TreeFiles(() => process.sim.wallClock(), nodeRoot(node));
  }

  now(): number {
    return this.#process.sim.wallClock();
  }

  random(): number {
    return this.#random.float();
  }

  after(micros: number, fire: () => void): () => void {
    const timer = this.#process.sim.after(micros, () => fire(), undefined);
    return () => timer.cancel();
  }

  waiter(): Waiter<void> {
    return new Waiter<void>(this.#process.sim);
  }

  /** A run of the shell room is a goroutine of sim here: what it yields is what sim waits for. */
  go(name: string, run: Run): void {
    this.#process.go(name, run as Task);
  }

  program(name: string): Program | undefined {
    const command = COMMANDS.get(name);
    if (command !== undefined) return this.#programOf(name, command);
    if (name === 'sh') return SHELLS.get('dash');
    return this.#node.program(name) ?? SHELLS.get(name) ?? TOOLS.get(name);
  }

  #programOf(name: string, command: Command): Program {
    const [node, owner] = [this.#node, this.#process];
    return (process: ShellProcess) => runCommand(node, owner, name, command, process);
  }
}
