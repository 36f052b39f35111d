import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { Mirror } from '../store/index.ts';
import { ObjectSeries, shareOfPod, TOTALS } from './object-series.ts';
import { troublesIn, type Seen } from './troubles.ts';

function object(kind: string, name: string, rest: Record<string, unknown> = {}): ApiObject {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind, metadata, ...rest } as ApiObject;
}

function pod(name: string, status: Record<string, unknown>, spec: Record<string, unknown> = {}): ApiObject {
  return object('Pod', name, { spec: { containers: [{ name: 'app' }], ...spec }, status });
}

const NOTHING: Seen = { nodes: [], pods: [], claims: [], services: [], slices: [], dead: [] };
const service = object('Service', 'web', { spec: { selector: { app: 'web' } } });
const slice = (ready: boolean) => {
  const made = object('EndpointSlice', 'web-1', { endpoints: [{ conditions: { ready } }] });
  return { ...made, metadata: { ...made.metadata, labels: { 'kubernetes.io/service-name': 'web' } } };
};

describe('what is wrong', () => {
  it('is nothing in a cluster that is well', () => {
    const node = object('Node', 'worker-1', { status: { conditions: [{ type: 'Ready', status: 'True' }] } });
    const ready = [{ type: 'Ready', status: 'True' }];
    const running = pod('a', {
      phase: 'Running',
      conditions: ready,
      containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }],
    });
    const claim = object('PersistentVolumeClaim', 'data', { status: { phase: 'Bound' } });
    const seen = { ...NOTHING, nodes: [node], pods: [running, pod('done', { phase: 'Succeeded' })], claims: [claim] };
    expect(
      troublesIn({ ...seen, services: [service, object('Service', 'headless', { spec: {} })], slices: [slice(true)] }),
    ).toEqual([]);
  });

  it('is said of each thing once, in the words of the cluster, the worst first', () => {
    const node = object('Node', 'worker-1', {
      status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }] },
    });
    const waiting = (reason: string, message: string) => ({
      phase: 'Running',
      containerStatuses: [{ name: 'app', ready: false, restartCount: 3, state: { waiting: { reason, message } } }],
    });
    const pods = [
      pod('huge', {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' }],
      }),
      pod('typo', { ...waiting('ImagePullBackOff', 'Back-off pulling image'), phase: 'Pending' }),
      pod('crash', waiting('CrashLoopBackOff', 'back-off 20s')),
    ];
    const claim = object('PersistentVolumeClaim', 'data', { status: { phase: 'Pending' } });
    const found = troublesIn({
      nodes: [node],
      pods,
      claims: [claim],
      services: [service],
      slices: [slice(false)],
      dead: ['etcd@a'],
    });
    expect(found.map(({ kind, name, words }) => [kind, name, words])).toEqual([
      ['component', 'etcd@a', ''],
      ['node', 'worker-1', 'Kubelet stopped posting node status.'],
      ['crash', 'crash', 'back-off 20s'],
      ['image', 'typo', 'Back-off pulling image'],
      ['unschedulable', 'huge', '0/3 nodes'],
      ['claim', 'data', 'Pending'],
      ['endpoints', 'web', 'app=web'],
    ]);
  });
});

describe('what pods add up to', () => {
  it('is known for every moment of the past, and read only once', () => {
    const mirror = new Mirror();
    let revision = 0;
    const tell = (at: number, name: string, made: ApiObject | undefined) =>
      mirror.add([{ resource: 'pods', namespace: 'default', name, revision: ++revision, at, object: made }]);
    const asks = {
      nodeName: 'worker-1',
      containers: [{ name: 'app', resources: { requests: { cpu: '250m' }, limits: { memory: '1Gi' } } }],
    };
    const series = new ObjectSeries(mirror, 'pods', TOTALS, shareOfPod);
    tell(10, 'a', pod('a', { phase: 'Pending' }));
    tell(20, 'a', pod('a', { phase: 'Running' }, asks));
    expect(series.at('cpu', 25)).toBe(0.25);
    tell(30, 'b', pod('b', { phase: 'Running' }, asks));
    tell(40, 'a', undefined);
    expect([9, 10, 20, 30, 40].map((at) => series.at('cpu', at))).toEqual([undefined, 0, 0.25, 0.5, 0.25]);
    expect([10, 20, 40].map((at) => series.at('Pending', at))).toEqual([1, 0, 0]);
    expect(series.at('memory', 35)).toBe(2 * 1024 ** 3);
    mirror.clear();
    expect(series.at('cpu', 40)).toBeUndefined();
  });
});
