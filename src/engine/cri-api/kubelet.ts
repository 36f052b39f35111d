import type { Micros } from '../sim/index.ts';
import type { StdioOptions } from './runtime.ts';

/** The port of every kubelet's server. */
export const KUBELET_PORT = 10250;

/** Where the kubelet of a node answers on the network. */
export function kubeletAddress(node: string): string {
  return `kubelet@${node}`;
}

/** v1.PodLogOptions, read and checked. */
export interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly sinceSeconds?: number | undefined;
  /** Microseconds since the Unix epoch. */
  readonly sinceTime?: Micros | undefined;
  readonly tailLines?: number | undefined;
  readonly limitBytes?: number | undefined;
}

/** What the API server asks a kubelet for, by the verb of its label (pkg/kubelet/server/server.go). */
export interface KubeletRequests {
  readonly containerLogs: ContainerOfPod & { readonly options: LogOptions };
  readonly exec: ContainerOfPod & StdioOptions & { readonly command: readonly string[] };
  readonly attach: ContainerOfPod & StdioOptions;
  readonly portForward: PodOfNode;
  /** Anything else on its port: `/pods`, `/healthz`. */
  readonly get: { readonly path: string };
}

export type KubeletVerb = keyof KubeletRequests;

export interface PodOfNode {
  readonly namespace: string;
  readonly pod: string;
}

export interface ContainerOfPod extends PodOfNode {
  readonly container: string;
}

/** The first answer; streams go on after it. Texts and codes are those of the kubelet's HTTP server. */
export type KubeletReply =
  | { readonly code: 200; readonly text: string; readonly contentType?: string }
  | { readonly code: 101 }
  | { readonly code: 400 | 404 | 500; readonly error: string };
