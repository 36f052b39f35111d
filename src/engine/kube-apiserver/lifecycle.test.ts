import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import { TestServer } from './testing/test-server.ts';

describe('an API server', () => {
  let server: TestServer;
  beforeEach(() => {
    server = new TestServer();
  });

  it('makes the system namespaces before anybody asks', () => {
    const { items } = server.object({ verb: 'list', resource: 'namespaces' }) as unknown as {
      items: { metadata: { name: string } }[];
    };
    expect(items.map((item) => item.metadata.name)).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
  });

  it('creates, reads, updates and deletes', () => {
    const created = server.create('configmaps', { metadata: { name: 'a', namespace: 'default' }, data: { k: '1' } });
    expect(created.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(server.get('configmaps', 'default', 'a')).toBe(created);
    const updated = server.update('configmaps', { ...created, data: { k: '2' } } as typeof created);
    expect(Number(updated.metadata.resourceVersion)).toBeGreaterThan(Number(created.metadata.resourceVersion));
    expect(server.delete('configmaps', 'default', 'a')).toMatchObject({ status: 'Success', details: { name: 'a' } });
    expect(() => server.get('configmaps', 'default', 'a')).toThrow('configmaps "a" not found');
  });

  it('tells watchers', () => {
    const watch = server.watch({ resource: 'configmaps' });
    server.advance(SECOND);
    server.create('configmaps', { metadata: { name: 'a', namespace: 'default' } });
    server.delete('configmaps', 'default', 'a');
    server.advance(SECOND);
    expect(watch.events.map((event) => event.type)).toEqual(['ADDED', 'DELETED']);
  });
});
