import { beforeEach, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { ResourceRef } from '../../client-go/index.ts';
import { NAMESPACES } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World } from '../../testing/control-plane-world.ts';
import { CUSTOM_RESOURCE_DEFINITIONS } from '../resources.ts';

const CRON_TABS: ResourceRef = {
  group: 'stable.example.com',
  version: 'v1',
  resource: 'crontabs',
  kind: 'CronTab',
  namespaced: true,
};
const CONFIG_MAPS: ResourceRef = {
  group: '',
  version: 'v1',
  resource: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};
const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const DEFINITION = {
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
  },
};

let world: World;
beforeEach(() => {
  world = new World();
  world.create(CUSTOM_RESOURCE_DEFINITIONS, DEFINITION);
  world.advance(5 * SECOND);
});

const cronTab = (name: string, owner?: ApiObject): object => {
  const ownerReferences = owner && [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid }];
  return { metadata: { name, namespace: 'default', ...(owner && { ownerReferences }) } };
};

it('what owns a custom resource takes it along', () => {
  world.create(CONFIG_MAPS, { metadata: { name: 'owner', namespace: 'default' } });
  world.advance(SECOND);
  const owner = world.get(CONFIG_MAPS, 'owner')!;
  world.create(CRON_TABS, cronTab('owned', owner));
  world.create(CRON_TABS, cronTab('free'));
  world.advance(5 * SECOND);
  world.delete(CONFIG_MAPS, 'owner');
  world.advance(10 * SECOND);
  expect(world.list(CRON_TABS).map(({ metadata }) => metadata.name)).toEqual(['free']);
});

it('a definition that comes again is watched again', () => {
  world.delete(CUSTOM_RESOURCE_DEFINITIONS, 'crontabs.stable.example.com');
  world.advance(20 * SECOND);
  world.create(CUSTOM_RESOURCE_DEFINITIONS, DEFINITION);
  world.create(CONFIG_MAPS, { metadata: { name: 'owner', namespace: 'default' } });
  world.advance(5 * SECOND);
  world.create(CRON_TABS, cronTab('owned', world.get(CONFIG_MAPS, 'owner')));
  world.advance(5 * SECOND);
  world.delete(CONFIG_MAPS, 'owner');
  world.advance(10 * SECOND);
  expect(world.list(CRON_TABS)).toEqual([]);
});

it('a namespace is emptied of custom resources before it goes', () => {
  world.create(NAMESPACES, { metadata: { name: 'team' } });
  world.advance(SECOND);
  world.create(CRON_TABS, { metadata: { name: 'one', namespace: 'team' } }, 'team');
  world.advance(SECOND);
  world.delete(NAMESPACES, 'team');
  world.advance(60 * SECOND);
  expect(world.get(NAMESPACES, 'team')).toBeUndefined();
  expect(world.list(CRON_TABS, 'team')).toEqual([]);
});
