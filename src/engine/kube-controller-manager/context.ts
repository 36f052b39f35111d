import {
  Client,
  SharedInformerFactory,
  type Credentials,
  type Informer,
  LEADER_ELECTION_TIMES,
  type ResourceClient,
} from '../client-go/index.ts';
import { SERVICE_ACCOUNTS } from '../api/refs.ts';
import { isAlreadyExists, StatusError, type ApiObject } from '../apimachinery/index.ts';
import {
  MICROSECOND,
  NetworkError,
  SECOND,
  sleep,
  type Micros,
  type Network,
  type Process,
  type Task,
} from '../sim/index.ts';
import type { ResolvedConfig } from './config.ts';

/** A control loop by its upstream name, as `--controllers` knows it. */
export interface Controller {
  readonly name: string;
  readonly start: (context: ControllerContext) => void;
}

const COST_PER_OBJECT: Micros = 2 * MICROSECOND;
const WORTH_COUNTING = 50;

type Syncable = Pick<Informer<ApiObject>, 'waitForCacheSync'>;

/** What all controllers of one process share: caches, configuration, the clock. app/controllermanager.go */
export class ControllerContext {
  readonly informers: SharedInformerFactory;
  /** The service accounts that the controllers act as. */
  readonly #accounts = new Set<string>();

  constructor(
    readonly process: Process,
    readonly network: Network,
    readonly config: ResolvedConfig,
  ) {
    // Reading is limited apart from writing, so that hundreds of informers at start do not hold a controller up.
    this.informers = new SharedInformerFactory(this.#client(config.credentials, 'shared-informers', 0, 0));
  }

  /**
   * A controller's own identity, its service account's, and its own rate limit; a few controllers are allowed a multiple of what
   * the flags say.
   */
  client(name: string, qpsFactor = 1, burstFactor = 1): Client {
    const { qps, burst, credentials, useServiceAccountCredentials } = this.config;
    this.#accounts.add(name);
    const own = useServiceAccountCredentials ? serviceAccount(name) : credentials;
    return this.#client(own, `system:serviceaccount:kube-system:${name}`, qps * qpsFactor, burst * burstFactor);
  }

  /** The process's own identity; a request must not take longer than half of what a leader has for renewing. */
  electionClient(): Client {
    const { address, credentials } = this.config;
    const userAgent = 'kube-controller-manager/v1.36.0 (linux/amd64) kubernetes/leader-election';
    const timeout = LEADER_ELECTION_TIMES.renewDeadline / 2;
    return new Client(this.process, this.network, { credentials, userAgent, qps: 0, address, timeout });
  }

  #client(credentials: Credentials, name: string, qps: number, burst: number): Client {
    const { address } = this.config;
    const userAgent = `kube-controller-manager/v1.36.0 (linux/amd64) kubernetes/${name}`;
    return new Client(this.process, this.network, { credentials, userAgent, qps, burst, address });
  }

  /** Sees to it that what the controllers act as is there. controller-manager's clientbuilder getOrCreateServiceAccount */
  createServiceAccounts(): void {
    const { config, process } = this;
    if (!config.useServiceAccountCredentials) return;
    const accounts = this.#client(config.credentials, 'service-accounts', 0, 0).resource(SERVICE_ACCOUNTS);
    process.go('service-accounts', createAll(process, accounts, [...this.#accounts]));
  }

  /** Microseconds since the Unix epoch, as this process's clock shows it. */
  now(): Micros {
    return this.process.sim.wallClock();
  }

  /**
   * The processor time of a reconcile that looks at so many objects: 2 µs each, about what upstream's loops take. Besides
   * being true it lets a busy key's events gather, so that one look serves many. A few objects are not worth a wait.
   */
  *compute(objects: number): Task {
    if (objects >= WORTH_COUNTING) yield* sleep(this.process.sim, objects * COST_PER_OBJECT);
  }

  /** Starts a controller's work once the caches it reads have been filled. */
  whenSynced(name: string, informers: readonly Syncable[], run: () => void): void {
    this.process.go(name, waitThenRun(informers, run));
  }
}

const NAMESPACE = 'kube-system';
const RETRY: Micros = SECOND;

function* createAll(process: Process, accounts: ResourceClient<ApiObject>, names: readonly string[]): Task {
  for (const name of names) {
    while (!(yield* createAccount(accounts, name))) yield* sleep(process.sim, RETRY);
  }
}

function* createAccount(accounts: ResourceClient<ApiObject>, name: string): Task<boolean> {
  try {
    yield* accounts.create(NAMESPACE, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: NAMESPACE },
    });
    return true;
  } catch (error) {
    if (isAlreadyExists(error)) return true;
    if (error instanceof StatusError || error instanceof NetworkError) return false;
    throw error;
  }
}

function serviceAccount(name: string): Credentials {
  return {
    clientCertificate: {
      commonName: `system:serviceaccount:kube-system:${name}`,
      organizations: ['system:serviceaccounts', 'system:serviceaccounts:kube-system'],
    },
  };
}

function* waitThenRun(informers: readonly Syncable[], run: () => void): Task {
  for (const informer of informers) yield* informer.waitForCacheSync();
  run();
}
