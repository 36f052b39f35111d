import { DEAD_PEER, FIRST_RETRANSMIT, LAST_RETRANSMIT, type ConnectionEnd, type LinkQuality } from './link.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { Label, RecordId } from './recorder.ts';
import type { Timer } from './event-heap.ts';
import type { Micros } from './time.ts';

interface Message {
  readonly from: End;
  readonly label: Label;
  readonly payload: unknown;
  /** Why it was sent; a retransmission is caused by the hop that was lost. */
  cause: RecordId;
  hop: RecordId;
  /** Place in the order in which its end sent it. */
  readonly sequence: number;
}

/**
 * Two ends and, per direction, the time before which nothing may arrive. In order, exactly once, or not at all: while a
 * message is being retransmitted, later ones queue behind it (head-of-line blocking, as in TCP).
 */
export class Connection {
  readonly client: End;
  readonly server: End;

  constructor(
    readonly network: Network,
    client: Process,
    server: Process,
  ) {
    this.client = new End(this, client, server);
    this.server = new End(this, server, client);
    this.client.other = this.server;
    this.server.other = this.client;
    client.connections.add(this);
    server.connections.add(this);
  }

  /** Called when the process of one of the ends has died. */
  processDied(process: Process): void {
    for (const end of [this.client, this.server]) if (end.process === process) this.#died(end);
  }

  /** The kernel of a host that is still up resets the connections of a process that died. */
  #died(end: End): void {
    end.open = false;
    end.abandon();
    if (end.process.host.up) end.other.closeLater('connection reset by peer');
    else this.network.watchForDeadPeers();
    this.#forget();
  }

  /** A peer behind a cut wire or on a dead machine: the health check closes both ends, each for itself. */
  closeIfSilent(): void {
    const silent = !this.network.passable(this.client.process.host, this.server.process.host);
    // An end that gave up without the other hearing of it no longer answers pings.
    const halfClosed = this.client.open !== this.server.open;
    const dead = this.client.process.state === 'dead' || this.server.process.state === 'dead';
    if (!silent && !halfClosed && !dead) return;
    this.client.shut('http2: client connection lost');
    this.server.shut('http2: client connection lost');
    this.#forget();
  }

  #forget(): void {
    if (!this.client.open && !this.server.open) this.network.forget(this);
  }
}

class End implements ConnectionEnd {
  open = true;
  other!: End;
  onMessage: (payload: unknown, hop: RecordId, label: Label) => void = nothing;
  onClose: (reason: string) => void = nothing;
  #quality: LinkQuality | undefined;
  #qualityVersion = -1;
  #earliest: Micros = 0;
  /** What must be sent again and what queues behind it, in order. */
  #unsent: Message[] = [];
  #sequence = 0;
  #retransmit: Timer | undefined;
  #backoff = FIRST_RETRANSMIT;
  /** Since when nothing has got through. */
  #stalledSince: Micros = 0;

  constructor(
    readonly connection: Connection,
    readonly process: Process,
    readonly peer: Process,
  ) {}

  send(label: Label, payload: unknown): void {
    if (!this.open) return;
    const { sim } = this.process;
    const sequence = ++this.#sequence;
    const message: Message = { from: this, label, payload, cause: sim.cause, hop: 0, sequence };
    if (this.#unsent.length > 0) this.#unsent.push(message);
    else this.#transmit(message);
  }

  #transmit(message: Message): boolean {
    const { network } = this.connection;
    const { sim } = network;
    const from = this.process.host;
    const to = this.peer.host;
    const quality = this.#linkQuality();
    let travel = quality.latency + (quality.jitter > 0 ? network.random.int(quality.jitter + 1) : 0);
    if (message.label.bytes !== undefined) travel += Math.ceil((message.label.bytes / quality.bandwidth) * 1_000_000);
    const arrives = Math.max(sim.now + travel, this.#earliest);
    message.hop = sim.recorder.hopSent(message.cause, this.process.id, this.peer.id, message.label, sim.now, arrives);
    if (!network.passable(from, to) || network.random.chance(quality.loss)) {
      this.#lost(message);
      return false;
    }
    this.#earliest = arrives;
    sim.at(arrives, arrive, message);
    return true;
  }

  /** Looked up again only when somebody has changed a link. */
  #linkQuality(): LinkQuality {
    const { network } = this.connection;
    if (this.#quality === undefined || this.#qualityVersion !== network.version) {
      this.#quality = network.quality(this.process.host, this.peer.host);
      this.#qualityVersion = network.version;
    }
    return this.#quality;
  }

  #lost(message: Message): void {
    const { sim } = this.connection.network;
    sim.recorder.hopEnded(message.hop, 'lost', sim.now);
    message.cause = message.hop;
    const behind = this.#unsent.findIndex((other) => other.sequence > message.sequence);
    if (behind < 0) this.#unsent.push(message);
    else this.#unsent.splice(behind, 0, message);
    if (!this.#retransmit) {
      if (this.#backoff === FIRST_RETRANSMIT) this.#stalledSince = sim.now;
      this.#retransmit = sim.after(this.#backoff, retransmit, this);
      this.#backoff = Math.min(this.#backoff * 2, LAST_RETRANSMIT);
    }
  }

  /** Sends what is waiting, oldest first, until one is lost again. */
  retransmitAll(): void {
    this.#retransmit = undefined;
    if (!this.open) return;
    const { network } = this.connection;
    if (network.sim.now - this.#stalledSince > DEAD_PEER) {
      this.shut('http2: client connection lost');
      network.watchForDeadPeers();
      return;
    }
    if (!this.other.open && network.passable(this.process.host, this.peer.host)) {
      this.closeLater('connection reset by peer');
      return;
    }
    const waiting = this.#unsent;
    this.#unsent = [];
    for (let i = 0; i < waiting.length; i++) {
      if (this.#transmit(waiting[i]!)) {
        this.#backoff = FIRST_RETRANSMIT;
        continue;
      }
      this.#unsent.push(...waiting.slice(i + 1));
      return;
    }
  }

  arrive(message: Message): void {
    const { network } = this.connection;
    const { sim } = network;
    if (!this.open && this.process.state === 'dead' && !message.from.open) return;
    const gap = message.from.#unsent[0];
    const early = gap !== undefined && gap.sequence < message.sequence;
    if (early || !network.passable(message.from.process.host, this.process.host)) {
      if (message.from.open) message.from.#lost(message);
      else sim.recorder.hopEnded(message.hop, 'lost', sim.now);
      return;
    }
    if (!this.open) {
      sim.recorder.hopEnded(message.hop, 'refused', sim.now);
      return;
    }
    sim.recorder.hopEnded(message.hop, 'delivered', sim.now);
    sim.cause = message.hop;
    this.onMessage(message.payload, message.hop, message.label);
  }

  close(reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.abandon();
    this.other.closeLater(reason);
  }

  closeLater(reason: string): void {
    const { network } = this.connection;
    const travel = network.quality(this.peer.host, this.process.host).latency;
    network.sim.at(Math.max(network.sim.now + travel, this.other.#earliest), closeNow, { end: this, reason });
  }

  shut(reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.abandon();
    if (this.process.state !== 'dead') this.onClose(reason);
    if (!this.other.open) this.connection.network.forget(this.connection);
  }

  abandon(): void {
    this.#retransmit?.cancel();
    this.#retransmit = undefined;
    this.#unsent = [];
  }
}

function nothing(): void {}

function arrive(message: Message): void {
  message.from.other.arrive(message);
}

function retransmit(end: End): void {
  end.retransmitAll();
}

function closeNow(close: { end: End; reason: string }): void {
  const { end, reason } = close;
  const { network } = end.connection;
  if (network.passable(end.peer.host, end.process.host)) end.shut(reason);
  else network.watchForDeadPeers();
}
