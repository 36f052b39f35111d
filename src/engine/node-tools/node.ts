import type { CriClient } from '../cri-api/index.ts';
import type { Program } from '../shell/index.ts';
import type { Network, Process, Task } from '../sim/index.ts';
import type { Trace } from '../trace/index.ts';

/** A machine as its tools find it. The composition root fills it in: no tool knows another component. */
export interface Node {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly address: string;
  readonly network: Network;
  /** What has happened: journalctl reads in it what the units of this node did. */
  readonly trace: Trace;
  /** What stands in its kernel's tables; undefined: kube-proxy has never written any. */
  rules(): ProxyRules | undefined;
  /** Its programs that speak to the network, over kube-proxy's rules: curl, nslookup. */
  program(name: string): Program | undefined;
  /** Whether kubeadm has put a kubelet on it. */
  joined(): boolean;
  /** What its init system keeps, in the order in which it was put there. */
  components(): readonly string[];
  running(component: string): boolean;
  start(component: string): void;
  stop(component: string): void;
  /** `kubeadm join`: puts runtime, kubelet and proxy on it. */
  join(): void;
  /** `kubeadm reset`: takes the kubelet and the proxy away again. */
  reset(): void;
}

/** kube-proxy's rules, as far as iptables-save shows them. */
export interface ProxyRules {
  /** By `10.96.0.10:80/TCP`. */
  readonly clusterIPs: ReadonlyMap<string, ProxyRule>;
  /** By `30080/TCP`. */
  readonly nodePorts: ReadonlyMap<string, ProxyRule>;
}

export interface ProxyRule {
  /** `default/web:http` */
  readonly name: string;
  /** ClientIP affinity in seconds; undefined: none. */
  readonly affinitySeconds: number | undefined;
  readonly cluster: readonly ProxyEndpoint[];
  readonly external: readonly ProxyEndpoint[];
}

export interface ProxyEndpoint {
  readonly ip: string;
  readonly port: number;
}

/** What a tool is given of the machine it runs on: a process of its own on that machine, whose messages bear its name. */
export interface Tool {
  readonly node: Node;
  readonly process: Process;
  cri(): CriClient;
}

/** What a tool prints, and how it ends. */
export interface Said {
  readonly out?: string;
  readonly err?: string;
  readonly code: number;
}

/** What a tool prints as it comes, until it ends by itself or by Ctrl-C. */
export interface Followed {
  readonly follow: (print: (text: string) => void) => Task;
}

/** A tool that asks, and prints once or as it comes. `args` are without its name. */
export type Command = (tool: Tool, args: readonly string[]) => Task<Said | Followed>;

export function said(out: string): Said {
  return { out, code: 0 };
}

export function failed(err: string, code = 1): Said {
  return { err, code };
}

/** A subcommand that this house does not have, in the tool's own voice. */
export function notSimulated(tool: string, words: string): Said {
  return failed(`${tool}: "${words}" is not simulated here\n`);
}
