import { NODES } from '../../api/refs.ts';
import type { Node } from '../../api/node/types.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { CidrSet } from './cidr-set.ts';

const NAME = 'node-ipam-controller';
const WORKERS = 30;

/** Gives each node its part of the pod network. RangeAllocator, pkg/controller/nodeipam/ipam/range_allocator.go */
class RangeAllocator {
  readonly #nodes: Indexer<Node>;
  readonly #client: ResourceClient<Node>;
  readonly #recorder: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #cidrs: CidrSet;
  /** What was given to a node and is perhaps not in the cache yet. */
  readonly #given = new Map<string, string>();

  constructor(readonly context: ControllerContext) {
    const { config, informers, process } = context;
    const client = context.client('node-controller');
    this.#client = client.resource<Node>(NODES);
    this.#recorder = new EventRecorder(client, { component: 'cidrAllocator' });
    this.#queue = new WorkQueue(process, 'cidrallocator_node');
    this.#cidrs = new CidrSet(config.clusterCIDR, config.nodeCIDRMaskSize);
    const nodes = informers.informer<Node>(NODES);
    this.#nodes = nodes.store;
    nodes.addEventHandler({
      onAdd: (node) => this.#seen(node),
      onUpdate: (_, node) => this.#seen(node),
      onDelete: (node) => this.#release(node),
    });
    context.whenSynced(NAME, [nodes], () => {
      runWorkers(process, this.#queue, WORKERS, (name) => this.#sync(name));
    });
  }

  /** Addresses in use are marked as such before any is given away, because workers start after the cache is full. */
  #seen(node: Node): void {
    const { podCIDR } = node.spec;
    if (podCIDR) this.#cidrs.occupy(podCIDR);
    else this.#queue.add(node.metadata.name);
  }

  #release(node: Node): void {
    const cidr = node.spec.podCIDR ?? this.#given.get(node.metadata.name);
    this.#given.delete(node.metadata.name);
    if (cidr) this.#cidrs.release(cidr);
  }

  *#sync(name: string): Task {
    const node = this.#nodes.get(name);
    if (!node || node.spec.podCIDR) return;
    const cidr = this.#given.get(name) ?? this.#cidrs.allocateNext();
    if (cidr === undefined) {
      this.#recorder.event(node, 'Normal', 'CIDRNotAvailable', `Node ${name} status is now: CIDRNotAvailable`);
      this.#queue.addRateLimited(name);
      return;
    }
    this.#given.set(name, cidr);
    const patch = { spec: { podCIDR: cidr, podCIDRs: [cidr] } };
    yield* this.#client.patch(undefined, name, 'application/strategic-merge-patch+json', patch);
    this.context.process.note('allocateCIDR', name, { podCIDR: cidr });
  }
}

export const nodeIpamController: Controller = {
  name: NAME,
  start: (context) => void new RangeAllocator(context),
};
