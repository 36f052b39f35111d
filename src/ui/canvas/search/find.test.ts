import { describe, expect, it } from 'vitest';
import { Mirror, World, type Session } from '../../store/index.ts';
import { completions, find } from './find.ts';

function clusterOf(...objects: readonly (readonly [resource: string, kind: string, name: string, status?: object])[]) {
  const mirror = new Mirror();
  objects.forEach(([resource, kind, name, status], revision) => {
    const namespace = resource === 'nodes' ? '' : 'shop';
    const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '', ...(namespace && { namespace }) };
    const labels = { app: name.split('-')[0]! };
    const object = {
      apiVersion: 'v1',
      kind,
      metadata: { ...metadata, labels },
      spec: { nodeName: 'worker-1' },
      status,
    };
    mirror.add([{ resource, namespace, name, revision, at: revision, object }]);
  });
  const world = new World(mirror);
  world.seek(objects.length);
  return { mirror, world } as unknown as Session;
}

const CLUSTER = clusterOf(
  ['nodes', 'Node', 'worker-1', { conditions: [{ type: 'Ready', status: 'True' }] }],
  ['events', 'Event', 'web-1.started'],
  ['pods', 'Pod', 'web-1', { phase: 'Running' }],
  ['pods', 'Pod', 'myweb-2', { phase: 'Failed' }],
  ['services', 'Service', 'web'],
  ['configmaps', 'ConfigMap', 'web-settings'],
);

const names = (text: string): string[] => find(CLUSTER, text).shown.map(({ ref }) => ref.name);

describe('finding', () => {
  it('puts the whole name first, then beginnings, then the rest; what the system keeps for itself stays out', () => {
    expect(names('web')).toEqual(['web', 'web-1', 'web-settings', 'myweb-2']);
  });

  it('counts what is found and what there is', () => {
    expect(find(CLUSTER, 'status:failed')).toMatchObject({ count: 1, all: 5 });
    expect(find(CLUSTER, '').shown).toEqual([]);
  });

  it('shows what the system keeps for itself when its kind is asked for', () => {
    expect(names('kind:event')).toEqual(['web-1.started']);
  });
});

describe('completions', () => {
  it('offer fields by their beginning, and the values that are there', () => {
    expect(completions(CLUSTER, 'web st')).toEqual(['web status:']);
    expect(completions(CLUSTER, 'ns:')).toEqual(['ns:shop']);
    expect(completions(CLUSTER, '-status:fa')).toEqual(['-status:failed']);
    expect(completions(CLUSTER, 'ns:shop')).toEqual([]);
    expect(completions(CLUSTER, 'web')).toEqual([]);
  });
});
