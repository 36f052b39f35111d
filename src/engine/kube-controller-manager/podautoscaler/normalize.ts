import type { Behavior, HorizontalPodAutoscaler, ScalingRules } from '../../api/horizontalpodautoscaler/types.ts';
import { MINUTE, SECOND, type Micros } from '../../sim/index.ts';

export interface Condition {
  readonly type: 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

interface Recommendation {
  readonly at: Micros;
  readonly replicas: number;
}

interface ScaleEvent {
  readonly at: Micros;
  readonly change: number;
}

/** --horizontal-pod-autoscaler-downscale-stabilization */
const DOWNSCALE_STABILIZATION: Micros = 5 * MINUTE;
const LONGEST_WINDOW: Micros = 60 * MINUTE;
const MIN_SCALE_UP = 4;

/** What one autoscaler remembers between two looks; all of it is gone when the process dies. */
export class Memory {
  recommendations: Recommendation[] = [];
  ups: ScaleEvent[] = [];
  downs: ScaleEvent[] = [];

  recommend(at: Micros, replicas: number): void {
    this.recommendations = this.recommendations.filter((one) => one.at > at - LONGEST_WINDOW);
    this.recommendations.push({ at, replicas });
  }

  scaled(at: Micros, from: number, to: number): void {
    if (to > from) this.ups.push({ at, change: to - from });
    else this.downs.push({ at, change: from - to });
    this.ups = this.ups.filter((one) => one.at > at - LONGEST_WINDOW);
    this.downs = this.downs.filter((one) => one.at > at - LONGEST_WINDOW);
  }
}

export interface Normalized {
  readonly replicas: number;
  readonly conditions: readonly Condition[];
}

/** What of a wish comes true now: held back for a while, by rates, and by the bounds. horizontal.go normalizeDesiredReplicas */
export function normalize(
  { spec }: HorizontalPodAutoscaler,
  memory: Memory,
  current: number,
  desired: number,
  now: Micros,
): Normalized {
  const stable = stabilized(spec.behavior, memory, current, desired, now);
  memory.recommend(now, desired);
  const held = spec.behavior !== undefined && desired >= current ? HELD_UP : HELD_DOWN;
  const able = stable === desired ? READY : held;
  const limits = spec.behavior
    ? rateLimits(spec.behavior, memory, current, now)
    : { most: Math.max(2 * current, MIN_SCALE_UP), least: 0 };
  const { replicas, condition } = bounded(stable, spec.minReplicas, spec.maxReplicas, limits);
  return { replicas, conditions: [able, condition] };
}

const READY: Condition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'ReadyForNewScale',
  message: 'recommended size matches current size',
};

const HELD_DOWN: Condition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};

const HELD_UP: Condition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};

function windowOf(rules: ScalingRules | undefined, otherwise: Micros): Micros {
  return rules?.stabilizationWindowSeconds === undefined ? otherwise : rules.stabilizationWindowSeconds * SECOND;
}

/** The least that was wished for within the window going up, the most within the window going down. */
function stabilized(
  behavior: Behavior | undefined,
  { recommendations }: Memory,
  current: number,
  desired: number,
  now: Micros,
): number {
  const upSince = now - windowOf(behavior?.scaleUp, 0);
  const downSince = now - windowOf(behavior?.scaleDown, DOWNSCALE_STABILIZATION);
  let up = desired;
  let down = desired;
  for (const { at, replicas } of recommendations) {
    if (at > upSince) up = Math.min(up, replicas);
    if (at > downSince) down = Math.max(down, replicas);
  }
  return behavior ? Math.min(Math.max(current, up), down) : down;
}

interface Limits {
  readonly most: number;
  readonly least: number;
}

function rateLimits({ scaleUp, scaleDown }: Behavior, memory: Memory, current: number, now: Micros): Limits {
  return {
    most: limitOf(scaleUp, memory, current, now, 1),
    least: Math.max(0, limitOf(scaleDown, memory, current, now, -1)),
  };
}

/** How far the policies let it go from where it stood at the beginning of each one's period. calculateScaleUpLimitWithScalingRules */
function limitOf(rules: ScalingRules | undefined, memory: Memory, current: number, now: Micros, sign: 1 | -1): number {
  if (rules === undefined) return sign > 0 ? Infinity : 0;
  if (rules.selectPolicy === 'Disabled') return current;
  const sum = (events: readonly ScaleEvent[], since: Micros): number =>
    events.reduce((total, { at, change }) => (at > since ? total + change : total), 0);
  const proposals = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const since = now - periodSeconds * SECOND;
    const start = current - sum(memory.ups, since) + sum(memory.downs, since);
    if (type === 'Pods') return start + sign * value;
    const share = start * (1 + (sign * value) / 100);
    return sign > 0 ? Math.ceil(share) : Math.trunc(share);
  });
  const far = sign > 0 ? Math.max : Math.min;
  const near = sign > 0 ? Math.min : Math.max;
  return (rules.selectPolicy === 'Min' ? near : far)(...proposals);
}

function limited(reason: string, message: string): Condition {
  return { type: 'ScalingLimited', status: 'True', reason, message };
}

/** convertDesiredReplicasWithRules */
function bounded(
  desired: number,
  min: number,
  max: number,
  { most, least }: Limits,
): { readonly replicas: number; readonly condition: Condition } {
  const floor = Math.max(min, least);
  if (desired < floor) {
    const condition =
      least > min
        ? limited('ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate')
        : limited('TooFewReplicas', 'the desired replica count is less than the minimum replica count');
    return { replicas: floor, condition };
  }
  const ceiling = Math.min(max, most);
  if (desired > ceiling) {
    const condition =
      max > most
        ? limited('ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate')
        : limited('TooManyReplicas', 'the desired replica count is more than the maximum replica count');
    return { replicas: ceiling, condition };
  }
  const message = 'the desired count is within the acceptable range';
  return {
    replicas: desired,
    condition: { type: 'ScalingLimited', status: 'False', reason: 'DesiredWithinRange', message },
  };
}
