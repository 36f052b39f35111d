import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { applyEdits, findingsOf } from './index.ts';

const nothing = { catalog: new Catalog(fieldDescriptions() as Words), live: () => [] };

/** What the migration makes of a manifest; nothing may be found wrong with it. */
function migrated(text: string): unknown {
  const found = findingsOf(text, nothing).find(({ message }) => message === 'lint.removedVersion');
  expect(found).toBeDefined();
  const result = applyEdits(text, found!.fixes[0]!.edits());
  expect(findingsOf(result, nothing).filter(({ severity }) => severity === 'error')).toEqual([]);
  return load(result);
}

describe('a version that is served no more', () => {
  it.each(['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'])(
    '%s Deployment: the selector it had by default',
    (version) => {
      const text = `apiVersion: ${version}\nkind: Deployment\nmetadata: {name: a}\nspec:\n  rollbackTo: {revision: 1}\n  template:\n    metadata:\n      labels: {app: a}\n    spec:\n      containers: [{name: a, image: 'a:1'}]\n`;
      expect(migrated(text)).toMatchObject({
        apiVersion: 'apps/v1',
        spec: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } } } },
      });
      expect(migrated(text)).not.toHaveProperty('spec.rollbackTo');
    },
  );

  it('Ingress: backends, path types and the class', () => {
    const text = `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: web
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  backend: {serviceName: fallback, servicePort: http}
  rules:
    - host: a.example.com # the host
      http:
        paths:
          - backend:
              serviceName: web
              servicePort: 80
          - path: /api
            pathType: Exact
            backend: {serviceName: api, servicePort: 8080}
`;
    expect(migrated(text)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web' },
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: { service: { name: 'fallback', port: { name: 'http' } } },
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/api', pathType: 'Exact', backend: { service: { name: 'api', port: { number: 8080 } } } },
              ],
            },
          },
        ],
      },
    });
  });

  it('HorizontalPodAutoscaler: metrics have targets', () => {
    const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  maxReplicas: 5
  metrics:
    - type: Resource
      resource: {name: cpu, targetAverageUtilization: 50}
    - type: Pods
      pods: {metricName: qps, targetAverageValue: 1k}
`;
    expect(migrated(text)).toMatchObject({
      spec: {
        metrics: [
          { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
          { pods: { metric: { name: 'qps' }, target: { type: 'AverageValue', averageValue: '1k' } } },
        ],
      },
    });
  });

  it('CustomResourceDefinition: every version has its schema, columns and subresources', () => {
    const text = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: crontabs.stable.example.com}
spec:
  group: stable.example.com
  version: v1
  scope: Namespaced
  names: {plural: crontabs, kind: CronTab}
  subresources: {status: {}}
  additionalPrinterColumns:
    - {name: Age, type: date, JSONPath: .metadata.creationTimestamp}
`;
    expect(migrated(text)).toMatchObject({
      spec: {
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
            subresources: { status: {} },
            additionalPrinterColumns: [{ jsonPath: '.metadata.creationTimestamp' }],
          },
        ],
      },
    });
    expect(migrated(text)).not.toHaveProperty('spec.version');
  });

  it('the others: CronJob, PodDisruptionBudget, roles', () => {
    const job = `apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: '* * * * *'\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: a, image: 'a:1'}]\n`;
    expect(migrated(job)).toMatchObject({ apiVersion: 'batch/v1' });
    const budget = `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1}\n`;
    expect(migrated(budget)).toMatchObject({ apiVersion: 'policy/v1' });
    const binding = `apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: RoleBinding\nmetadata: {name: a}\nsubjects: [{kind: User, name: u, apiVersion: v1}]\nroleRef: {kind: Role, name: r}\n`;
    expect(migrated(binding)).toMatchObject({
      subjects: [{ kind: 'User', name: 'u', apiGroup: 'rbac.authorization.k8s.io' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
    });
  });
});
