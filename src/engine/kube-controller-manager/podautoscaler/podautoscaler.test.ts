import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '../../api/horizontalpodautoscaler/types.ts';
import type { Deployment } from '../../api/deployment/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import {
  API_SERVICES,
  DEPLOYMENTS,
  ENDPOINT_SLICES,
  HORIZONTAL_POD_AUTOSCALERS,
  PODS,
  SERVICES,
} from '../../api/refs.ts';
import { formatTime } from '../../apimachinery/index.ts';
import { portAddress, type PodReply, type PodRequest } from '../../cri-api/index.ts';
import { Host, MINUTE, Process, SECOND } from '../../sim/index.ts';
import { World, deployment } from '../../testing/control-plane-world.ts';

const [ADDRESS, PORT] = ['10.244.9.9', 10250];
const REQUESTED = 100;

/** A Deployment whose pods ask for 100m, its autoscaler at 50 per cent, and somebody who answers for metrics.k8s.io. */
class Scene {
  readonly world = new World();
  /** What all pods together use, in thousandths of a core. */
  millicores = 100;

  constructor(spec: object = {}) {
    const { world } = this;
    for (const name of ['worker-1', 'worker-2']) world.addNode(name);
    const web = deployment(2) as Pick<Deployment, 'spec'>;
    const [container] = web.spec.template.spec.containers;
    const containers = [{ ...container, resources: { requests: { cpu: `${REQUESTED}m` } } }];
    const template = { ...web.spec.template, spec: { ...web.spec.template.spec, containers } };
    world.create(DEPLOYMENTS, { ...web, spec: { ...web.spec, template } });
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
    ];
    world.create(HORIZONTAL_POD_AUTOSCALERS, {
      metadata: { name: 'web' },
      spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 8, metrics, ...spec },
    });
  }

  serveMetrics(): this {
    const { world } = this;
    const process = new Process(world.sim, 'metrics-server', new Host('worker-9'));
    world.network.listen(portAddress(ADDRESS, PORT), process, (end) => {
      end.onMessage = (request) => end.send({ form: 'response', verb: 'http' }, this.#answer(request as PodRequest));
    });
    const name = 'metrics-server';
    world.create(SERVICES, { metadata: { name }, spec: { ports: [{ port: 443 }] } });
    world.create(ENDPOINT_SLICES, {
      metadata: { name, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [ADDRESS] }],
      ports: [{ name: '', port: PORT }],
    });
    const service = { namespace: 'default', name };
    world.create(API_SERVICES, {
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: { group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100, service },
    });
    return this;
  }

  #answer({ path = '' }: PodRequest): PodReply {
    if (!path.includes('/pods')) return { status: 200, body: JSON.stringify({ resources: [] }) };
    const usage = { cpu: `${Math.round((this.millicores * 1_000_000) / this.#pods.length)}n`, memory: '1000Ki' };
    const timestamp = formatTime(this.world.sim.wallClock());
    const items = this.#pods.map((name) => ({
      metadata: { name },
      timestamp,
      window: '15s',
      containers: [{ name: 'main', usage }],
    }));
    return { status: 200, body: JSON.stringify({ items }) };
  }

  #pods: readonly string[] = [];

  /** Runs on; the pods that there are then are those that are measured. */
  advance(duration: number): void {
    for (let left = duration; left > 0; left -= 5 * SECOND) {
      this.#pods = this.world.list<Pod>(PODS).map(({ metadata }) => metadata.name);
      this.world.advance(5 * SECOND);
    }
  }

  get replicas(): number | undefined {
    return this.world.get<Deployment>(DEPLOYMENTS, 'web')?.spec.replicas;
  }

  get autoscaler(): HorizontalPodAutoscaler {
    return this.world.get<HorizontalPodAutoscaler>(HORIZONTAL_POD_AUTOSCALERS, 'web')!;
  }

  /** `ScalingActive=True ValidMetricFound` */
  get conditions(): readonly string[] {
    return (this.autoscaler.status.conditions ?? []).map(({ type, status, reason }) => `${type}=${status} ${reason}`);
  }
}

describe('an autoscaler', () => {
  it('says what is missing where nobody serves metrics', () => {
    const scene = new Scene();
    scene.advance(30 * SECOND);
    const missing =
      'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: ' +
      'the server could not find the requested resource (get pods.metrics.k8s.io)';
    expect(scene.world.messages('FailedGetResourceMetric')).toEqual([missing]);
    expect(scene.world.messages('FailedComputeMetricsReplicas')).toEqual([
      `invalid metrics (1 invalid out of 1), first error is: ${missing}`,
    ]);
    expect(scene.conditions).toEqual([
      'AbleToScale=True SucceededGetScale',
      'ScalingActive=False FailedGetResourceMetric',
    ]);
    expect(scene.replicas).toBe(2);
  });

  it('lets well alone, grows with the load at once, and shrinks when it has been gone for five minutes', () => {
    const scene = new Scene().serveMetrics();
    scene.advance(6 * MINUTE);
    expect(scene.replicas).toBe(2);
    expect(scene.autoscaler.status.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 50, averageValue: '50m' } } },
    ]);
    scene.millicores = 180;
    scene.advance(30 * SECOND);
    expect(scene.replicas).toBe(4);
    expect(scene.world.messages('SuccessfulRescale')).toEqual([
      'New size: 4; reason: cpu resource utilization (percentage of request) above target',
    ]);
    scene.millicores = 20;
    scene.advance(4 * MINUTE);
    expect(scene.replicas).toBe(4);
    expect(scene.conditions).toContain('AbleToScale=True ScaleDownStabilized');
    scene.advance(3 * MINUTE);
    expect(scene.replicas).toBe(1);
    expect(scene.world.messages('SuccessfulRescale')).toContain('New size: 1; reason: All metrics below target');
  });

  it('stays between its least and its most', () => {
    const scene = new Scene({ minReplicas: 3, maxReplicas: 4 }).serveMetrics();
    scene.millicores = 900;
    scene.advance(20 * SECOND);
    expect(scene.world.messages('SuccessfulRescale')).toContain(
      'New size: 3; reason: Current number of replicas below Spec.MinReplicas',
    );
    scene.advance(8 * MINUTE);
    expect(scene.replicas).toBe(4);
    expect(scene.conditions).toContain('ScalingLimited=True TooManyReplicas');
  });

  it('goes no faster than its policies say', () => {
    const policies = [{ type: 'Pods', value: 1, periodSeconds: 60 }];
    const scene = new Scene({ behavior: { scaleUp: { policies } } }).serveMetrics();
    scene.advance(6 * MINUTE);
    scene.millicores = 400;
    scene.advance(40 * SECOND);
    expect(scene.replicas).toBe(3);
    expect(scene.conditions).toContain('ScalingLimited=True ScaleUpLimit');
    scene.advance(MINUTE);
    expect(scene.replicas).toBe(4);
  });
});
