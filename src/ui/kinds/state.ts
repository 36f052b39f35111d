import type { IDaemonSet, IDeployment, IReplicaSet, IStatefulSet } from 'kubernetes-models/apps/v1';
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import { nextActivation, scheduleOf } from '../../engine/api/cronjob/schedule.ts';
import { formatTime, tryParseTime, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { MessageId, Params, Translate } from '../../i18n/index.ts';
import { nodeStatus } from '../canvas/cluster/machine-view.ts';
import { podView } from '../canvas/pod/pod-view.ts';
import type { GlyphName } from '../kit/index.ts';
import { customState, endingState } from './custom-state.ts';
import { OTHER_STATES } from './other-states.ts';

/** How an object is: a shape that tells it without colour, and one line. */
export interface KindState {
  readonly shape: GlyphName;
  readonly tone: 'ok' | 'busy' | 'warn' | 'bad' | 'quiet';
  /** As kubectl would put it, for those who read `data-status`. */
  readonly status: string;
  /** The line in the reader's language, where upstream's own word is not enough. */
  readonly message?: MessageId;
  readonly params?: Params;
}

export type StateOf = (object: ApiObject) => KindState;

const states = new WeakMap<ApiObject, KindState>();

/** Pure in the object, and objects never change: each is looked at once. */
export function stateOf(object: ApiObject): KindState {
  let state = states.get(object);
  if (!state) states.set(object, (state = makeState(object)));
  return state;
}

/** The line that a card shows. */
export function stateText(state: KindState, t: Translate): string {
  return state.message === undefined ? state.status : t(state.message, state.params);
}

function makeState(object: ApiObject): KindState {
  if (object.kind === 'Pod') return podState(object);
  const ending = endingState(object);
  if (ending) return ending;
  const slash = object.apiVersion.indexOf('/');
  const key = slash < 0 ? object.kind : `${object.kind}.${object.apiVersion.slice(0, slash)}`;
  return (STATES[key] ?? OTHER_STATES[key] ?? customState)(object);
}

function podState(pod: ApiObject): KindState {
  const { shape, status } = podView(pod);
  const bad = shape === 'failed' || shape === 'backoff';
  const busy = shape === 'creating' || shape === 'running';
  return { shape, status, tone: bad ? 'bad' : shape === 'ready' ? 'ok' : busy ? 'busy' : 'quiet' };
}

/** So many of so many that were asked for. */
function counted(ready: number, wanted: number, message: MessageId = 'kind.ready'): KindState {
  const words = { status: `${ready}/${wanted}`, message, params: { ready, wanted, updated: ready, done: ready } };
  if (wanted === 0) return { shape: 'minus', tone: 'quiet', ...words };
  if (ready >= wanted) return { shape: 'ready', tone: 'ok', ...words };
  return { shape: ready === 0 ? 'pending' : 'creating', tone: 'busy', ...words };
}

const replicas: StateOf = (object) => {
  const spec = object.spec as IReplicaSet['spec'] | IStatefulSet['spec'];
  const status: Partial<NonNullable<IReplicaSet['status']>> = object.status ?? {};
  return counted(status.readyReplicas ?? 0, spec?.replicas ?? 1);
};

const deployment: StateOf = (object) => {
  const spec = object.spec as IDeployment['spec'];
  const status: IDeployment['status'] = object.status ?? {};
  const wanted = spec?.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  const stuck = status.conditions?.find((one) => one.type === 'Progressing' && one.status === 'False');
  if (stuck) return { ...counted(ready, wanted), shape: 'failed', tone: 'bad' };
  if (spec?.paused === true) return { ...counted(ready, wanted), shape: 'pause', tone: 'warn' };
  const updated = status.updatedReplicas ?? 0;
  if (updated < wanted && ready > 0)
    return { ...counted(updated, wanted, 'kind.updating'), status: `${ready}/${wanted}` };
  return counted(ready, wanted);
};

const daemonSet: StateOf = (object) => {
  const status: Partial<NonNullable<IDaemonSet['status']>> = object.status ?? {};
  return counted(status.numberReady ?? 0, status.desiredNumberScheduled ?? 0);
};

const job: StateOf = (object) => {
  const spec = object.spec as IJob['spec'];
  const status: IJob['status'] = object.status ?? {};
  const done = status.succeeded ?? 0;
  const wanted = spec?.completions ?? spec?.parallelism ?? 1;
  const holds = (type: string): boolean =>
    status.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
  const params = { done, wanted, active: status.active ?? 0, failed: status.failed ?? 0 };
  const words = { status: `${done}/${wanted}`, message: 'kind.complete', params } as const;
  if (holds('Failed')) return { ...words, shape: 'failed', tone: 'bad', status: 'Failed', message: 'kind.failed' };
  if (holds('Complete')) return { ...words, shape: 'succeeded', tone: 'quiet', status: 'Complete' };
  if (holds('Suspended') || spec?.suspend === true)
    return { ...words, shape: 'pause', tone: 'warn', status: 'Suspended', message: 'kind.suspended' };
  return { ...words, shape: 'running', tone: 'busy', status: 'Running', message: 'kind.completions' };
};

const cronJob: StateOf = (object): KindState => {
  const spec = object.spec as ICronJob['spec'];
  const status: ICronJob['status'] = object.status ?? {};
  const schedule = spec?.schedule ?? '';
  if (spec?.suspend === true) return { shape: 'pause', tone: 'warn', status: 'Suspended', message: 'kind.suspended' };
  const active = status.active?.length ?? 0;
  if (active > 0)
    return {
      shape: 'running',
      tone: 'busy',
      status: schedule,
      message: 'kind.scheduleActive',
      params: { schedule, active },
    };
  const at = nextRun(
    { schedule, timeZone: spec?.timeZone },
    status.lastScheduleTime ?? object.metadata.creationTimestamp,
  );
  if (at === undefined) return { shape: 'pending', tone: 'quiet', status: schedule };
  return { shape: 'backoff', tone: 'quiet', status: schedule, message: 'kind.next', params: { schedule, at } };
};

/** `14:05`, in the time of the cluster. */
function nextRun(
  spec: { readonly schedule: string; readonly timeZone: string | undefined },
  last: string,
): string | undefined {
  const after = tryParseTime(last);
  if (after === undefined) return undefined;
  try {
    const next = nextActivation(scheduleOf(spec), after);
    return next === undefined ? undefined : formatTime(next).slice(11, 16);
  } catch {
    // A schedule that the API server let pass and nobody can read: it is shown as it stands.
    return undefined;
  }
}

const node: StateOf = (object) => {
  const status = nodeStatus(object);
  if (status === 'Ready') return { shape: 'ready', tone: 'ok', status };
  if (status.startsWith('NotReady')) return { shape: 'not-ready', tone: 'bad', status };
  return { shape: 'cordoned', tone: 'warn', status };
};

const STATES: Readonly<Record<string, StateOf>> = {
  'Deployment.apps': deployment,
  'ReplicaSet.apps': replicas,
  'StatefulSet.apps': replicas,
  ReplicationController: replicas,
  'DaemonSet.apps': daemonSet,
  'Job.batch': job,
  'CronJob.batch': cronJob,
  Node: node,
};
