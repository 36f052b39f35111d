import { describe, expect, it } from 'vitest';
import { daemonSetKind } from './daemonset/index.ts';
import { deploymentKind } from './deployment/index.ts';
import type { Deployment } from './deployment/types.ts';
import { validateDeployment } from './deployment/validation.ts';
import { replicaSetKind } from './replicaset/index.ts';
import type { ReplicaSet } from './replicaset/types.ts';
import { replicationControllerKind } from './replicationcontroller/index.ts';
import type { ReplicationController } from './replicationcontroller/types.ts';
import type { DaemonSet } from './daemonset/types.ts';

const META = {
  name: 'web',
  namespace: 'default',
  uid: '1',
  resourceVersion: '7',
  creationTimestamp: '2026-11-21T07:20:08Z',
};
const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx:1' }] } };
const SELECTOR = { matchLabels: { app: 'web' } };

function deployment(spec: object): Deployment {
  const object: unknown = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: META, spec };
  return deploymentKind.strategy.prepareForCreate(deploymentKind.defaults(object as Deployment));
}

function refusals(spec: object): readonly string[] {
  return validateDeployment(deployment({ selector: SELECTOR, template: TEMPLATE, ...spec })).map((error) =>
    error.error(),
  );
}

describe('a deployment', () => {
  it('that says little rolls a quarter at a time and remembers ten revisions', () => {
    const { spec, metadata } = deployment({ selector: SELECTOR, template: TEMPLATE });
    expect(metadata.generation).toBe(1);
    expect(spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    });
  });

  it('keeps what its author said of one bound and fills in the other', () => {
    const { strategy } = deployment({ strategy: { rollingUpdate: { maxSurge: 0 } }, template: TEMPLATE }).spec;
    expect(strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 0 } });
  });

  it.each<[string, object]>([
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0', { replicas: -1 }],
    [
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      { selector: { matchLabels: { app: 'other' } } },
    ],
    [
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
      { template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } } },
    ],
    [
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
      { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
    ],
    [
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
    ],
    [
      'spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds',
      { progressDeadlineSeconds: 10, minReadySeconds: 10 },
    ],
    ['spec.template.spec.containers: Required value', { template: { ...TEMPLATE, spec: { containers: [] } } }],
  ])('is refused: %s', (why, spec) => {
    expect(refusals(spec)).toEqual([why]);
  });

  it('without a selector is refused for that and for the template that cannot match', () => {
    expect(refusals({ selector: undefined })).toEqual([
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ]);
  });

  it('counts its generations by changes of spec and of annotations, not of status', () => {
    const old = deployment({ selector: SELECTOR, template: TEMPLATE });
    const { strategy, subresources } = deploymentKind;
    const scaled = { ...old, spec: { ...old.spec, replicas: 3 } };
    expect(strategy.prepareForUpdate(scaled, old).metadata.generation).toBe(2);
    const noted = { ...old, metadata: { ...old.metadata, annotations: { a: 'b' } } };
    expect(strategy.prepareForUpdate(noted, old).metadata.generation).toBe(2);
    expect(strategy.prepareForUpdate({ ...old, status: { replicas: 9 } }, old)).toEqual(old);
    const reported = subresources.status?.prepareForUpdate({ ...scaled, status: { replicas: 1 } }, old);
    expect(reported).toEqual({ ...old, status: { replicas: 1 } });
  });

  it('cannot choose other pods later', () => {
    const old = deployment({ selector: SELECTOR, template: TEMPLATE });
    const selector = { matchLabels: { app: 'web', tier: 'a' } };
    const template = { ...old.spec.template, metadata: { labels: selector.matchLabels } };
    const next = { ...old, spec: { ...old.spec, selector, template } };
    expect(deploymentKind.strategy.validateUpdate(next, old).map((error) => error.error())).toEqual([
      'spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"a"}}: field is immutable',
    ]);
  });

  it('can be scaled without knowing what it is', () => {
    const object = deployment({ selector: SELECTOR, template: TEMPLATE });
    const scale = deploymentKind.subresources.scale;
    expect(scale?.get(object)).toEqual({ replicas: 1, statusReplicas: 0, selector: 'app=web' });
    expect(scale?.set(object, 5).spec.replicas).toBe(5);
  });
});

describe('a replica set', () => {
  it('shows how many it wants, has and may count on', () => {
    const object: unknown = { metadata: META, spec: { replicas: 3, selector: SELECTOR, template: TEMPLATE } };
    const set = replicaSetKind.defaults(object as ReplicaSet);
    const status = { replicas: 2, readyReplicas: 1 };
    expect(replicaSetKind.printer.cells({ ...set, status }, 0)).toEqual([
      'web',
      3,
      2,
      1,
      '<invalid>',
      'a',
      'nginx:1',
      'app=web',
    ]);
    expect(
      replicaSetKind.subresources.status
        ?.validateUpdate({ ...set, status: { replicas: 1, readyReplicas: 2 } }, set)
        .map((error) => error.error()),
    ).toEqual(['status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas']);
  });
});

describe('a replication controller', () => {
  it('takes labels and selector from its template', () => {
    const object: unknown = { metadata: META, spec: { template: TEMPLATE } };
    const controller = replicationControllerKind.defaults(object as ReplicationController);
    expect(controller.metadata.labels).toEqual({ app: 'web' });
    expect(controller.spec).toMatchObject({ replicas: 1, selector: { app: 'web' } });
    expect(replicationControllerKind.defaults(controller)).toBe(controller);
  });
});

describe('a daemon set', () => {
  it('may surge or do without, not both', () => {
    const updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
    const object: unknown = { metadata: META, spec: { selector: SELECTOR, template: TEMPLATE, updateStrategy } };
    const set = daemonSetKind.defaults(object as DaemonSet);
    const next = { ...set, spec: { ...set.spec } };
    expect(daemonSetKind.strategy.validateUpdate(next, set).map((error) => error.error())).toEqual([
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ]);
  });

  it('that has all it needs is left as it is', () => {
    const object: unknown = { metadata: META, spec: { selector: SELECTOR, template: TEMPLATE } };
    const set = daemonSetKind.defaults(object as DaemonSet);
    expect(daemonSetKind.defaults(set)).toBe(set);
  });
});

describe('a new workload', () => {
  it('is warned of a name that no pod can have as its hostname, once', () => {
    const dotted = deployment({ selector: SELECTOR, template: TEMPLATE });
    const named = { ...dotted, metadata: { ...dotted.metadata, name: 'a.b' } };
    const { warnings } = deploymentKind.strategy;
    expect(warnings?.(named, undefined)).toEqual([
      'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
    ]);
    expect(warnings?.(named, named)).toEqual([]);
  });
});
