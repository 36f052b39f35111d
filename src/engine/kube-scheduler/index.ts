/**
 * kube-scheduler: gives every pod a node (pkg/scheduler). One pod at a time: filters the nodes, scores those that are left,
 * assumes the pod on the best, and binds it in a goroutine of its own while the next pod's turn begins. A pod that fits nowhere
 * may have lesser pods evicted for it, and then waits for an event that may help.
 *
 * Promises: the same seed gives the same placements; a pod is bound at most once for each time it is decided upon; a node is
 * never asked to hold more than it says it can, counting what has been decided and not yet heard of; reasons, messages and
 * weights are those of v1.36's default profile. Each cycle leaves one span `Scheduling` whose detail tells, for a pod that was
 * placed, `{node, feasible, evaluated, attempts, scores, filtered}` and for one that was not `{filtered, message}`:
 * explanation.ts has their shapes.
 *
 * Different from upstream: a cycle reads the cache itself instead of a snapshot, because nothing can interrupt it; spreading and
 * affinity count classes of equal pods instead of pods, with the same result; ties between equal nodes are broken by a seeded
 * draw; one profile; no extenders, volume plugins beyond VolumeBinding, disruption budgets, gang scheduling,
 * dynamic resources, in-place resize of placed pods or opportunistic batching; leader election only if asked for.
 */
import {
  Client,
  EventRecorder,
  LEADER_ELECTION_TIMES,
  LeaderElector,
  runLeaderElection,
  type Credentials,
} from '../client-go/index.ts';
import type { Network, Process } from '../sim/index.ts';
import { Scheduler } from './scheduler.ts';

export type { Filtered, ScoreTable } from './explanation.ts';

export interface KubeSchedulerConfig {
  /** Default: the kubeadm identity, system:kube-scheduler. */
  readonly credentials?: Credentials;
  /** Which pods are its own, by spec.schedulerName. */
  readonly schedulerName?: string;
  /** Where the API server listens. */
  readonly address?: string;
  /** Requests a second and at once; default 50 and 100, as upstream's ClientConnectionConfiguration. */
  readonly qps?: number;
  readonly burst?: number;
  /** --leader-elect: schedule only while holding the Lease kube-system/kube-scheduler. Default: no. */
  readonly leaderElect?: boolean;
  /** Called when the lease is lost; the process must not go on. Default: it dies. */
  readonly onLeaseLost?: (() => void) | undefined;
}

const IDENTITY: Credentials = { clientCertificate: { commonName: 'system:kube-scheduler', organizations: [] } };

/** Starts the scheduler in its process. Restarting is a new process and a new call: nothing is remembered. */
export function startKubeScheduler(process: Process, network: Network, config: KubeSchedulerConfig = {}): Scheduler {
  const { credentials = IDENTITY, schedulerName = 'default-scheduler', address, qps = 50, burst = 100 } = config;
  const connect = (userAgent: string): Client =>
    new Client(process, network, { credentials, userAgent, qps, burst, ...(address !== undefined && { address }) });
  const clients = { client: connect('kube-scheduler/v1.36.0'), events: connect('kube-scheduler/v1.36.0 (events)') };
  const scheduler = new Scheduler(process, clients, schedulerName);
  if (!config.leaderElect) {
    process.go('scheduler', scheduler.run());
    return scheduler;
  }
  const timeout = LEADER_ELECTION_TIMES.renewDeadline / 2;
  const userAgent = 'kube-scheduler/v1.36.0 leader-election';
  const where = address !== undefined && { address };
  const client = new Client(process, network, { credentials, userAgent, qps: 0, timeout, ...where });
  const recorder = new EventRecorder(client, { component: schedulerName, host: process.host.name });
  const lease = { namespace: 'kube-system', name: 'kube-scheduler', ...LEADER_ELECTION_TIMES };
  const elector = new LeaderElector({ client, recorder, ...lease });
  const lead = (): void => process.go('scheduler', scheduler.run());
  process.go('leader election', runLeaderElection(elector, lead, config.onLeaseLost ?? (() => process.kill())));
  return scheduler;
}
