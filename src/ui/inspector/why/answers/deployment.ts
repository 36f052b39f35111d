import { getScaledValueFromIntOrPercent, type ApiObject } from '../../../../engine/apimachinery/index.ts';
import { inNamespace, line, type Answer, type Explainer, type Line, type Look } from './answer.ts';
import { crewLines, refusalsOf } from './crew.ts';
import { at, condition, isOwnedBy, number, text } from './fields.ts';

/** What a rolling update may do next, by the deployment controller's own sums, and what holds it up. */
export interface Limits {
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
  /** Never more pods than this. */
  readonly most: number;
  /** Never fewer available than this. */
  readonly least: number;
}

/** 25 % of 10 are 3 more (2.5 rounded up) and 2 fewer (2.5 rounded down); where both are 0, one may be missing. */
export function limitsOf(deployment: ApiObject): Limits {
  const replicas = number(deployment.spec, 'replicas');
  const surge = share(deployment, 'maxSurge', replicas, true);
  const rounded = share(deployment, 'maxUnavailable', replicas, false);
  const unavailable = Math.min(surge === 0 && rounded === 0 ? 1 : rounded, replicas);
  return { replicas, surge, unavailable, most: replicas + surge, least: replicas - unavailable };
}

function limit(deployment: ApiObject, name: string): string | number {
  const value = at(deployment.spec, 'strategy', 'rollingUpdate', name);
  return typeof value === 'string' || typeof value === 'number' ? value : '25%';
}

function share(deployment: ApiObject, name: string, replicas: number, up: boolean): number {
  try {
    return getScaledValueFromIntOrPercent(limit(deployment, name), replicas, up);
  } catch {
    return 0;
  }
}

export const deployment: Explainer = {
  reads: ['replicasets.apps', 'pods', 'events'],
  explain(object, look): Answer {
    const wanted = number(object.spec, 'replicas');
    const sets = look('replicasets.apps').filter((set) => isOwnedBy(set, object));
    const pods = look('pods').filter((pod) => sets.some((set) => isOwnedBy(pod, set)));
    const events = look('events');
    const refusals = sets.flatMap((set) => refusalsOf(set, events));
    return {
      title: 'answer.deployment.title',
      lines: [...rolloutLines(object), ...crewLines(object, pods, wanted, refusals)],
    };
  },
};

function rolloutLines(object: ApiObject): readonly Line[] {
  const name = object.metadata.name;
  const lines: Line[] = [];
  if (at(object.spec, 'paused') === true)
    lines.push(
      line(
        'wait',
        'answer.rollout.paused',
        {},
        { command: `kubectl rollout resume deployment/${name}${inNamespace(object)}` },
      ),
    );
  if (text(object.spec, 'strategy', 'type') === 'Recreate') lines.push(line('fact', 'answer.rollout.recreate'));
  else lines.push(...rollingLines(object));
  const progress = condition(object, 'Progressing');
  if (progress?.['reason'] === 'ProgressDeadlineExceeded') {
    const seconds = number(object.spec, 'progressDeadlineSeconds');
    lines.push(
      line(
        'blocked',
        'answer.rollout.deadline',
        { seconds },
        { command: `kubectl rollout undo deployment/${name}${inNamespace(object)}` },
      ),
    );
  }
  return lines;
}

function rollingLines(object: ApiObject): readonly Line[] {
  const { replicas, surge, unavailable, most, least } = limitsOf(object);
  const total = number(object.status, 'replicas');
  const updated = number(object.status, 'updatedReplicas');
  const available = number(object.status, 'availableReplicas');
  const under = [
    ...rounding(object, 'maxSurge', replicas, surge),
    ...rounding(object, 'maxUnavailable', replicas, unavailable),
  ];
  const lines = [line('fact', 'answer.rollout.limits', { replicas, surge, unavailable, most, least }, { under })];
  if (updated === total && total === replicas) {
    lines.push(line('ok', 'answer.rollout.done', { updated }));
    return lines;
  }
  const old = total - updated;
  const room = Math.max(0, Math.min(most - total, replicas - updated));
  if (updated < replicas)
    lines.push(
      room > 0
        ? line('wait', 'answer.rollout.mayAdd', { room, most, total })
        : line('blocked', 'answer.rollout.full', { most, total }),
    );
  if (old > 0) {
    const spare = Math.max(0, Math.min(old, available - least));
    lines.push(
      spare > 0
        ? line('wait', 'answer.rollout.mayRemove', { spare, available, least })
        : line('blocked', 'answer.rollout.noSpare', { available, least, old }),
    );
  }
  return lines;
}

function rounding(object: ApiObject, name: string, replicas: number, rounded: number): readonly Line[] {
  const value = limit(object, name);
  if (typeof value !== 'string' || !value.endsWith('%')) return [];
  const exact = (Number(value.slice(0, -1)) * replicas) / 100;
  const id = name === 'maxSurge' ? 'answer.rollout.roundUp' : 'answer.rollout.roundDown';
  return [line('fact', id, { name, percent: value, replicas, exact, rounded })];
}

/** ReplicaSets and ReplicationControllers: how many there are to be, and what the others are. */
export const replicaSet: Explainer = {
  reads: ['pods', 'events'],
  explain(object, look: Look): Answer {
    const pods = look('pods').filter((pod) => isOwnedBy(pod, object));
    const refusals = refusalsOf(object, look('events'));
    return { title: 'answer.crew.title', lines: crewLines(object, pods, number(object.spec, 'replicas'), refusals) };
  },
};
