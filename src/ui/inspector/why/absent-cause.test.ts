import { describe, expect, it } from 'vitest';
import { TraceRecorder } from '../../../engine/trace/index.ts';
import type { Observation } from '../../../protocol/index.ts';
import { Mirror } from '../../store/mirror.ts';
import { originOf, storyOf } from './absent-cause.ts';

const KCM = 'kube-controller-manager@cp';
const SECOND = 1_000_000;

function act(trace: TraceRecorder, name: string, key: string, at: number): number {
  return trace.spanStarted(0, 'hand@user', name, key, at);
}

function taint(trace: TraceRecorder, node: string, at: number): number {
  return trace.spanStarted(0, KCM, 'SwapNodeControllerTaint', node, at);
}

const origin = (trace: TraceRecorder, id: number, mirror = new Mirror()) => originOf(trace, mirror, trace.get(id)!);

describe('where a chain of causes ends', () => {
  it('silence of a node leads to the last act on that node, not on another and not after it', () => {
    const trace = new TraceRecorder();
    act(trace, 'node-up', 'worker-2', 1);
    const down = act(trace, 'node-down', 'worker-2', 2);
    act(trace, 'node-down', 'worker-1', 3);
    const swap = taint(trace, 'worker-2', 50 * SECOND);
    act(trace, 'node-up', 'worker-2', 60 * SECOND);
    expect(origin(trace, swap)).toMatchObject({ type: 'absence', node: 'worker-2', act: { id: down } });
  });

  it('a cut wire and a stopped kubelet are acts on the node too', () => {
    const trace = new TraceRecorder();
    const cut = act(trace, 'partition', 'control-plane-1 worker-1', 1);
    const stopped = act(trace, 'process-crash', 'kubelet@worker-3', 2);
    expect(origin(trace, taint(trace, 'worker-1', 3))).toMatchObject({ act: { id: cut } });
    expect(origin(trace, taint(trace, 'worker-3', 4))).toMatchObject({ act: { id: stopped } });
  });

  it('worker-1 is not worker-11', () => {
    const trace = new TraceRecorder();
    act(trace, 'node-down', 'worker-11', 1);
    expect(origin(trace, taint(trace, 'worker-1', 2))).toMatchObject({ type: 'absence', act: undefined });
  });

  it('what a kubelet notices is put down to what was just done to its pod, but not to what was done long ago', () => {
    const trace = new TraceRecorder();
    const crash = act(trace, 'container-crash', 'default/web', 1);
    const soon = trace.spanStarted(0, 'kubelet@w', 'PLEG', 'default/web', 2 * SECOND);
    const late = trace.spanStarted(0, 'kubelet@w', 'PLEG', 'default/web', 500 * SECOND);
    expect(origin(trace, soon)).toMatchObject({ type: 'noticed', act: { id: crash } });
    expect(origin(trace, late)).toMatchObject({ type: 'clock' });
  });

  it('a person, the clock of a component, and what is forgotten', () => {
    const trace = new TraceRecorder();
    const kubectl = trace.spanStarted(0, 'kubectl@user', 'kubectl', 'POST /api', 1);
    const clock = trace.spanStarted(0, 'kube-scheduler@cp', 'flush', '', 2);
    expect(origin(trace, kubectl).type).toBe('person');
    expect(origin(trace, clock).type).toBe('clock');
    const orphan = { ...trace.get(clock)!, cause: 99 };
    expect(originOf(trace, new Mirror(), orphan).type).toBe('forgotten');
  });
});

describe('a story', () => {
  it('goes on where no message connects: a kubelet looks after a pod that was given to it', () => {
    const trace = new TraceRecorder();
    const mirror = new Mirror();
    const seen = (revision: number, at: number, spec: object): Observation => {
      const metadata = {
        name: 'web',
        namespace: 'default',
        uid: 'u',
        resourceVersion: `${revision}`,
        creationTimestamp: '',
      };
      const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec };
      return { resource: 'pods', namespace: 'default', name: 'web', revision, at, object };
    };
    const made = trace.committed(0, 'etcd@cp', 1, 'create', '/registry/pods/default/web', 10);
    const person = trace.spanStarted(0, 'kubectl@user', 'kubectl', 'POST', 15);
    const bound = trace.committed(person, 'etcd@cp', 2, 'update', '/registry/pods/default/web', 20);
    mirror.add([seen(1, 10, {}), seen(2, 20, { nodeName: 'w' }), seen(3, 30, { nodeName: 'w' })]);
    const sync = trace.spanStarted(0, 'kubelet@w', 'syncPod', 'default/web', 29);
    const report = trace.committed(sync, 'etcd@cp', 3, 'update', '/registry/pods/default/web', 30);
    const ids = (whole: boolean): number[][] =>
      storyOf(trace, mirror, trace.get(report)!, whole).map(({ chain }) => chain.map(({ id }) => id));
    expect(ids(false)).toEqual([[sync, report]]);
    expect(ids(true)).toEqual([
      [person, bound],
      [sync, report],
    ]);
    expect(made).toBeLessThan(bound);
  });
});
