import { INGRESSES } from '../api/refs.ts';
import type { Ingress } from '../api/ingress/types.ts';
import type { Service } from '../api/service/types.ts';
import { StatusError } from '../apimachinery/index.ts';
import type { Client, ResourceClient } from '../client-go/index.ts';
import { NetworkError, SECOND, sleep, type Micros, type Process, type Task } from '../sim/index.ts';

/** --status-update-interval */
const INTERVAL: Micros = 60 * SECOND;
/** How soon after a new configuration the addresses are looked at. */
const LOOK: Micros = SECOND;

type Address = NonNullable<Ingress['status']['loadBalancer']['ingress']>[number];

/** Writes where the controller can be reached into the status of its Ingresses. internal/ingress/status/status.go */
export class StatusWriter {
  readonly #client: ResourceClient<Ingress>;
  readonly #published: () => Service | undefined;
  readonly #own: () => readonly Ingress[];
  #soon = true;

  constructor(client: Client, published: () => Service | undefined, own: () => readonly Ingress[]) {
    this.#client = client.resource<Ingress>(INGRESSES);
    this.#published = published;
    this.#own = own;
  }

  /** There may be something to write. */
  wake(): void {
    this.#soon = true;
  }

  *run(process: Process): Task {
    const { sim } = process;
    for (let waited = INTERVAL; ; waited += LOOK) {
      if (this.#soon || waited >= INTERVAL) {
        this.#soon = false;
        waited = 0;
        sim.cause = 0;
        yield* this.#write();
      }
      yield* sleep(sim, LOOK);
    }
  }

  *#write(): Task {
    const addresses = addressesOf(this.#published());
    for (const ingress of this.#own()) {
      const { status } = ingress;
      if (JSON.stringify(status.loadBalancer.ingress ?? []) === JSON.stringify(addresses)) continue;
      const loadBalancer = addresses.length > 0 ? { ingress: [...addresses] } : {};
      try {
        yield* this.#client.updateStatus({ ...ingress, status: { ...status, loadBalancer } });
      } catch (error) {
        if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
        this.#soon = true;
      }
    }
  }
}

/** Of a balanced Service, what the balancer was given; of others, their address in the cluster. */
function addressesOf(service: Service | undefined): readonly Address[] {
  if (!service) return [];
  const { spec, status } = service;
  if (spec.type === 'ExternalName') return spec.externalName ? [{ hostname: spec.externalName }] : [];
  if (spec.type === 'LoadBalancer')
    return (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => (ip ? { ip } : { hostname: hostname ?? '' }));
  const ips = spec.externalIPs ?? [];
  return (ips.length > 0 ? ips : spec.clusterIP ? [spec.clusterIP] : []).map((ip) => ({ ip }));
}
