import { describe, expect, it } from 'vitest';
import { DISCOVERY, worldOf } from '../testing/world.ts';
import { RestClient } from './client.ts';
import { DiscoveryMapper, type DiscoveryCache } from './mapper.ts';
import { Warnings } from './warnings.ts';

function mapperOf(answers: Record<string, unknown> = DISCOVERY, cache: DiscoveryCache = { discovery: undefined }) {
  const told = worldOf({ answers });
  const endpoint = { transport: told.world.transport, server: 'http://test', headers: {}, timeout: 0 };
  const rest = new RestClient(() => Promise.resolve(endpoint), new Warnings(told.world.stderr), told.world);
  return { ...told, mapper: new DiscoveryMapper(rest, cache) };
}

describe('a word means a resource', () => {
  it.each([
    ['pods', 'pods', ''],
    ['pod', 'pods', ''],
    ['po', 'pods', ''],
    ['Pod', 'pods', ''],
    ['PODS', 'pods', ''],
    ['deploy', 'deployments', 'apps'],
    ['deployments.apps', 'deployments', 'apps'],
    ['deploy.apps', 'deployments', 'apps'],
    ['deployments.v1.apps', 'deployments', 'apps'],
    ['Deployment.v1.apps', 'deployments', 'apps'],
    ['events', 'events', ''],
    ['events.events.k8s.io', 'events', 'events.k8s.io'],
    ['ev.events', 'events', 'events.k8s.io'],
  ])('%s', async (word, resource, group) => {
    expect(await mapperOf().mapper.resource(word)).toMatchObject({ resource, group });
  });

  it.each(['foo', 'foo.apps', 'constructor', '__proto__', ''])('%s means none', async (word) => {
    await expect(mapperOf().mapper.resource(word)).rejects.toThrow(
      `the server doesn't have a resource type "${word.split('.')[0]!}"`,
    );
  });

  it('asks the server again for what was not served when another command asked, and only once', async () => {
    const answers: Record<string, unknown> = { ...DISCOVERY, '/apis': { kind: 'APIGroupDiscoveryList', items: [] } };
    const cache: DiscoveryCache = { discovery: undefined };
    await mapperOf(answers, cache).mapper.resource('pods');
    answers['/apis'] = DISCOVERY['/apis'];
    const later = mapperOf(answers, cache);
    expect((await later.mapper.resource('deploy')).resource).toBe('deployments');
    await expect(later.mapper.resource('nope')).rejects.toThrow('nope');
    expect(later.requests.map(({ url }) => url.split('?')[0])).toEqual(['/api', '/apis']);
  });

  it('is found by its kind and version', async () => {
    const { mapper } = mapperOf();
    expect((await mapper.kind('apps/v1', 'Deployment')).resource).toBe('deployments');
    await expect(mapper.kind('apps/v2', 'Deployment')).rejects.toThrow(
      'no matches for kind "Deployment" in version "apps/v2"',
    );
  });
});
