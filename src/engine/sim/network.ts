import type { Host, Process } from './process.ts';
import type { Sim } from './sim.ts';
import type { Random } from './random.ts';
import { Connection } from './connection.ts';
import { DEAD_PEER, LAN, LOOPBACK, type Accept, type ConnectionEnd, type LinkQuality } from './link.ts';

/**
 * Machines and the wires between them. Connections deliver in order and without loss for as long as they live: a lost
 * message is sent again, and a peer that stays silent is given up.
 */
export class Network {
  readonly random: Random;
  readonly #listeners = new Map<string, { process: Process; accept: Accept }>();
  readonly #overrides = new Map<string, Partial<LinkQuality>>();
  readonly #cuts = new Set<string>();
  readonly #zones = new Map<Host, LinkQuality>();
  readonly connections = new Set<Connection>();
  /** Counts the changes to links, so that their qualities can be remembered. */
  version = 0;

  constructor(readonly sim: Sim) {
    this.random = sim.random('network');
  }

  /** Gives a host its own uplink, such as the WAN between a laptop and the data centre. */
  setUplink(host: Host, quality: LinkQuality): void {
    this.#zones.set(host, quality);
    this.version++;
  }

  quality(from: Host, to: Host): LinkQuality {
    const base = from === to ? LOOPBACK : (this.#zones.get(from) ?? this.#zones.get(to) ?? LAN);
    if (this.#overrides.size === 0) return base;
    const override = this.#overrides.get(linkKey(from.name, to.name));
    return override ? { ...base, ...override } : base;
  }

  /** Degrades (or, with undefined, mends) the link between two hosts, both ways. */
  degrade(a: string, b: string, quality: Partial<LinkQuality> | undefined): void {
    this.version++;
    for (const key of [linkKey(a, b), linkKey(b, a)]) {
      if (quality) this.#overrides.set(key, quality);
      else this.#overrides.delete(key);
    }
  }

  /** Cuts the link between two hosts, both ways. Nobody is told; messages vanish. */
  cut(a: string, b: string): void {
    this.#cuts.add(linkKey(a, b)).add(linkKey(b, a));
    this.watchForDeadPeers();
  }

  mend(a: string, b: string): void {
    this.#cuts.delete(linkKey(a, b));
    this.#cuts.delete(linkKey(b, a));
  }

  mendAll(): void {
    this.#cuts.clear();
    this.#overrides.clear();
    this.version++;
  }

  passable(from: Host, to: Host): boolean {
    return from.up && to.up && (this.#cuts.size === 0 || !this.#cuts.has(linkKey(from.name, to.name)));
  }

  /** A power cut: every process of the host dies in the same instant and the wire goes silent. */
  powerOff(host: Host): void {
    host.up = false;
    for (const process of [...host.processes.values()]) process.kill();
    this.watchForDeadPeers();
  }

  powerOn(host: Host): void {
    host.up = true;
  }

  listen(address: string, process: Process, accept: Accept): void {
    this.#listeners.set(address, { process, accept });
    process.onDeath.push(() => {
      // Of a machine without power nobody hears that a port is closed; its address is still its own.
      if (process.host.up && this.#listeners.get(address)?.process === process) this.#listeners.delete(address);
    });
  }

  listener(address: string): Process | undefined {
    const process = this.#listeners.get(address)?.process;
    return process?.state === 'dead' ? undefined : process;
  }

  /** Whether a call to an address would get no answer at all, not even a refusal: its machine is down or cut off. */
  isSilent(from: Process, address: string): boolean {
    const found = this.#listeners.get(address);
    return found !== undefined && !this.passable(from.host, found.process.host);
  }

  /** Opens a connection at once: the handshake's round trip is counted into the first message. Undefined: refused. */
  dial(from: Process, address: string): ConnectionEnd | undefined {
    const found = this.#listeners.get(address);
    if (!found || found.process.state === 'dead' || !this.passable(from.host, found.process.host)) return undefined;
    const connection = new Connection(this, from, found.process);
    this.connections.add(connection);
    found.accept(connection.server);
    return connection.client;
  }

  forget(connection: Connection): void {
    this.connections.delete(connection);
    connection.client.process.connections.delete(connection);
    connection.server.process.connections.delete(connection);
  }

  /** Peers of a host that fell silent find out only when their health check gives up. */
  watchForDeadPeers(): void {
    this.sim.after(DEAD_PEER, closeSilent, this);
  }
}

function closeSilent(network: Network): void {
  for (const connection of [...network.connections]) connection.closeIfSilent();
}

function linkKey(from: string, to: string): string {
  return `${from}>${to}`;
}
