import { expect, it } from 'vitest';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { customItems } from './shelf-items.ts';

const cronTab = (name: string, status?: object, more: object = {}): ApiObject =>
  ({
    apiVersion: 'stable.example.com/v1',
    kind: 'CronTab',
    metadata: { name, namespace: 'default', ...more },
    status,
  }) as unknown as ApiObject;

it('objects of a defined kind stand on the shelf with what they say of themselves', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  const waiting = { conditions: [{ type: 'Ready', status: 'False', reason: 'Waiting' }] };
  const ownerReferences = [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'u', controller: true }];
  const items = customItems('crontabs.stable.example.com', [
    cronTab('plain'),
    cronTab('phased', { phase: 'Running' }),
    cronTab('ready', ready),
    cronTab('waiting', waiting),
    cronTab('owned', undefined, { ownerReferences }),
    cronTab('system', undefined, { namespace: 'kube-system' }),
  ]);
  expect(items.map(({ name, status }) => [name, status])).toEqual([
    ['plain', ''],
    ['phased', 'Running'],
    ['ready', 'Ready'],
    ['waiting', 'Waiting'],
  ]);
  expect(items[0]).toMatchObject({ kind: 'CronTab', resource: 'crontabs.stable.example.com', namespace: 'default' });
});
