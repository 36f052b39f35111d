import { describe, expect, it } from 'vitest';
import { defaultPod } from './defaults.ts';
import { podStrategy, podSubresources } from './strategy.ts';
import type { Pod } from './types.ts';

function podOf(spec: object, more: object = {}): Pod {
  const metadata = {
    name: 'web',
    namespace: 'default',
    uid: '1',
    resourceVersion: '7',
    creationTimestamp: '2026-11-21T07:20:08Z',
    generation: 1,
  };
  const status = { phase: 'Running', qosClass: 'BestEffort' };
  const object: unknown = { apiVersion: 'v1', kind: 'Pod', metadata, status, spec, ...more };
  return defaultPod(object as Pod);
}

const container = { name: 'a', image: 'nginx:1' };
const old = podOf({ containers: [container] });

function update(spec: object): readonly string[] {
  const next = podStrategy.prepareForUpdate(podOf(spec), old);
  return podStrategy.validateUpdate(next, old).map((error) => error.error());
}

describe('what may change of a pod that exists', () => {
  it('is the image, and it bumps the generation', () => {
    const next = podStrategy.prepareForUpdate(podOf({ containers: [{ ...container, image: 'nginx:2' }] }), old);
    expect(podStrategy.validateUpdate(next, old)).toEqual([]);
    expect(next.metadata.generation).toBe(2);
  });

  it('is not the number of containers', () => {
    expect(update({ containers: [container, { name: 'b', image: 'c' }] })).toEqual([
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ]);
  });

  it('is nothing else, and the difference is shown', () => {
    expect(update({ containers: [{ ...container, command: ['sh'] }] })).toEqual([
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
        '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
        '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n' +
        '@@ -3,6 +3,9 @@\n     {\n       "name": "a",\n       "image": "nginx:1",\n+      "command": [\n+        "sh"\n+      ],\n' +
        '       "imagePullPolicy": "IfNotPresent",\n       "terminationMessagePath": "/dev/termination-log",\n       "terminationMessagePolicy": "File",\n',
    ]);
  });

  it('is a toleration more, not one less', () => {
    const tolerations = [{ key: 'a', operator: 'Exists' }];
    expect(update({ containers: [container], tolerations })).toEqual([]);
    const tolerant = podOf({ containers: [container], tolerations });
    const errors = podStrategy.validateUpdate(old, tolerant).map((error) => error.error());
    expect(errors[0]).toBe(
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    );
  });

  it('is a deadline that comes nearer', () => {
    const before = podOf({ containers: [container], activeDeadlineSeconds: 100 });
    const later = podOf({ containers: [container], activeDeadlineSeconds: 200 });
    expect(podStrategy.validateUpdate(later, before).map((error) => error.error())).toEqual([
      'spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value',
    ]);
    expect(podStrategy.validateUpdate(before, later)).toEqual([]);
  });
});

describe('a status update', () => {
  it('keeps the spec, the owners and the deletion', () => {
    const deleted = { ...old, metadata: { ...old.metadata, deletionTimestamp: '2026-11-21T07:21:00Z' } };
    const reported = {
      ...podOf({ containers: [{ ...container, image: 'other' }] }),
      status: { phase: 'Failed' as const },
    };
    const next = podSubresources.status?.prepareForUpdate(reported, deleted);
    expect(next?.spec).toBe(deleted.spec);
    expect(next?.metadata.deletionTimestamp).toBe('2026-11-21T07:21:00Z');
    expect(next?.status).toEqual({ phase: 'Failed', qosClass: 'BestEffort' });
  });

  it('does not raise the dead', () => {
    const terminated = { terminated: { exitCode: 0 } };
    const status = (state: object): object => ({
      phase: 'Running',
      qosClass: 'BestEffort',
      containerStatuses: [{ name: 'a', image: 'b', imageID: '', ready: false, restartCount: 0, state }],
    });
    const spec = { containers: [container], restartPolicy: 'Never' };
    const before = podOf(spec, { status: status(terminated) });
    const after = { ...before, status: podOf(spec, { status: status({ running: {} }) }).status };
    expect(podSubresources.status?.validateUpdate(after, before).map((error) => error.error())).toEqual([
      'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
    ]);
  });
});

describe('deletion', () => {
  it('waits for the grace period of a pod that runs somewhere, and for nothing else', () => {
    const grace = podStrategy.gracePeriodSeconds;
    const bound = podOf({ containers: [container], nodeName: 'worker-1' });
    expect(grace?.(bound, undefined)).toBe(30);
    expect(grace?.(bound, 5)).toBe(5);
    expect(grace?.(bound, -1)).toBe(1);
    expect(grace?.(old, undefined)).toBe(0);
    expect(grace?.({ ...bound, status: { phase: 'Succeeded' } }, 30)).toBe(0);
  });
});
