import { beforeEach, describe, expect, it } from 'vitest';
import { StatusError } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONFIG_MAPS, PODS, RESOURCE_QUOTAS } from '../../api/refs.ts';
import type { ResourceQuota } from '../../api/resourcequota/types.ts';
import { SECOND } from '../../sim/index.ts';
import { World } from '../../testing/control-plane-world.ts';

function pod(name: string, cpu: string): object {
  const resources = { requests: { cpu } };
  return {
    metadata: { name },
    spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'nginx', resources }] },
  };
}

describe('resourcequota-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.addNode('worker-1');
  });

  const quota = (hard: object, more = {}): void => {
    world.create(RESOURCE_QUOTAS, { metadata: { name: 'q' }, spec: { hard, ...more } });
    world.advance(2 * SECOND);
  };
  const used = (): object => world.get<ResourceQuota>(RESOURCE_QUOTAS, 'q')!.status.used ?? {};

  it('counts what is there, zero where there is nothing', () => {
    world.create(PODS, pod('a', '300m'));
    world.create(CONFIG_MAPS, { metadata: { name: 'm' } });
    quota({ pods: '5', 'requests.cpu': '1', configmaps: '10', 'count/jobs.batch': '3', 'services.nodeports': '2' });
    expect(used()).toEqual({
      'count/jobs.batch': '0',
      // The root certificates are published into every namespace.
      configmaps: '2',
      pods: '1',
      'requests.cpu': '300m',
      'services.nodeports': '0',
    });
  });

  it('gives back what is deleted or has ended, so that others fit', () => {
    quota({ 'requests.cpu': '1' });
    world.create(PODS, pod('a', '600m'));
    expect(() => world.create(PODS, pod('b', '600m'))).toThrow(StatusError);
    world.delete(PODS, 'a');
    world.advance(2 * SECOND);
    expect(used()).toEqual({ 'requests.cpu': '0' });
    world.create(PODS, pod('b', '600m'));
    world.advance(2 * SECOND);
    world.finish('b');
    world.advance(2 * SECOND);
    expect(used()).toEqual({ 'requests.cpu': '0' });
    expect(world.get<Pod>(PODS, 'b')!.status.phase).toBe('Succeeded');
  });

  it('counts only what is within its scopes', () => {
    world.create(PODS, pod('burstable', '100m'));
    quota({ pods: '5' }, { scopes: ['BestEffort'] });
    expect(used()).toEqual({ pods: '0' });
  });
});
