import {
  RpcClient,
  type Label,
  type Micros,
  type Network,
  type Process,
  type Stream,
  type Task,
} from '../sim/index.ts';
import { keyLabel } from './key-label.ts';
import { EtcdError } from './rpc.ts';
import type {
  EtcdRefusal,
  LeaseResponse,
  RangeRequest,
  RangeResponse,
  TxnRequest,
  TxnResponse,
  WatchItem,
  WatchRequest,
} from './rpc.ts';

/** clientv3: typed calls to one etcd. All throw NetworkError when it cannot be reached, EtcdError when it refuses. */
export class EtcdClient {
  readonly #rpc: RpcClient;
  readonly #timeout: Micros;

  constructor(network: Network, process: Process, timeout: Micros, address = 'etcd') {
    this.#timeout = timeout;
    this.#rpc = new RpcClient(network, process, address);
  }

  range<T>(request: RangeRequest): Task<RangeResponse<T>> {
    return this.#call(labelOf('Range', request.key), request);
  }

  /** `key` is what the transaction is about; it labels the message. */
  txn<T>(key: string, request: TxnRequest): Task<TxnResponse<T>> {
    return this.#call(labelOf('Txn', key), request);
  }

  *compact(revision: number): Task {
    yield* this.#call({ form: 'request', verb: 'Compact', revision }, { revision });
  }

  leaseGrant(ttl: number): Task<LeaseResponse> {
    return this.#call({ form: 'request', verb: 'LeaseGrant' }, { ttl });
  }

  leaseKeepAlive(id: number): Task<LeaseResponse> {
    return this.#call({ form: 'request', verb: 'LeaseKeepAlive' }, { id });
  }

  *leaseRevoke(id: number): Task {
    yield* this.#call({ form: 'request', verb: 'LeaseRevoke' }, { id });
  }

  *watch(request: WatchRequest): Task<EtcdWatch> {
    const { stream } = yield* this.#rpc.open(labelOf('Watch', request.key), request);
    return new EtcdWatch(stream);
  }

  *#call<Answer>(label: Label, request: unknown): Task<Answer> {
    const answer = yield* this.#rpc.call(label, request, this.#timeout);
    if (isRefusal(answer)) throw new EtcdError(answer.error);
    return answer as Answer;
  }
}

/** An open watch. */
export class EtcdWatch {
  readonly #stream: Stream;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /** The next revision, with the hop that brought it; undefined when the stream broke. */
  next<T>(): Task<{ readonly payload: WatchItem<T>; readonly hop: number } | undefined> {
    return this.#stream.next() as Task<{ payload: WatchItem<T>; hop: number } | undefined>;
  }

  /** Ends it; who waits for the next revision is told that there is none. */
  cancel(): void {
    this.#stream.cancel();
  }
}

function isRefusal(answer: unknown): answer is EtcdRefusal {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

function labelOf(verb: string, key: string): Label {
  return keyLabel('request', verb, key, undefined);
}
