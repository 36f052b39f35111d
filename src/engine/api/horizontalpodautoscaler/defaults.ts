import type {
  Behavior,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerStatus,
  MetricSpec,
  ScalingRules,
} from './types.ts';

export const NO_STATUS: HorizontalPodAutoscalerStatus = { currentMetrics: null, desiredReplicas: 0 };

/** Four fifths of the CPU that the pods ask for. */
const DEFAULT_METRICS: readonly MetricSpec[] = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];

/** Up: at once, by four pods or to the double in a quarter of a minute, whichever is more. */
const SCALE_UP: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

/** Down: as far as it goes, after a while that the controller's own flag gives. */
const SCALE_DOWN: ScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** copyHPAScalingRules. */
function filled(rules: ScalingRules | undefined, from: ScalingRules): ScalingRules {
  if (rules === undefined) return from;
  const missing = (Object.keys(from) as (keyof ScalingRules)[]).some((name) => rules[name] === undefined);
  return missing ? { ...from, ...rules } : rules;
}

function defaultBehavior(behavior: Behavior | undefined): Behavior | undefined {
  if (behavior === undefined) return undefined;
  const scaleUp = filled(behavior.scaleUp, SCALE_UP);
  const scaleDown = filled(behavior.scaleDown, SCALE_DOWN);
  return scaleUp === behavior.scaleUp && scaleDown === behavior.scaleDown ? behavior : { scaleUp, scaleDown };
}

/** SetDefaults_HorizontalPodAutoscaler. pkg/apis/autoscaling/v2/defaults.go */
export function defaultAutoscaler(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec = autoscaler.spec ?? ({} as HorizontalPodAutoscalerSpec);
  const { minReplicas = 1 } = spec;
  const metrics = (spec.metrics ?? []).length === 0 ? DEFAULT_METRICS : spec.metrics;
  const behavior = defaultBehavior(spec.behavior);
  const status = autoscaler.status ?? NO_STATUS;
  const same = minReplicas === spec.minReplicas && metrics === spec.metrics && behavior === spec.behavior;
  if (same) return status === autoscaler.status ? autoscaler : { ...autoscaler, status };
  const filledIn = { ...spec, minReplicas, metrics, ...(behavior === undefined ? {} : { behavior }) };
  return { ...autoscaler, spec: filledIn, status };
}
