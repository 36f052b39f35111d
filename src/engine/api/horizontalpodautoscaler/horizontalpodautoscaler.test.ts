import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import { KindTester } from '../testing/kind-tester.ts';
import { horizontalPodAutoscalerKind } from './index.ts';
import { autoscalingV1 } from './v1.ts';

const autoscalers = new KindTester(horizontalPodAutoscalerKind);
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const SPEC = { scaleTargetRef, maxReplicas: 5 };
const cpu = (averageUtilization: number): object => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
const queue = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
};

describe('an autoscaler', () => {
  it('that says little keeps one pod at least and four fifths of its CPU busy', () => {
    const { spec, status } = autoscalers.create({ spec: SPEC });
    expect(spec).toEqual({ ...SPEC, minReplicas: 1, metrics: [cpu(80)] });
    expect(status).toEqual({ currentMetrics: null, desiredReplicas: 0 });
  });

  it('fills in a behavior only where one is given', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 30 } };
    expect(autoscalers.create({ spec: { ...SPEC, behavior } }).spec.behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 30,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    });
  });

  it.each<[string, object]>([
    ['spec.minReplicas: Invalid value: 0: must be greater than or equal to 1', { minReplicas: 0, metrics: [queue] }],
    [
      'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
      { minReplicas: 3, maxReplicas: 2 },
    ],
    ['spec.scaleTargetRef.kind: Required value', { scaleTargetRef: { name: 'web' } }],
    [
      'spec.metrics[0].resource: Required value: must populate information for the given metric source',
      { metrics: [{ type: 'Resource' }] },
    ],
    [
      'spec.metrics[0].external: Forbidden: must populate the given metric source only',
      { metrics: [{ ...cpu(50), external: queue.external }] },
    ],
    [
      'spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
      { metrics: [cpu(0)] },
    ],
    [
      'spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue',
      { metrics: [{ type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue' } } }] },
    ],
    [
      'spec.metrics[0].type: Unsupported value: "constructor": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
      { metrics: [{ type: 'constructor' }] },
    ],
    [
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
      { behavior: { scaleUp: { stabilizationWindowSeconds: 3601 } } },
    ],
  ])('is refused: %s', (why, change) => {
    expect(autoscalers.refusals({ spec: { ...SPEC, ...change } })).toContain(why);
  });

  it('shows what its metrics are and should be', () => {
    const metrics = [cpu(50), queue, cpu(60)];
    const current = [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }];
    const status = { currentMetrics: current, currentReplicas: 2, desiredReplicas: 2 };
    expect(autoscalers.cells({ spec: { ...SPEC, metrics } }, status)).toEqual([
      'x',
      'Deployment/web',
      'cpu: 12%/50%, <unknown>/30 (avg) + 1 more...',
      '1',
      5,
      2,
      '60s',
    ]);
  });
});

describe('an autoscaler in autoscaling/v1', () => {
  const stored = {
    ...autoscalers.create({
      metadata: { annotations: { mine: 'a' } },
      spec: { ...SPEC, metrics: [queue, cpu(50)], behavior: { scaleDown: { stabilizationWindowSeconds: 30 } } },
    }),
    status: {
      currentReplicas: 1,
      desiredReplicas: 2,
      currentMetrics: [
        { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12, averageValue: '12m' } } },
      ],
      conditions: [{ type: 'AbleToScale', status: 'True', lastTransitionTime: '2026-11-21T07:20:08Z' }],
    },
  };
  const served = autoscalingV1.encode(stored);

  it('has one field for CPU, and annotations for all the rest', () => {
    expect(served.spec).toEqual({
      scaleTargetRef,
      maxReplicas: 5,
      minReplicas: 1,
      targetCPUUtilizationPercentage: 50,
    });
    expect(served.status).toEqual({ currentReplicas: 1, desiredReplicas: 2, currentCPUUtilizationPercentage: 12 });
    const annotations = served.metadata.annotations ?? {};
    expect(annotations['mine']).toBe('a');
    expect(annotations['autoscaling.alpha.kubernetes.io/metrics']).toBe(
      '[{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}}]',
    );
    expect(annotations['autoscaling.alpha.kubernetes.io/behavior']).toBe(
      '{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max","Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15},{"Type":"Percent","Value":100,"PeriodSeconds":15}],"Tolerance":null},"ScaleDown":{"StabilizationWindowSeconds":30,"SelectPolicy":"Max","Policies":[{"Type":"Percent","Value":100,"PeriodSeconds":15}],"Tolerance":null}}',
    );
    expect(annotations['autoscaling.alpha.kubernetes.io/current-metrics']).toBe(
      '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":12,"currentAverageValue":"12m"}}]',
    );
  });

  it('loses nothing on the way there and back', () => {
    expect(autoscalingV1.decode(served)).toEqual(stored);
  });

  it('is read from what its author wrote, whatever the annotations hold', () => {
    const written: ApiObject = {
      ...served,
      metadata: {
        ...served.metadata,
        annotations: {
          'autoscaling.alpha.kubernetes.io/metrics': '{not json',
          'autoscaling.alpha.kubernetes.io/behavior': '7',
        },
      },
    };
    const { spec, metadata } = autoscalingV1.decode(written);
    expect(spec.metrics).toEqual([cpu(50)]);
    expect(spec.behavior).toBeUndefined();
    expect(metadata.annotations).toBeUndefined();
  });
});
