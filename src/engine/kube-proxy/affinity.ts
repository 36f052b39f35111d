import { SECOND, type Micros } from '../sim/index.ts';
import type { Endpoint, ServiceRule } from './rules.ts';

interface Remembered {
  readonly ip: string;
  readonly port: number;
  readonly until: Micros;
}

/** How many clients are remembered (the `recent` module's table is bounded too). */
const LIMIT = 10_000;

/** Which endpoint a client was sent to, for services with ClientIP affinity. */
export class AffinityTable {
  readonly #clients = new Map<string, Remembered>();

  find(rule: ServiceRule, client: string, among: readonly Endpoint[], now: Micros): Endpoint | undefined {
    if (rule.affinitySeconds === undefined) return undefined;
    const known = this.#clients.get(`${rule.name} ${client}`);
    if (!known || known.until < now) return undefined;
    return among.find((endpoint) => endpoint.ip === known.ip && endpoint.port === known.port);
  }

  remember(rule: ServiceRule, client: string, endpoint: Endpoint, now: Micros): void {
    if (rule.affinitySeconds === undefined) return;
    const key = `${rule.name} ${client}`;
    this.#clients.delete(key);
    this.#clients.set(key, { ip: endpoint.ip, port: endpoint.port, until: now + rule.affinitySeconds * SECOND });
    if (this.#clients.size > LIMIT) this.#clients.delete(this.#clients.keys().next().value ?? '');
  }
}
