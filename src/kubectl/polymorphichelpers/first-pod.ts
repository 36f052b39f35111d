import { getNested, tryParseTime } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { sortGo } from '../go-sort.ts';
import { corePath } from '../rest/list-all.ts';
import type { Factory, Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { goTypeOf, selectorForObject } from './selectors.ts';

const POLL = 500_000;

type Less = (a: Json, b: Json) => boolean;

export interface FirstPod {
  readonly pod: Json;
  /** How many there were to choose from. */
  readonly count: number;
}

/** The best of the pods that a selector means, waited for when there is none (polymorphichelpers/helpers.go, GetFirstPod). */
export async function firstPod(
  { rest }: Factory,
  world: World,
  namespace: string,
  labelSelector: string,
  timeout: number,
  less: Less,
): Promise<FirstPod> {
  const deadline = world.now() + timeout;
  while (true) {
    const { items } = await rest.get(corePath('pods', namespace), { query: { labelSelector } });
    const pods = (Array.isArray(items) ? (items as readonly Json[]) : []).map(asPod);
    const [pod] = sortGo(pods, less);
    if (pod !== undefined) return { pod, count: pods.length };
    if (world.now() >= deadline) throw new CommandError('timed out waiting for the condition');
    await world.sleep(POLL);
  }
}

/** What is in a list does not say what it is. */
export function asPod(item: Json): Json {
  return { apiVersion: 'v1', kind: 'Pod', ...item };
}

/** A pod is itself; of what has pods, the one that one would look into (AttachablePodForObject). */
export async function attachablePod(factory: Factory, world: World, object: Json, timeout: number): Promise<Json> {
  if (object['kind'] === 'Pod') return object;
  const namespace = String(getNested(object, ['metadata', 'namespace']) ?? '');
  let selector: string;
  try {
    selector = selectorForObject(object);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`cannot attach to ${goTypeOf(object)}: ${error.message}`);
  }
  const found = await firstPod(factory, world, namespace, selector, timeout, (a, b) => byDeletion(b, a));
  return found.pod;
}

function text(pod: Json, ...path: readonly string[]): string {
  const found = getNested(pod, path);
  return typeof found === 'string' ? found : '';
}

function readyCondition(pod: Json): Json | undefined {
  const conditions = getNested(pod, ['status', 'conditions']);
  if (!Array.isArray(conditions)) return undefined;
  return (conditions as readonly Json[]).find(({ type, status }) => type === 'Ready' && status === 'True');
}

export function isPodReady(pod: Json): boolean {
  return readyCondition(pod) !== undefined;
}

/** Microseconds since the epoch; undefined: never. */
function readyTime(pod: Json): number | undefined {
  const since = readyCondition(pod)?.['lastTransitionTime'];
  return typeof since === 'string' ? tryParseTime(since) : undefined;
}

function created(pod: Json): number | undefined {
  return tryParseTime(text(pod, 'metadata', 'creationTimestamp'));
}

function restarts(pod: Json): number {
  const statuses = getNested(pod, ['status', 'containerStatuses']);
  const counts = Array.isArray(statuses) ? (statuses as readonly Json[]).map(({ restartCount }) => restartCount) : [];
  return Math.max(0, ...counts.map((count) => (typeof count === 'number' ? count : 0)));
}

function afterOrZero(a: number | undefined, b: number | undefined): boolean {
  return a === undefined || b === undefined ? a === undefined : a > b;
}

const PHASES = ['Running', 'Unknown', 'Pending'];

function phase(pod: Json): number {
  return Math.max(0, PHASES.indexOf(text(pod, 'status', 'phase')));
}

/** kubectl/pkg/util/podutils, ByLogging: the pod whose log says most comes first. */
export function byLogging(a: Json, b: Json): boolean {
  const [assigned, other] = [text(a, 'spec', 'nodeName') !== '', text(b, 'spec', 'nodeName') !== ''];
  if (assigned !== other) return assigned;
  if (phase(a) !== phase(b)) return phase(a) < phase(b);
  if (isPodReady(a) !== isPodReady(b)) return isPodReady(a);
  if (isPodReady(a) && readyTime(a) !== readyTime(b)) return afterOrZero(readyTime(b), readyTime(a));
  if (restarts(a) !== restarts(b)) return restarts(a) > restarts(b);
  return created(a) !== created(b) && afterOrZero(created(b), created(a));
}

/** podutils.ActivePods: the pod that would be missed least comes first. */
function byDeletion(a: Json, b: Json): boolean {
  const [assigned, other] = [text(a, 'spec', 'nodeName') !== '', text(b, 'spec', 'nodeName') !== ''];
  if (assigned !== other) return !assigned;
  if (phase(a) !== phase(b)) return phase(a) > phase(b);
  if (isPodReady(a) !== isPodReady(b)) return !isPodReady(a);
  const [going, staying] = [text(a, 'metadata', 'deletionTimestamp'), text(b, 'metadata', 'deletionTimestamp')];
  if ((going !== '') !== (staying !== '')) return going !== '';
  if (isPodReady(a) && readyTime(a) !== readyTime(b)) return afterOrZero(readyTime(a), readyTime(b));
  if (restarts(a) !== restarts(b)) return restarts(a) > restarts(b);
  return created(a) !== created(b) && afterOrZero(created(a), created(b));
}
