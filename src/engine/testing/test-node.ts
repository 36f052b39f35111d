import type { Pod } from '../api/pod/types.ts';
import type { ApiList, ApiObject } from '../apimachinery/index.ts';
import { NodeRuntime, startContainerd, startRegistry, type RegistryFaults } from '../containerd/index.ts';
import { TestServer } from '../kube-apiserver/testing/test-server.ts';
import { Host, Process, WAN, type Micros } from '../sim/index.ts';
import type { Hop, Span } from '../trace/index.ts';
import { startKubelet } from '../kubelet/index.ts';

/** An API server and one node that runs pods, for tests. Pods are bound by hand. */
export class TestNode {
  readonly server: TestServer;
  readonly host = new Host('worker-1');
  readonly runtime: NodeRuntime;
  readonly registry: RegistryFaults;
  kubelet: Process;
  containerd: Process;

  constructor(seed = 1) {
    this.server = new TestServer({ seed });
    const { sim, network } = this.server;
    const internet = new Host('internet');
    network.setUplink(internet, WAN);
    this.registry = startRegistry(new Process(sim, 'registry', internet), network);
    this.runtime = new NodeRuntime(sim, network, this.host, '172.18.0.11');
    this.server.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'default' },
    });
    this.containerd = this.startContainerd();
    this.kubelet = this.startKubelet();
    this.advance(5_000_000);
  }

  startContainerd(): Process {
    this.containerd = new Process(this.server.sim, 'containerd', this.host);
    startContainerd(this.containerd, this.server.network, { runtime: this.runtime });
    return this.containerd;
  }

  startKubelet(): Process {
    this.kubelet = new Process(this.server.sim, 'kubelet', this.host);
    startKubelet(this.kubelet, this.server.network, {
      nodeIP: '172.18.0.11',
      cpu: '4',
      memory: '8Gi',
      podCIDR: '10.244.1.0/24',
      activity: this.runtime.activity,
    });
    return this.kubelet;
  }

  advance(duration: Micros): void {
    this.server.advance(duration);
  }

  /** Creates a pod that is already bound to the node; what is not said of a container is defaulted. */
  run(name: string, spec: Record<string, unknown>): void {
    this.server.create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { nodeName: 'worker-1', automountServiceAccountToken: false, ...spec },
    });
  }

  configMap(name: string, data: Readonly<Record<string, string>>): void {
    this.server.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
      data,
    });
  }

  pod(name: string): Pod {
    const found = this.tryPod(name);
    if (!found) throw new Error(`no pod ${name}`);
    return found;
  }

  tryPod(name: string): Pod | undefined {
    const answer = this.server.ask({ verb: 'get', resource: 'pods', namespace: 'default', name });
    return answer.code === 200 ? (answer.body as Pod) : undefined;
  }

  events(name: string): readonly string[] {
    interface EventObject extends ApiObject {
      readonly involvedObject: { readonly name: string };
      readonly type: string;
      readonly reason: string;
      readonly message: string;
    }
    const { body } = this.server.ask({ verb: 'list', resource: 'events', namespace: 'default' });
    return (body as ApiList<EventObject>).items
      .filter((event) => event.involvedObject.name === name)
      .map((event) => `${event.type} ${event.reason} ${event.message}`);
  }

  records(): readonly (Span | Hop)[] {
    const { trace } = this.server;
    const all: (Span | Hop)[] = [];
    for (let id = trace.first; id < trace.next; id++) {
      const record = trace.get(id);
      if (record && record.type !== 'commit') all.push(record);
    }
    return all;
  }
}
