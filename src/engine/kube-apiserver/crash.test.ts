import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiObject } from '../apimachinery/index.ts';
import type { ApiResponse } from '../client-go/request.ts';
import { Client, SharedInformerFactory } from '../client-go/index.ts';
import { CONFIG_MAPS } from '../api/refs.ts';
import { MINUTE, NetworkError, SECOND } from '../sim/index.ts';
import { TestServer } from './testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const configMap = (name: string) => ({ metadata: { name, namespace: 'default' } });
const names = () =>
  (server.object({ verb: 'list', resource: 'configmaps' }) as unknown as { items: ApiObject[] }).items.map(
    (item) => item.metadata.name,
  );

describe('an API server that dies in the middle of requests', () => {
  it('has stored all of an object or nothing, and every one it has answered', () => {
    const answers = new Map<string, ApiResponse | Error>();
    for (let i = 0; i < 100; i++) {
      const name = `c${i}`;
      const asked = { verb: 'create', resource: 'configmaps', namespace: 'default', body: configMap(name) } as const;
      server.user.sim.after(i * 100, () => server.send(asked, (answer) => answers.set(name, answer)), undefined);
    }
    server.advance(6000);
    server.apiProcess.kill();
    server.advance(SECOND);
    server.restartApi();
    server.advance(3 * SECOND);
    const stored = new Set(names());
    const created = [...answers].filter(([, answer]) => !(answer instanceof Error)).map(([name]) => name);
    const failed = [...answers].filter(([, answer]) => answer instanceof NetworkError);
    expect(created.length).toBeGreaterThan(0);
    expect(failed.length).toBeGreaterThan(0);
    for (const name of created) expect(stored.has(name)).toBe(true);
    for (const name of stored) {
      expect(server.get('configmaps', 'default', name).metadata.resourceVersion).toMatch(/^\d+$/);
    }
  });

  it('is found again by its clients, who then know everything', () => {
    const client = new Client(server.user, server.network, {
      credentials: { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } },
      userAgent: 'test',
      qps: 0,
    });
    const factory = new SharedInformerFactory(client);
    const informer = factory.informer(CONFIG_MAPS);
    factory.start();
    server.advance(SECOND);
    server.create('configmaps', configMap('before'));
    server.apiProcess.kill();
    server.advance(10 * SECOND);
    server.restartApi();
    server.advance(SECOND);
    server.create('configmaps', configMap('after'));
    server.advance(MINUTE);
    expect([...informer.store.keys()].sort()).toEqual(['default/after', 'default/before']);
  });
});

describe('when etcd is away', () => {
  it('requests fail, caches still answer, and afterwards everything goes on', () => {
    server.create('configmaps', configMap('a'));
    const watch = server.watch({ resource: 'configmaps', options: { resourceVersion: '0' } });
    server.advance(SECOND);
    server.etcdProcess.kill();
    const create = { verb: 'create', resource: 'configmaps', namespace: 'default', body: configMap('b') } as const;
    expect(server.ask(create).code).toBe(500);
    const cached = { verb: 'list', resource: 'configmaps', options: { resourceVersion: '0' } } as const;
    expect(server.ask(cached).code).toBe(200);
    server.startEtcd();
    server.advance(2 * SECOND);
    server.create('configmaps', configMap('b'));
    server.advance(SECOND);
    expect(watch.events.map((event) => (event.object as ApiObject).metadata.name)).toEqual(['a', 'b']);
  });

  it('for longer than etcd remembers, watchers are sent away to list again', () => {
    const watch = server.watch({ resource: 'configmaps', options: { resourceVersion: '0' } });
    server.create('configmaps', configMap('a'));
    server.etcdProcess.kill();
    server.disk.store.compact(server.disk.store.revision);
    server.disk.store.apply(
      { compare: [], success: [{ type: 'put', key: '/registry/x', value: {} }], failure: [] },
      () => ({ commit: 0, at: 0 }),
    );
    server.disk.store.compact(server.disk.store.revision);
    server.disk.store.apply(
      { compare: [], success: [{ type: 'delete', key: '/registry/configmaps/default/a' }], failure: [] },
      () => ({ commit: 0, at: 0 }),
    );
    server.disk.store.compact(server.disk.store.revision);
    server.startEtcd();
    server.advance(3 * SECOND);
    expect(watch.ended()).toBe(true);
    expect(names()).toEqual([]);
  });
});

it('the same seed gives the same history', () => {
  const digest = (seed: number) => {
    const one = new TestServer({ seed });
    for (let i = 0; i < 20; i++) one.create('configmaps', { metadata: { generateName: 'x-', namespace: 'default' } });
    return one.trace.hash.digest();
  };
  expect(digest(3)).toBe(digest(3));
  expect(digest(3)).not.toBe(digest(4));
});
