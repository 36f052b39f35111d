/**
 * kube-controller-manager: the control loops, one folder each; `controllers.ts` is the list. Each looks at the world through
 * the process's shared caches, compares it with what is wanted and takes the next step through the API server.
 *
 * Promises: a reconcile takes a key, never an event; a controller does not act on a cache that is behind its own acts
 * (expectations, own writes); nothing is retried inside a reconcile, the queue does that; a restarted process knows nothing and arrives at
 * the same world. Arithmetic that led to a step is in the detail of its span.
 *
 * Different from Kubernetes: leader election is off unless asked for; reading is not limited by --kube-api-qps;
 * a ReplicaSet's totals and a Service's pods are kept as pods change instead of being counted at each sync (the numbers are
 * the same); a reconcile over many pods takes 2 µs of virtual time for each; Deployments, too, wait for their own writes to
 * show, which upstream answers with a conflict and another try; upstream's checks of a complete rollout that has become
 * unavailable, ten a second, are left out.
 * A controller proves to be its service account by a certificate instead of asking for a token of it.
 * Controllers that are not here: endpointslice-mirroring, horizontal pod
 * autoscaling, approving of kubelets' certificates, token cleaning. The add-on local-path-provisioner runs here instead of in a pod.
 */
import { EventRecorder, LEADER_ELECTION_TIMES, LeaderElector, runLeaderElection } from '../client-go/index.ts';
import type { Network, Process } from '../sim/index.ts';
import { resolveConfig, type KubeControllerManagerConfig } from './config.ts';
import { ControllerContext } from './context.ts';
import { controllers } from './controllers.ts';

export { DEFAULTS, type KubeControllerManagerConfig } from './config.ts';
export { controllers } from './controllers.ts';

export function startKubeControllerManager(
  process: Process,
  network: Network,
  config: KubeControllerManagerConfig = {},
): void {
  const context = new ControllerContext(process, network, resolveConfig(config));
  if (!context.config.leaderElect) {
    run(context);
    return;
  }
  const client = context.electionClient();
  const recorder = new EventRecorder(client, { component: 'kube-controller-manager', host: process.host.name });
  const lease = { namespace: 'kube-system', name: 'kube-controller-manager', ...LEADER_ELECTION_TIMES };
  const elector = new LeaderElector({ client, recorder, ...lease });
  const lead = (): void => run(context);
  process.go('leader election', runLeaderElection(elector, lead, config.onLeaseLost ?? (() => process.kill())));
}

function run(context: ControllerContext): void {
  for (const controller of controllers) {
    if (isEnabled(controller.name, context.config.controllers)) controller.start(context);
  }
  context.createServiceAccounts();
  context.informers.start();
}

/** `--controllers`: `-name` leaves one out; names alone are the only ones; `*` or nothing is all. */
function isEnabled(name: string, wanted: readonly string[]): boolean {
  if (wanted.includes(`-${name}`)) return false;
  if (wanted.includes(name) || wanted.includes('*')) return true;
  return wanted.every((entry) => entry.startsWith('-'));
}
