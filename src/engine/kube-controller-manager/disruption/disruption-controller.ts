import {
  StatusError,
  formatLabelSelector,
  isConflict,
  keyOf,
  labelSelectorAsSelector,
  newInternalError,
  parseTime,
  semanticDeepEqual,
  type LabelSelector,
} from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/poddisruptionbudget/types.ts';
import { POD_DISRUPTION_BUDGETS, PODS } from '../../api/refs.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import { MINUTE, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { withPodCondition } from '../nodelifecycle/mark-pods-not-ready.ts';
import { isPodTerminal, podCondition } from '../pods.ts';
import { SelectorCache } from '../selector-cache.ts';
import { budgetStatus, countHealthy, disruptedPods, expectedPodCount, failedStatus, needsScale } from './budget.ts';
import { ExpectedScale } from './expected-scale.ts';

const NAME = 'disruption-controller';
/** A pod that was to be disrupted and is still there after so long was not. */
const STALE_DISRUPTION_TIMEOUT: Micros = 2 * MINUTE;
const NOTHING: readonly string[] = [];

/** Keeps the status of disruption budgets, by which evictions are allowed. pkg/controller/disruption/disruption.go */
export class DisruptionController {
  readonly #queue: WorkQueue;
  readonly #stale: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #budgets: ResourceClient<PodDisruptionBudget>;
  readonly #podClient: ResourceClient<Pod>;
  readonly #store: Indexer<PodDisruptionBudget>;
  readonly #pods: Indexer<Pod>;
  readonly #scale: ExpectedScale;
  readonly #writes: OwnWrites<PodDisruptionBudget>;
  #indexed = false;
  readonly #selectors = new SelectorCache<PodDisruptionBudget>(
    ({ spec }) => spec.selector,
    ({ spec }): LabelSelector => labelSelectorAsSelector(spec.selector),
  );

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client(NAME);
    this.#budgets = client.resource<PodDisruptionBudget>(POD_DISRUPTION_BUDGETS);
    this.#podClient = client.resource<Pod>(PODS);
    this.#recorder = new EventRecorder(client, { component: 'controllermanager' });
    this.#queue = new WorkQueue(process, 'disruption');
    this.#stale = new WorkQueue(process, 'stale_pod_disruption');
    this.#scale = new ExpectedScale(context);
    const budgets = informers.informer<PodDisruptionBudget>(POD_DISRUPTION_BUDGETS);
    const pods = informers.informer<Pod>(PODS);
    this.#store = budgets.store;
    this.#pods = pods.store;
    this.#writes = new OwnWrites(budgets.store);
    budgets.store.addIndex('namespace', ({ metadata }) => (metadata.namespace ? [metadata.namespace] : NOTHING));
    budgets.addEventHandler({
      onAdd: (budget) => this.#queue.add(keyOf(budget)),
      onUpdate: (_, budget) => this.#queue.add(keyOf(budget)),
      onDelete: (budget) => {
        this.#selectors.forget(budget);
        this.#writes.forget(budget);
      },
    });
    pods.addEventHandler({
      onAdd: (pod) => this.#podChanged(pod, undefined),
      onUpdate: (old, pod) => this.#podChanged(pod, old),
      onDelete: (pod) => this.#wake(pod),
    });
    context.whenSynced(NAME, [budgets, pods, ...this.#scale.informers], () => {
      runWorkers(process, this.#queue, 1, (key) => this.#sync(key));
      runWorkers(process, this.#stale, 1, (key) => this.#syncStale(key));
    });
  }

  #podChanged(pod: Pod, old: Pod | undefined): void {
    if (old?.status.conditions !== pod.status.conditions) {
      const left = staleIn(pod, this.context.now());
      if (left !== undefined) this.#stale.addAfter(keyOf(pod), left);
    }
    if (this.#store.size === 0) return;
    this.#wake(pod);
    if (old && old.metadata.labels !== pod.metadata.labels) this.#wake(old);
  }

  /** getPdbForPod */
  #wake(pod: Pod): void {
    if (this.#store.size === 0) return;
    const { namespace = '', labels } = pod.metadata;
    const found = this.#store
      .byIndex('namespace', namespace)
      .filter((budget) => budget.spec.selector && this.#selectors.get(budget).matches(labels));
    const [chosen] = found;
    if (!chosen) return;
    if (found.length > 1) {
      const which = `Pod "${namespace}"/"${pod.metadata.name}" matches multiple PodDisruptionBudgets.`;
      const message = `${which}  Chose "${chosen.metadata.name}" arbitrarily.`;
      this.#recorder.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
    }
    this.#queue.add(keyOf(chosen));
  }

  /** The index is only kept once there are budgets: without them, pods come and go at no cost. */
  #podsOf(budget: PodDisruptionBudget): Pod[] {
    if (!this.#indexed) this.#pods.addIndex('namespace', ({ metadata }) => [metadata.namespace ?? '']);
    this.#indexed = true;
    if (!budget.spec.selector) return [];
    const selector = this.#selectors.get(budget);
    const { namespace = '' } = budget.metadata;
    return this.#pods.byIndex('namespace', namespace).filter(({ metadata }) => selector.matches(metadata.labels));
  }

  *#sync(key: string): Task {
    const budget = this.#store.get(key);
    if (!budget) return;
    if (this.#writes.behind(key, this.context.process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    try {
      yield* this.#trySync(budget);
    } catch (error) {
      if (isConflict(error) || !(error instanceof StatusError)) throw error;
      yield* this.#putStatus(budget, failedStatus(budget, error.message, this.context.now()));
      throw error;
    }
  }

  *#trySync(budget: PodDisruptionBudget): Task {
    const pods = this.#podsOf(budget);
    yield* this.context.compute(pods.length);
    if (pods.length === 0) this.#recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
    const { total, unmanaged, failure } = needsScale(budget)
      ? this.#scale.of(pods)
      : { total: 0, unmanaged: NOTHING, failure: undefined };
    if (failure !== undefined) {
      const message = `Failed to calculate the number of expected pods: ${failure}`;
      this.#recorder.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
      throw plain(failure);
    }
    if (unmanaged.length > 0) this.#warnUnmanaged(budget);
    const now = this.context.now();
    const expected = expectedPodCount(budget, pods.length, total);
    const disrupted = disruptedPods(budget, pods, now);
    for (const pod of disrupted.notDeleted) {
      const message = `Pod was expected by PDB ${keyOf(budget)} to be deleted but it wasn't`;
      this.#recorder.event(pod, 'Warning', 'NotDeleted', message);
    }
    const healthy = countHealthy(pods, disrupted.pods);
    const status = budgetStatus(budget, expected, healthy, disrupted.pods, now);
    const span = this.context.process.begin('updatePdbStatus', keyOf(budget));
    yield* this.#putStatus(budget, status);
    const { disruptionsAllowed } = status;
    span.end('ok', { pods: pods.length, healthy, ...expected, disruptionsAllowed });
    if (disrupted.recheckAt !== undefined) this.#queue.addAfter(keyOf(budget), disrupted.recheckAt - now);
  }

  #warnUnmanaged(budget: PodDisruptionBudget): void {
    const which = `Pods selected by this PodDisruptionBudget (selector: ${formatLabelSelector(budget.spec.selector)})`;
    const what = 'were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly';
    const advice = 'please set ".spec.minAvailable" field of the PDB to an integer value.';
    const message = `${which} ${what}, which may result in undefined behavior. To account for these pods ${advice}`;
    this.#recorder.event(budget, 'Warning', 'UnmanagedPods', message);
  }

  *#putStatus(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): Task {
    if (semanticDeepEqual(status, budget.status)) return;
    const stored = yield* this.#budgets.updateStatus({ ...budget, status });
    this.#writes.note(keyOf(budget), stored, this.context.process.sim.now);
  }

  /** syncStalePodDisruption */
  *#syncStale(key: string): Task {
    const pod = this.#pods.get(key);
    const left = pod && staleIn(pod, this.context.now());
    if (!pod || left === undefined) return;
    if (left > 0) {
      this.#stale.addAfter(key, left);
      return;
    }
    const condition = { ...podCondition(pod, 'DisruptionTarget')!, status: 'False' as const };
    yield* this.#podClient.updateStatus(withPodCondition(pod, condition, this.context.now()));
  }
}

/** How long until a disruption that does not come is given up; undefined: there is none to wait for. */
function staleIn(pod: Pod, now: Micros): Micros | undefined {
  if (pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return undefined;
  const condition = podCondition(pod, 'DisruptionTarget');
  if (condition?.status !== 'True' || !condition.lastTransitionTime) return undefined;
  return Math.max(0, parseTime(condition.lastTransitionTime) + STALE_DISRUPTION_TIMEOUT - now);
}

/** A failure of this controller's own, in its own words, so that the queue tries again. */
function plain(message: string): StatusError {
  return new StatusError({ ...newInternalError(message).status, message });
}
