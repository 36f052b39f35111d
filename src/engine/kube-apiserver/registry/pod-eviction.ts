import {
  type ApiObject,
  formatTime,
  isConflict,
  isObject,
  labelSelectorAsSelector,
  newBadRequest,
  newForbidden,
  newSuccess,
  newTooManyRequests,
  StatusError,
} from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/poddisruptionbudget/types.ts';
import type { ApiResponse, DeleteOptions } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson } from './body.ts';
import { deleteObject } from './delete.ts';

interface EvictionBody {
  readonly metadata?: { readonly name?: string };
  readonly deleteOptions?: DeleteOptions;
}

const GROUP = 'policy';
const BUDGETS = 'poddisruptionbudgets';
const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget.";
const MAX_DISRUPTED_PODS = 2000;

/** POST pods/<name>/eviction: a deletion that a disruption budget may refuse. pkg/registry/core/pod/storage/eviction.go */
export function* evict(server: Server, context: RequestContext): Task<ApiResponse> {
  const json = bodyAsJson(context.request.body, 'Eviction');
  const eviction: EvictionBody = isObject(json) ? json : {};
  const name = context.request.name ?? '';
  const given = eviction.metadata?.name;
  if (given && given !== name) throw newBadRequest('name in URL does not match name in Eviction object');
  const { storage } = context.resource;
  const asked = eviction.deleteOptions ?? {};
  const pod = (yield* storage.get(storage.cacher.keyFor(context.request.namespace, name), name, '')) as Pod;
  const exact = yield* ask(server, context, pod, asked);
  const asSeen = exact && asked.preconditions?.resourceVersion === undefined;
  const { resourceVersion } = pod.metadata;
  const options = asSeen ? { ...asked, preconditions: { ...asked.preconditions, resourceVersion } } : asked;
  try {
    if (!exact && !canIgnoreBudget(pod)) yield* markAsTarget(server, context, pod);
    yield* deleteObject(server, context, name, options);
  } catch (error) {
    if (!isConflict(error) || !asSeen) throw error;
    // It may have become ready meanwhile, and then it counts: whoever asks is to ask again.
    throw stillProcessing(budgetsOf(server, pod)[0]?.metadata.name ?? '');
  }
  return { code: 201, body: { ...newSuccess(), code: 201 } };
}

/** A pod that serves nobody, or that is going anyway. canIgnorePDB */
function canIgnoreBudget({ metadata, status }: Pod): boolean {
  const { phase } = status;
  if (phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending') return true;
  return metadata.deletionTimestamp !== undefined;
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}

/** Takes a disruption from the pod's budget, or throws. True: the pod may go as long as it is as it was seen. */
function* ask(server: Server, context: RequestContext, pod: Pod, asked: DeleteOptions): Task<boolean> {
  if (canIgnoreBudget(pod)) return pod.status.phase === 'Pending' && pod.metadata.deletionTimestamp === undefined;
  const budgets = budgetsOf(server, pod);
  if (budgets.length > 1) {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new StatusError({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 });
  }
  const [budget] = budgets;
  if (!budget) return false;
  if (!isReady(pod)) {
    const { currentHealthy = 0, desiredHealthy = 0 } = budget.status;
    if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
    if (currentHealthy >= desiredHealthy && desiredHealthy > 0) return true;
  }
  const now = formatTime(server.sim.wallClock());
  if (context.dryRun || asked.dryRun?.length) {
    decrement(budget, pod, now);
    return false;
  }
  const { namespace, name } = budget.metadata;
  yield* server.world.update(GROUP, BUDGETS, namespace, name, (current) =>
    // The world hands out what is stored under the budgets' name.
    decrement(current as PodDisruptionBudget, pod, now),
  );
  return false;
}

function budgetsOf(server: Server, { metadata }: Pod): PodDisruptionBudget[] {
  if (Object.keys(metadata.labels ?? {}).length === 0) return [];
  const all = server.world.list(GROUP, BUDGETS, metadata.namespace) as readonly PodDisruptionBudget[];
  return all.filter(({ spec }) => spec.selector && labelSelectorAsSelector(spec.selector).matches(metadata.labels));
}

function refusal(seconds: number, message: string): StatusError {
  const { status } = newTooManyRequests(VIOLATES, seconds);
  const causes = [{ reason: 'DisruptionBudget', message }];
  return new StatusError({ ...status, details: { ...status.details, causes } });
}

function stillProcessing(name: string): StatusError {
  return refusal(10, `The disruption budget ${name} is still being processed by the server.`);
}

/** The budget with one disruption fewer, and the pod written down until it has gone. checkAndDecrement */
function decrement(budget: PodDisruptionBudget, pod: Pod, now: string): PodDisruptionBudget {
  const { metadata, status } = budget;
  const { name } = metadata;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) throw stillProcessing(name);
  const resource = { group: GROUP, resource: 'poddisruptionbudget' };
  const { disruptionsAllowed: allowed = 0 } = status;
  if (allowed < 0) throw newForbidden(resource, name, 'pdb disruptions allowed is negative');
  if (Object.keys(status.disruptedPods ?? {}).length > MAX_DISRUPTED_PODS) {
    const text = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw newForbidden(resource, name, text);
  }
  if (allowed === 0) throw noneLeft(budget);
  const disruptionsAllowed = allowed - 1;
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: now };
  const next = { ...status, disruptionsAllowed, disruptedPods };
  return { ...budget, status: disruptionsAllowed === 0 ? withoutDisruptions(next, now) : next };
}

function noneLeft({ metadata, status }: PodDisruptionBudget): StatusError {
  const { name } = metadata;
  const condition = status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  if (condition?.status === 'False' && condition.reason === 'SyncFailed') {
    const why = `does not allow evicting pods currently because it failed sync: ${condition.message}`;
    return refusal(0, `The disruption budget ${name} ${why}`);
  }
  const { desiredHealthy = 0, currentHealthy = 0 } = status;
  const needs = `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  return refusal(0, `The disruption budget ${name} ${needs}`);
}

function withoutDisruptions(status: PodDisruptionBudgetStatus, now: string): PodDisruptionBudgetStatus {
  const known = status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const { observedGeneration } = status;
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False' as const,
    reason: 'InsufficientPods',
    message: '',
    lastTransitionTime: known?.status === 'False' ? known.lastTransitionTime : now,
    ...(observedGeneration !== undefined && { observedGeneration }),
  };
  const others = (status.conditions ?? []).filter((each) => each !== known);
  return { ...status, conditions: [...others, condition] };
}

/** So that whoever reads the pod's status afterwards knows that it did not fail by itself. */
function* markAsTarget(server: Server, context: RequestContext, pod: Pod): Task {
  if (context.dryRun) return;
  const { namespace, name, uid, generation } = pod.metadata;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True' as const,
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: formatTime(server.sim.wallClock()),
    ...(generation !== undefined && { observedGeneration: generation }),
  };
  yield* server.world.update('', 'pods', namespace, name, (current): ApiObject => {
    if (current.metadata.uid !== uid) return current;
    const { status } = current as Pod;
    const others = (status.conditions ?? []).filter(({ type }) => type !== condition.type);
    return { ...current, status: { ...status, conditions: [...others, condition] } };
  });
}
