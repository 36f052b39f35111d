import type { Allocators, Kind } from '../../api/kind.ts';
import {
  field,
  newInternalError,
  newInvalid,
  newPath,
  type ApiObject,
  type FieldError,
  type StatusError,
} from '../../apimachinery/index.ts';
import type { Random } from '../../sim/index.ts';
import type { CacheEvent } from '../storage/event-window.ts';

interface ServiceSpecLike {
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly ports?: readonly { readonly nodePort?: number }[];
  readonly healthCheckNodePort?: number;
}

/** Static addresses and ports are asked for from the lower band, so dynamic ones come from above it while they can. */
const CLUSTER_IP_BAND = 256;
const NODE_PORT_BAND = 86;
const FIRST_NODE_PORT = 30000;
const LAST_NODE_PORT = 32767;

/** A pool of numbers with a band at the bottom that is only used when the rest is. registry/core/service/allocator */
class Pool {
  readonly #used = new Map<number, string>();
  readonly #size: number;
  readonly #band: number;
  readonly #random: Random;

  constructor(size: number, band: number, random: Random) {
    this.#size = size;
    this.#band = band;
    this.#random = random;
  }

  /** False when somebody else has it. */
  take(offset: number, owner: string): boolean {
    const holder = this.#used.get(offset);
    if (holder !== undefined && holder !== owner) return false;
    this.#used.set(offset, owner);
    return true;
  }

  next(owner: string): number | undefined {
    return this.#nextIn(this.#band, this.#size, owner) ?? this.#nextIn(0, this.#band, owner);
  }

  release(offset: number, owner: string): void {
    if (this.#used.get(offset) === owner) this.#used.delete(offset);
  }

  clear(): void {
    this.#used.clear();
  }

  #nextIn(from: number, to: number, owner: string): number | undefined {
    const start = this.#random.int(to - from);
    for (let i = 0; i < to - from; i++) {
      const offset = from + ((start + i) % (to - from));
      if (this.take(offset, owner)) return offset;
    }
    return undefined;
  }
}

/**
 * Addresses of the service network and node ports. Both pools are made again from the Services that exist when the server
 * starts, and follow them; what a request has taken belongs to it until its Service is stored or refused.
 */
export class ServiceAllocators {
  readonly #addresses: Pool;
  readonly #ports: Pool;
  /** --service-cluster-ip-range */
  readonly cidr: string;
  readonly #base: number;
  readonly #size: number;

  /** `cidr` as 10.96.0.0/12. */
  constructor(cidr: string, random: Random) {
    this.cidr = cidr;
    const [address = '', bits = '0'] = cidr.split('/');
    this.#base = toNumber(address);
    // The network's own address and the broadcast address are not given out.
    this.#size = 2 ** (32 - Number(bits)) - 2;
    this.#addresses = new Pool(this.#size, CLUSTER_IP_BAND, random);
    this.#ports = new Pool(LAST_NODE_PORT - FIRST_NODE_PORT + 1, NODE_PORT_BAND, random);
  }

  /** The first address, which is the API server's own. */
  get first(): string {
    return toAddress(this.#base + 1);
  }

  /** Takes what the Services that exist have, and nothing else. */
  rebuild(services: readonly ApiObject[]): void {
    this.#addresses.clear();
    this.#ports.clear();
    for (const service of services) this.#hold(service, ownerOf(service));
  }

  /** Keeps in step with what is stored. */
  observe(event: CacheEvent): void {
    const owner = ownerOf(event.object);
    if (event.type !== 'DELETED') this.#hold(event.object, owner);
    if (event.old) this.#release(event.old, owner, event.type === 'DELETED' ? undefined : event.object);
  }

  /** Runs the kind's `allocate`; `release` gives back what it took, if the object is not stored after all. */
  allocate(kind: Kind, object: ApiObject, old: ApiObject | undefined): { object: ApiObject; release: () => void } {
    const { allocate } = kind.strategy;
    if (!allocate) return { object, release: nothing };
    const owner = ownerOf(object);
    const taken: (() => void)[] = [];
    const allocators: Allocators = {
      clusterIP: (asked) => this.#takeAddress(object, asked, owner, taken),
      nodePort: (asked) => this.#takePort(object, asked, owner, taken),
    };
    const release = (): void => {
      for (const give of taken.splice(0)) give();
    };
    try {
      return { object: allocate(object, old, allocators), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #takeAddress(service: ApiObject, asked: string | undefined, owner: string, taken: (() => void)[]): string {
    let offset: number | undefined;
    if (asked === undefined) {
      offset = this.#addresses.next(owner);
      if (offset === undefined) throw newInternalError('failed to allocate a serviceIP: range is full');
    } else {
      offset = toNumber(asked) - this.#base - 1;
      const inRange = offset >= 0 && offset < this.#size;
      if (!inRange || !this.#addresses.take(offset, owner)) {
        const outside = `the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${this.cidr}`;
        const why = inRange ? 'provided IP is already allocated' : outside;
        const path = newPath('spec', 'clusterIPs');
        throw refused(service, field.invalid(path, [asked], `failed to allocate IP ${asked}: ${why}`));
      }
    }
    const at = offset;
    taken.push(() => this.#addresses.release(at, owner));
    return toAddress(this.#base + 1 + at);
  }

  #takePort(service: ApiObject, asked: number | undefined, owner: string, taken: (() => void)[]): number {
    let offset: number | undefined;
    if (asked === undefined) {
      offset = this.#ports.next(owner);
      if (offset === undefined) throw newInternalError('failed to allocate a nodePort: range is full');
    } else {
      offset = asked - FIRST_NODE_PORT;
      const inRange = asked >= FIRST_NODE_PORT && asked <= LAST_NODE_PORT;
      if (!inRange || !this.#ports.take(offset, owner)) {
        const valid = `${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;
        const outside = `provided port is not in the valid range. The range of valid ports is ${valid}`;
        const index = Math.max(0, portsAsWritten(service).indexOf(asked));
        const path = newPath('spec', 'ports').index(index).child('nodePort');
        throw refused(service, field.invalid(path, asked, inRange ? 'provided port is already allocated' : outside));
      }
    }
    const at = offset;
    taken.push(() => this.#ports.release(at, owner));
    return FIRST_NODE_PORT + at;
  }

  #hold(object: ApiObject, owner: string): void {
    for (const ip of addressesOf(object)) this.#addresses.take(toNumber(ip) - this.#base - 1, owner);
    for (const port of portsOf(object)) this.#ports.take(port - FIRST_NODE_PORT, owner);
  }

  #release(old: ApiObject, owner: string, kept: ApiObject | undefined): void {
    const addresses = kept ? addressesOf(kept) : [];
    const ports = kept ? portsOf(kept) : [];
    for (const ip of addressesOf(old)) {
      if (!addresses.includes(ip)) this.#addresses.release(toNumber(ip) - this.#base - 1, owner);
    }
    for (const port of portsOf(old)) {
      if (!ports.includes(port)) this.#ports.release(port - FIRST_NODE_PORT, owner);
    }
  }
}

function nothing(): void {}

function refused(service: ApiObject, error: FieldError): StatusError {
  return newInvalid({ group: '', kind: 'Service' }, service.metadata.name, [error]);
}

function portsAsWritten({ spec }: ApiObject): (number | undefined)[] {
  return ((spec ?? {}) as ServiceSpecLike).ports?.map((port) => port.nodePort) ?? [];
}

function ownerOf({ metadata }: ApiObject): string {
  return `${metadata.namespace}/${metadata.name}/${metadata.uid}`;
}

function addressesOf({ spec }: ApiObject): readonly string[] {
  const { clusterIPs, clusterIP } = (spec ?? {}) as ServiceSpecLike;
  return (clusterIPs ?? (clusterIP ? [clusterIP] : [])).filter((ip) => /^\d+\.\d+\.\d+\.\d+$/.test(ip));
}

function portsOf({ spec }: ApiObject): number[] {
  const { ports: given = [], healthCheckNodePort = 0 } = (spec ?? {}) as ServiceSpecLike;
  const ports = given.map((port) => port.nodePort ?? 0);
  ports.push(healthCheckNodePort);
  return ports.filter((port) => port > 0);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(n: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.');
}
