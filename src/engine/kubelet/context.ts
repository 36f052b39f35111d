import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { formatTime } from '../apimachinery/index.ts';
import type { Client, EventRecorder, EventType } from '../client-go/index.ts';
import type { Network, Process, Sim } from '../sim/index.ts';
import type { KubeletConfig } from './config.ts';
import type { CriClient } from '../cri-api/index.ts';
import { fieldPathOf } from './format.ts';

/** What all parts of one kubelet share. */
export class KubeletContext {
  readonly sim: Sim;
  readonly process: Process;
  readonly network: Network;
  readonly config: KubeletConfig;
  readonly hostIPs: readonly { readonly ip: string }[];
  readonly client: Client;
  /** Without a limit of its own: a node must not be taken for dead because it is busy. */
  readonly heartbeat: Client;
  readonly cri: CriClient;
  readonly #recorder: EventRecorder;
  /** The node as the watch last brought it. */
  node: Node | undefined;
  /** Whether the runtime has a network to give pods addresses from. */
  networkReady = false;

  constructor(
    process: Process,
    network: Network,
    config: KubeletConfig,
    client: Client,
    recorder: EventRecorder,
    cri: CriClient,
    heartbeat: Client,
  ) {
    this.sim = process.sim;
    this.process = process;
    this.network = network;
    this.config = config;
    this.hostIPs = [{ ip: config.nodeIP }];
    this.client = client;
    this.cri = cri;
    this.heartbeat = heartbeat;
    this.#recorder = recorder;
  }

  get nodeName(): string {
    return this.process.host.name;
  }

  /** Now, as objects say it. */
  timestamp(): string {
    return formatTime(this.sim.wallClock());
  }

  podEvent(pod: Pod, type: EventType, reason: string, message: string): void {
    this.#recorder.event(pod, type, reason, message);
  }

  containerEvent(pod: Pod, container: string, type: EventType, reason: string, message: string): void {
    this.#recorder.event(pod, type, reason, message, fieldPathOf(pod, container));
  }

  /** About the node itself; its uid in events is its name, and they are in the namespace `default`. */
  nodeEvent(type: EventType, reason: string, message: string): void {
    const { nodeName } = this;
    this.#recorder.event(
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: nodeName, uid: nodeName, resourceVersion: '', creationTimestamp: '' },
      },
      type,
      reason,
      message,
    );
  }
}
