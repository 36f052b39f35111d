import { describe, expect, it } from 'vitest';
import type { CustomResourceDefinition } from '../../../engine/api/customresourcedefinition/types.ts';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { complete } from './completion.ts';

const CRONTAB = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    names: { plural: 'crontabs', kind: 'CronTab' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['cronSpec'],
                properties: {
                  cronSpec: { type: 'string', description: 'When.' },
                  size: { type: 'string', enum: ['big', 'small'] },
                },
              },
            },
          },
        },
      },
    ],
  },
} as unknown as CustomResourceDefinition;

const catalog = new Catalog(fieldDescriptions() as Words, [CRONTAB]);
const names = (resource: string) => (resource === 'configmaps' ? ['settings', 'we${1}rd'] : []);
const snippets = [{ label: 'pod', title: 'Pod', kind: 'Pod', body: 'apiVersion: v1' }];

function at(marked: string) {
  const place = marked.indexOf('|');
  return complete(marked.replace('|', ''), place, { catalog, names, snippets }).suggestions;
}

const labels = (marked: string) => at(marked).map(({ label }) => label);
const one = (marked: string, label: string) => at(marked).find((suggestion) => suggestion.label === label);

const POD = 'apiVersion: v1\nkind: Pod\nspec:\n';

describe('completion', () => {
  it('the fields of a place, those that must be there first, without what is there or what the server writes', () => {
    const found = labels(`${POD}  containers:\n    - name: a\n      |`);
    expect(found).toContain('livenessProbe');
    expect(found).not.toContain('name');
    expect(one('apiVersion: apps/v1\nkind: Deployment\nspec:\n  |', 'selector')).toMatchObject({ rank: 1 });
    expect(labels('apiVersion: v1\nkind: Pod\n|')).not.toContain('status');
    expect(labels('apiVersion: v1\nkind: Pod\nmetadata:\n  |')).not.toContain('uid');
  });

  it('writes below a field what it cannot be without, further in than its dash', () => {
    expect(one(`${POD}  |`, 'containers')?.insert).toBe('containers:\n  - name: $1\n    image: $2');
    expect(one(`${POD}  containers:\n    - name: a\n      |`, 'ports')?.insert).toBe('ports:\n  - containerPort: $1');
    expect(one(`${POD}  containers:\n    - |`, 'ports')?.insert).toBe('ports:\n    - containerPort: $1');
  });

  it('kinds and versions, each by the other', () => {
    const deployment = one('kind: Dep|', 'Deployment');
    expect(deployment).toMatchObject({ above: 'apiVersion: apps/v1\n', detail: 'apps/v1' });
    expect(one('apiVersion: apps/v1\nkind: |', 'Deployment')).toMatchObject({ rank: 0 });
    expect(one('apiVersion: |\nkind: CronJob', 'batch/v1')).toMatchObject({ rank: 0, detail: 'CronJob' });
    expect(labels('apiVersion: |\nkind: CronJob')).toContain('stable.example.com/v1');
  });

  it('words that a field may have, and names of objects there are', () => {
    expect(labels(`${POD}  restartPolicy: |`)).toEqual(['Always', 'Never', 'OnFailure']);
    expect(labels(`${POD}  hostNetwork: t|`)).toEqual(['true', 'false']);
    const volume = `${POD}  volumes:\n    - name: a\n      configMap:\n        name: |`;
    expect(labels(volume)).toEqual(['settings', 'we${1}rd']);
    expect(one(volume, 'we${1}rd')?.insert).toBe('we\\${1\\}rd');
  });

  it('what somebody has defined', () => {
    const head = 'apiVersion: stable.example.com/v1\nkind: CronTab\nspec:\n';
    expect(labels(`${head}  |`)).toEqual(['cronSpec', 'size']);
    expect(one(`${head}  |`, 'cronSpec')).toMatchObject({ documentation: 'When.', rank: 1 });
    expect(labels(`${head}  size: |`)).toEqual(['big', 'small']);
  });

  it('the second document by its own kind; whole manifests where nothing is yet', () => {
    expect(labels(`${POD}---\napiVersion: v1\nkind: Service\nspec:\n  |`)).toContain('clusterIP');
    expect(labels('kind: Pod\n---\n|')).toContain('pod');
    expect(labels(`${POD}  |`)).not.toContain('pod');
  });
});
