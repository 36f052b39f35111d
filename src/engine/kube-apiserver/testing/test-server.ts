import { kinds } from '../../api/index.ts';
import type { ApiObject, Cel } from '../../apimachinery/index.ts';
import type { ApiRequest, ApiResponse, Credentials, WatchEvent } from '../../client-go/request.ts';
import { EtcdDisk, startEtcd, type DiskOptions } from '../../etcd/index.ts';
import { Host, Network, Process, RpcClient, SECOND, Sim, type Micros, type Stream } from '../../sim/index.ts';
import { TraceRecorder } from '../../trace/index.ts';
import { startKubeAPIServer, type ApiServer } from '../start.ts';

const ADMIN: Credentials = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

export interface TestServerOptions extends DiskOptions {
  readonly seed?: number;
  readonly cel?: Cel;
}

type Asked = Pick<ApiRequest, 'verb' | 'resource'> & Partial<ApiRequest>;

/** A watch and what it has brought so far. */
export interface Watched {
  readonly events: WatchEvent[];
  readonly ended: () => boolean;
  readonly cancel: () => void;
}

/** etcd, an API server and somebody who asks it, on two machines; everything that is stored is frozen. For tests. */
export class TestServer {
  readonly trace = new TraceRecorder();
  readonly sim: Sim;
  readonly network: Network;
  readonly disk: EtcdDisk;
  readonly user: Process;
  api: ApiServer;
  etcdProcess: Process;
  apiProcess: Process;
  readonly #controlPlane = new Host('control-plane-1');
  readonly #rpc: RpcClient;
  readonly #cel: Cel | undefined;

  constructor({ seed = 1, cel, ...disk }: TestServerOptions = {}) {
    this.#cel = cel;
    this.sim = new Sim({ seed, recorder: this.trace });
    this.network = new Network(this.sim);
    this.disk = new EtcdDisk({ paranoid: true, ...disk });
    this.user = new Process(this.sim, 'kubectl', new Host('user'));
    this.#rpc = new RpcClient(this.network, this.user, 'kube-apiserver');
    this.etcdProcess = this.startEtcd();
    this.apiProcess = new Process(this.sim, 'kube-apiserver', this.#controlPlane);
    this.api = this.#startApi();
    this.advance(SECOND);
  }

  startEtcd(): Process {
    this.etcdProcess = new Process(this.sim, 'etcd', this.#controlPlane);
    startEtcd(this.etcdProcess, this.network, { disk: this.disk, recorder: this.trace });
    return this.etcdProcess;
  }

  /** A new API server in place of one that died. */
  restartApi(): void {
    this.apiProcess = new Process(this.sim, 'kube-apiserver', this.#controlPlane);
    this.api = this.#startApi();
  }

  advance(duration: Micros): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  request(asked: Asked): ApiRequest {
    return { group: '', version: 'v1', options: {}, credentials: ADMIN, userAgent: 'test', ...asked };
  }

  /** Sends without waiting; the answer, or the reason why there is none, comes to `done`. */
  send(asked: Asked, done: (response: ApiResponse | Error) => void = () => {}): void {
    const request = this.request(asked);
    const rpc = this.#rpc;
    this.user.go(
      'request',
      (function* () {
        try {
          const { verb, resource } = request;
          done((yield* rpc.call({ form: 'request', verb, resource }, request)) as ApiResponse);
        } catch (error) {
          done(error as Error);
        }
      })(),
    );
  }

  /** Sends and runs the clock until the answer is there. */
  ask(asked: Asked): ApiResponse {
    let answer: ApiResponse | Error | undefined;
    this.send(asked, (response) => (answer = response));
    while (answer === undefined && this.sim.step());
    if (answer === undefined) throw new Error('no answer will ever come');
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /** The object answered; a refusal is thrown as its message. */
  object(asked: Asked): ApiObject {
    const { code, body } = this.ask(asked);
    if (code >= 400) throw new Error((body as { message?: string }).message);
    return body as ApiObject;
  }

  create(resource: string, body: unknown, rest: Partial<ApiRequest> = {}): ApiObject {
    const { metadata } = body as { metadata?: { namespace?: string } };
    return this.object({ verb: 'create', resource, namespace: metadata?.namespace, body, ...rest });
  }

  get(resource: string, namespace: string | undefined, name: string, rest: Partial<ApiRequest> = {}): ApiObject {
    return this.object({ verb: 'get', resource, namespace, name, ...rest });
  }

  update(resource: string, body: ApiObject, rest: Partial<ApiRequest> = {}): ApiObject {
    const { namespace, name } = body.metadata;
    return this.object({ verb: 'update', resource, namespace, name, body, ...rest });
  }

  delete(resource: string, namespace: string | undefined, name: string, body?: unknown): ApiObject {
    return this.object({ verb: 'delete', resource, namespace, name, body });
  }

  watch(asked: Omit<Asked, 'verb'>): Watched {
    const request = this.request({ ...asked, verb: 'watch' });
    const events: WatchEvent[] = [];
    const rpc = this.#rpc;
    let opened: Stream | undefined;
    let ended = false;
    this.user.go(
      'watch',
      (function* () {
        const { resource } = request;
        const { stream } = yield* rpc.open({ form: 'request', verb: 'watch', resource }, request);
        opened = stream;
        for (;;) {
          const item = yield* stream.next();
          if (!item) break;
          events.push(item.payload as WatchEvent);
        }
        ended = true;
      })(),
    );
    return { events, ended: () => ended, cancel: () => opened?.cancel() };
  }

  #startApi(): ApiServer {
    return startKubeAPIServer(this.apiProcess, this.network, { kinds, disk: this.disk, cel: this.#cel });
  }
}
