import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { statefulSetKind } from './index.ts';

const sets = new KindTester(statefulSetKind);
const labels = { app: 'db' };
const container = { name: 'a', image: 'nginx:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const claim = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
};
const SPEC = {
  serviceName: 'db',
  selector: { matchLabels: labels },
  template: { metadata: { labels }, spec: { containers: [container] } },
  volumeClaimTemplates: [claim],
};
const ONLY_THESE =
  "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

describe('a stateful set', () => {
  it('goes in order, keeps its claims, and writes them out whole', () => {
    const set = sets.create({ spec: SPEC });
    expect(set.metadata.generation).toBe(1);
    expect(set.status).toEqual({ replicas: 0, availableReplicas: 0 });
    expect(set.spec).toMatchObject({
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(set.spec.volumeClaimTemplates).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      },
    ]);
    expect(statefulSetKind.defaults(set)).toBe(set);
  });

  it('may mount what its claims become, and nothing that nobody declares', () => {
    expect(sets.refusals({ spec: SPEC })).toEqual([]);
    expect(sets.refusals({ spec: { ...SPEC, volumeClaimTemplates: [] } })).toEqual([
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ]);
  });

  it.each<[string, object]>([
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0', { replicas: -1 }],
    [
      "spec.podManagementPolicy: Invalid value: \"Chaos\": must be 'OrderedReady' or 'Parallel'",
      { podManagementPolicy: 'Chaos' },
    ],
    [
      'spec.updateStrategy.rollingUpdate: Invalid value: {"partition":1}: only allowed for updateStrategy \'RollingUpdate\'',
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
    ],
    [
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0',
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
    ],
    [
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Keep": supported values: "Retain", "Delete"',
      { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } },
    ],
    ['spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0', { ordinals: { start: -1 } }],
    [
      'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
      { volumeClaimTemplates: [{ ...claim, spec: { ...claim.spec, accessModes: [] } }] },
    ],
    [
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
      { template: { ...SPEC.template, spec: { ...SPEC.template.spec, activeDeadlineSeconds: 5 } } },
    ],
  ])('is refused: %s', (why, change) => {
    expect(sets.refusals({ spec: { ...SPEC, ...change } })).toEqual([why]);
  });

  it('gives its name to pods, so that it must be one label', () => {
    expect(sets.refusals({ metadata: { name: 'a.b' }, spec: SPEC })).toEqual([
      'metadata.name: Invalid value: "a.b": must not contain dots',
    ]);
  });

  it('changes in some ways only', () => {
    const open = { ...SPEC, replicas: 5, minReadySeconds: 3, revisionHistoryLimit: 2, ordinals: { start: 1 } };
    expect(sets.updateRefusals({ spec: SPEC }, { spec: open })).toEqual([]);
    for (const change of [{ serviceName: 'x' }, { podManagementPolicy: 'Parallel' }, { volumeClaimTemplates: [] }]) {
      expect(sets.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, ...change } })).toContain(ONLY_THESE);
    }
    expect(sets.update({ spec: SPEC }, { spec: open }).metadata.generation).toBe(2);
  });

  it('counts no more pods than there are', () => {
    const status = { replicas: 1, readyReplicas: 1, availableReplicas: 2, currentReplicas: -1 };
    expect(sets.statusRefusals({ spec: SPEC }, status)).toEqual([
      'status.currentReplicas: Invalid value: -1: must be greater than or equal to 0',
      'status.availableReplicas: Invalid value: 2: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
    ]);
  });

  it('shows how many are ready', () => {
    expect(sets.cells({ spec: SPEC }, { replicas: 1, availableReplicas: 0, readyReplicas: 1 })).toEqual([
      'x',
      '1/1',
      '60s',
      'a',
      'nginx:1',
    ]);
  });

  it('can be scaled without knowing what it is', () => {
    const scale = statefulSetKind.subresources.scale;
    expect(scale?.get(sets.create({ spec: SPEC }))).toEqual({ replicas: 1, statusReplicas: 0, selector: 'app=db' });
  });
});
