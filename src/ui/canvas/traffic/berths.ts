import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Mirror } from '../../store/index.ts';
import { LogBerths } from '../board/log-berths.ts';
import { hasLane, isMember } from './lanes.ts';

const LANES = 'lanes';

/** Who lies where, from the history: Services and Ingresses their lanes, pods their stops behind each Service. */
export class TrafficBerths {
  readonly #services: LogBerths;
  readonly #ingresses: LogBerths;
  readonly #stops = new Map<string, LogBerths>();

  constructor(readonly mirror: Mirror) {
    this.#services = new LogBerths(mirror.log('services'), (service) => (hasLane(service) ? LANES : undefined));
    this.#ingresses = new LogBerths(mirror.log('ingresses.networking.k8s.io'), () => LANES);
  }

  /** Takes in what was learnt since. */
  read(): void {
    this.#services.read();
    this.#ingresses.read();
  }

  /** How many lanes there ever were at once. */
  get lanes(): number {
    return Math.max(this.#services.sizeOf(LANES), this.#ingresses.sizeOf(LANES));
  }

  service(service: ApiObject): number {
    return this.#services.berthOf(service) ?? 0;
  }

  ingress(ingress: ApiObject): number {
    return this.#ingresses.berthOf(ingress) ?? 0;
  }

  /** The berths of the pods that a Service's selector matches; another selector begins anew. */
  stops(service: ApiObject): { berthOf(pod: ApiObject): number; readonly size: number } {
    const { spec, metadata } = service;
    const key = `${metadata.uid} ${JSON.stringify((spec as { readonly selector?: unknown }).selector ?? {})}`;
    let berths = this.#stops.get(key);
    if (!berths) {
      berths = new LogBerths(this.mirror.log('pods'), (pod) => (isMember(service, pod) ? key : undefined));
      this.#stops.set(key, berths);
    }
    berths.read();
    const known = berths;
    return { berthOf: (pod) => known.berthOf(pod) ?? 0, size: known.sizeOf(key) };
  }
}
