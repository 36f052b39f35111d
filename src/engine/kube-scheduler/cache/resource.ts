import type { Container, PodSpec } from '../../api/pod/types.ts';
import type { ResourceList } from '../../api/wire.ts';
import { parseQuantity } from '../../apimachinery/index.ts';

/** util/pod_resources.go: what a container that asks for nothing is taken to need when nodes are scored. */
export const DEFAULT_MILLI_CPU_REQUEST = 100;
export const DEFAULT_MEMORY_REQUEST = 200 * 1024 * 1024;

/**
 * Amounts that can be compared without parsing: CPU in thousandths, everything else in whole units. Doubles are exact up to
 * 2^53, which is eight pebibytes.
 */
export class Resource {
  milliCPU = 0;
  memory = 0;
  ephemeralStorage = 0;
  /** Only of nodes. */
  allowedPodNumber = 0;
  /** Extended resources and huge pages by name; absent until there is one. */
  scalar: Map<string, number> | undefined;

  addList(list: ResourceList | undefined): this {
    if (list === undefined) return this;
    for (const name in list) this.#put(name, this.get(name) + amountOf(name, list[name] as string));
    return this;
  }

  setList(list: ResourceList | undefined): this {
    if (list === undefined) return this;
    for (const name in list) this.#put(name, amountOf(name, list[name] as string));
    return this;
  }

  /** Adds `sign` times the other; pods never count here. */
  add(other: Resource, sign: 1 | -1 = 1): this {
    this.milliCPU += sign * other.milliCPU;
    this.memory += sign * other.memory;
    this.ephemeralStorage += sign * other.ephemeralStorage;
    if (other.scalar !== undefined) {
      this.scalar ??= new Map();
      for (const [name, amount] of other.scalar) this.scalar.set(name, (this.scalar.get(name) ?? 0) + sign * amount);
    }
    return this;
  }

  /** The larger of the two, resource by resource. */
  max(other: Resource): this {
    if (other.milliCPU > this.milliCPU) this.milliCPU = other.milliCPU;
    if (other.memory > this.memory) this.memory = other.memory;
    if (other.ephemeralStorage > this.ephemeralStorage) this.ephemeralStorage = other.ephemeralStorage;
    if (other.scalar !== undefined) {
      this.scalar ??= new Map();
      for (const [name, amount] of other.scalar) {
        if (amount > (this.scalar.get(name) ?? 0)) this.scalar.set(name, amount);
      }
    }
    return this;
  }

  clone(): Resource {
    const copy = new Resource().add(this);
    copy.allowedPodNumber = this.allowedPodNumber;
    return copy;
  }

  get(name: string): number {
    if (name === 'cpu') return this.milliCPU;
    if (name === 'memory') return this.memory;
    if (name === 'ephemeral-storage') return this.ephemeralStorage;
    if (name === 'pods') return this.allowedPodNumber;
    return this.scalar?.get(name) ?? 0;
  }

  #put(name: string, amount: number): void {
    if (name === 'cpu') this.milliCPU = amount;
    else if (name === 'memory') this.memory = amount;
    else if (name === 'ephemeral-storage') this.ephemeralStorage = amount;
    else if (name === 'pods') this.allowedPodNumber = amount;
    else (this.scalar ??= new Map()).set(name, amount);
  }
}

function amountOf(name: string, text: string): number {
  const quantity = parseQuantity(text);
  return name === 'cpu' ? quantity.milliValue() : quantity.value();
}

/** `fill`: containers that ask for no CPU or memory count as if they asked for the defaults. */
function containerRequests(container: Container, fill: boolean): Resource {
  const requests = container.resources?.requests;
  const sum = new Resource().addList(requests);
  if (fill) {
    if (requests?.['cpu'] === undefined) sum.milliCPU = DEFAULT_MILLI_CPU_REQUEST;
    if (requests?.['memory'] === undefined) sum.memory = DEFAULT_MEMORY_REQUEST;
  }
  return sum;
}

/** Resources that a pod as a whole may ask for in place of its containers (component-helpers/resource, pod level). */
const POD_LEVEL = new Set(['cpu', 'memory']);

function applyPodLevel(total: Resource, requests: ResourceList | undefined): void {
  if (requests === undefined) return;
  for (const name in requests) {
    if (POD_LEVEL.has(name) || name.startsWith('hugepages-')) total.setList({ [name]: requests[name] as string });
  }
}

/**
 * What a pod needs at its peak (component-helpers/resource/helpers.go, PodRequests): its containers together, or an init
 * container with the sidecars that started before it, whichever is larger; then the overhead of its runtime class.
 */
export function podRequests(spec: PodSpec, fill: boolean): Resource {
  const total = new Resource();
  for (const container of spec.containers) total.add(containerRequests(container, fill));
  if (spec.initContainers !== undefined && spec.initContainers.length > 0) {
    const sidecars = new Resource();
    const peak = new Resource();
    for (const container of spec.initContainers) {
      const own = containerRequests(container, fill);
      if (container.restartPolicy === 'Always') {
        total.add(own);
        peak.max(sidecars.add(own));
      } else {
        peak.max(own.add(sidecars));
      }
    }
    total.max(peak);
  }
  applyPodLevel(total, spec.resources?.requests);
  return total.addList(spec.overhead);
}
