import { ENDPOINT_SLICES, INGRESS_CLASSES, INGRESSES, SERVICES } from '../api/refs.ts';
import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Ingress } from '../api/ingress/types.ts';
import type { Service } from '../api/service/types.ts';
import { keyOf, type ApiObject } from '../apimachinery/index.ts';
import { Client, EventRecorder, SharedInformerFactory, type Informer } from '../client-go/index.ts';
import type { PodReply, PodRequest } from '../cri-api/index.ts';
import {
  MILLISECOND,
  SECOND,
  Waiter,
  sleep,
  type Micros,
  type Network,
  type Process,
  type Task,
} from '../sim/index.ts';
import { page, proxy } from './proxy.ts';
import { buildRoutes, routeTo, serviceOf, type Routes } from './routes.ts';
import { StatusWriter } from './status.ts';

export interface IngressControllerConfig {
  /** Its service account's. */
  readonly bearerToken: string;
  /** Its command line: `--publish-service=ingress-nginx/ingress-nginx-controller`, `--ingress-class=nginx` … */
  readonly argv: readonly string[];
  /** Writes a line to its log. */
  readonly print: (line: string) => void;
}

const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
/** --sync-rate-limit 0.3: so long between two configurations. */
const REST: Micros = Math.round(SECOND / 0.3);
const RELOAD: Micros = 100 * MILLISECOND;

/** Starts it in the process of its pod; what comes back answers what is asked at its ports. */
export function startIngressController(
  process: Process,
  network: Network,
  config: IngressControllerConfig,
): (request: PodRequest) => PodReply | Task<PodReply> {
  const controller = new IngressController(process, network, config);
  process.go('nginx-ingress-controller', controller.run());
  return (request) => controller.answer(request);
}

class IngressController {
  readonly #process: Process;
  readonly #network: Network;
  readonly #config: IngressControllerConfig;
  readonly #factory: SharedInformerFactory;
  readonly #ingresses: Informer<Ingress>;
  readonly #classes: Informer<ApiObject<{ readonly controller?: string }>>;
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  readonly #recorder: EventRecorder;
  readonly #status: StatusWriter;
  #routes: Routes | undefined;
  #changed = true;
  #cause = 0;
  #wake: Waiter<void> | undefined;
  #turn = 0;

  constructor(process: Process, network: Network, config: IngressControllerConfig) {
    this.#process = process;
    this.#network = network;
    this.#config = config;
    const userAgent = 'nginx-ingress-controller/v1.13.0 (linux/amd64) ingress-nginx';
    const client = new Client(process, network, { credentials: { bearerToken: config.bearerToken }, userAgent });
    this.#factory = new SharedInformerFactory(client);
    this.#ingresses = this.#factory.informer<Ingress>(INGRESSES);
    this.#classes = this.#factory.informer(INGRESS_CLASSES);
    this.#services = this.#factory.informer<Service>(SERVICES);
    this.#slices = this.#factory.informer<EndpointSlice>(ENDPOINT_SLICES);
    this.#slices.store.addIndex('service', (slice) => [serviceOf(slice)]);
    this.#recorder = new EventRecorder(client, { component: 'nginx-ingress-controller' });
    const published = this.#flag('publish-service');
    this.#status = new StatusWriter(
      client,
      () => (published === undefined ? undefined : this.#services.store.get(published)),
      () => this.#own(),
    );
    this.#listen();
  }

  #listen(): void {
    const touch = (): void => this.#touch();
    this.#services.addEventHandler({ onAdd: touch, onUpdate: touch, onDelete: touch });
    this.#slices.addEventHandler({ onAdd: touch, onUpdate: touch, onDelete: touch });
    this.#classes.addEventHandler({ onAdd: touch, onUpdate: touch, onDelete: touch });
    const scheduled = (ingress: Ingress): void => {
      this.#touch();
      if (this.#isOwn(ingress)) this.#recorder.event(ingress, 'Normal', 'Sync', 'Scheduled for sync');
    };
    this.#ingresses.addEventHandler({
      onAdd: scheduled,
      onUpdate: (old, ingress) => {
        // What it has written itself is no news.
        if (
          old.metadata.generation !== ingress.metadata.generation ||
          old.metadata.annotations !== ingress.metadata.annotations
        )
          scheduled(ingress);
      },
      onDelete: touch,
    });
  }

  #flag(name: string): string | undefined {
    const found = this.#config.argv.find((arg) => arg.startsWith(`--${name}=`));
    return found?.slice(name.length + 3);
  }

  #touch(): void {
    this.#changed = true;
    this.#cause = this.#process.sim.cause;
    this.#wake?.settle();
  }

  *run(): Task {
    const { sim } = this.#process;
    this.#factory.start();
    yield* this.#factory.waitForCacheSync();
    this.#process.go('status', this.#status.run(this.#process));
    for (;;) {
      if (!this.#changed) {
        this.#wake = new Waiter<void>(sim);
        yield* this.#wake.wait();
      }
      yield* this.#sync();
      yield* sleep(sim, REST);
    }
  }

  /** Makes a configuration of all there is, and nginx reads it. */
  *#sync(): Task {
    const { sim } = this.#process;
    sim.cause = this.#cause;
    this.#changed = false;
    const span = this.#process.begin('sync ingress', 'initial-sync');
    const own = this.#own();
    const routes = buildRoutes(own, {
      service: (key) => this.#services.store.get(key),
      slices: (key) => this.#slices.store.byIndex('service', key),
    });
    yield* sleep(sim, RELOAD);
    this.#routes = routes;
    this.#status.wake();
    span.end('ok', { ingresses: own.map(keyOf), hosts: routes.size });
  }

  #own(): readonly Ingress[] {
    return this.#ingresses.store.list().filter((ingress) => this.#isOwn(ingress));
  }

  /** Those of a class that is this controller's; those without one only when it was told to. */
  #isOwn({ spec, metadata }: Ingress): boolean {
    const name = spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION];
    if (name === undefined) return this.#flag('watch-ingress-without-class') === 'true';
    const controller = this.#flag('controller-class') ?? CONTROLLER;
    const found = this.#classes.store.get(name);
    return found ? found.spec?.controller === controller : name === this.#flag('ingress-class');
  }

  /** Probes ask whether it has its configuration; everything else is somebody's request. */
  answer(request: PodRequest): PodReply | Task<PodReply> {
    const path = request.path ?? '/';
    if (request.probe !== undefined) return this.#routes ? { status: 200, body: 'ok' } : { status: 500, body: '' };
    if (!this.#routes) return page(503, request);
    const host = request.headers?.['Host'] ?? request.headers?.['host'] ?? '';
    const location = routeTo(this.#routes, host, path);
    if (!location) return page(404, request);
    if (location.redirects && !request.tls) return page(308, request);
    if (location.endpoints.length === 0) return page(503, request);
    return proxy(this.#process, this.#network, location, this.#turn++, { ...request, path }, host, this.#config.print);
  }
}
