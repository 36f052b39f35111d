import type { Cel } from '../apimachinery/index.ts';
import type { AuditEvent, Documentation, YAML } from '../kube-apiserver/index.ts';
import type { Micros } from '../sim/index.ts';

export interface ClusterOptions {
  readonly seed: number;
  /** Worker machines at boot; default 3. */
  readonly workers?: number;
  /** Control-plane machines that are Node objects; 0: the control plane is not a Node. Default 1, and for now at most 1. */
  readonly controlPlanes?: number;
  /** Capacity of each worker, as Kubernetes quantities. Default 4 and 8Gi. */
  readonly workerCpu?: string;
  readonly workerMemory?: string;
  /** What the cluster's clocks show at virtual time 0, in microseconds since the Unix epoch. */
  readonly epoch?: Micros;
  /** How many trace records are kept; default one million. */
  readonly traceLimit?: number;
  /** How many superseded versions etcd keeps for looking back, beside what is current; default one million. */
  readonly historyLimit?: number;
  /** Client-side request limits off, as `--kube-api-qps=-1`: for measuring the engine rather than the limits. */
  readonly unlimited?: boolean;
  /** The controller-manager and the scheduler hold their Leases, as several of each would have to; default: they do not. */
  readonly leaderElect?: boolean;
  /** The host's YAML, for clients that send it or ask for it; without one the API server understands JSON and protobuf. */
  readonly yaml?: YAML;
  /** The host's words for the fields of the API, for `kubectl explain`; without them fields are described by their types. */
  readonly documentation?: Documentation;
  /** The host's reader of expressions, for rules in CustomResourceDefinitions and admission policies; without one they are not looked at. */
  readonly cel?: Cel;
  /** Told of every request that the API server answered, as an audit log would be. */
  readonly audit?: (event: AuditEvent) => void;
  /** For tests: freezes what is stored, so that whoever changes what is shared fails at once. */
  readonly paranoid?: boolean;
}

export const DEFAULT_TRACE_LIMIT = 1_000_000;
