import { expect, it } from 'vitest';
import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { suggestionsFor } from './schedulable.ts';

const object = (kind: string, name: string, rest: object): ApiObject =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'default', uid: name }, ...rest }) as unknown as ApiObject;
const pod = (name: string, cpu: string, nodeName?: string) =>
  object('Pod', name, {
    spec: { nodeName, containers: [{ name: 'c', resources: { requests: { cpu } } }] },
    status: { phase: 'Running' },
  });
const node = (name: string, taints: readonly object[] = []) =>
  object('Node', name, { spec: { taints }, status: { allocatable: { cpu: '4', pods: '110' } } });

function suggested(wanted: ApiObject, nodes: readonly ApiObject[], pods: readonly ApiObject[]) {
  const lists: Readonly<Record<string, readonly ApiObject[]>> = { nodes, pods };
  return suggestionsFor(wanted, (resource) => lists[resource] ?? []);
}

it('says how much has to be freed, by adding up what is asked for', () => {
  const lines = suggested(pod('new', '1500m'), [node('a')], [pod('x', '2', 'a'), pod('y', '1', 'a')]);
  expect(lines.find(({ id }) => id === 'remedy.room')?.params).toMatchObject({ free: '1', short: '500m', name: 'a' });
});

it('offers each kind of change once, whichever of many nodes needs it', () => {
  const gpu = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }];
  const nodes = [...Array.from({ length: 120 }, (_, i) => node(`g${i}`, gpu)), node('full')];
  const lines = suggested(pod('new', '1'), nodes, [pod('x', '4', 'full')]);
  expect(lines.map(({ id }) => id)).toEqual(['remedy.anyOne', 'remedy.taint', 'remedy.room']);
  expect(lines[1]?.command).toBe('kubectl taint nodes g0 gpu:NoSchedule-');
  expect(lines[1]?.under?.at(-1)?.params).toEqual({ count: 119 });
});

it('says that it fits when it does', () => {
  expect(suggested(pod('new', '1'), [node('a')], []).map(({ id }) => id)).toEqual(['remedy.fits']);
});
