import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import { SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const configMap = (name: string, data: Record<string, string> = {}) => ({
  metadata: { name, namespace: 'default' },
  data,
});
const pod = (name: string) => ({
  metadata: { name, namespace: 'default' },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
});
const deployment = (name: string, replicas = 1) => ({
  metadata: { name, namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
  },
});
const withData = (object: ApiObject, data: Record<string, string>): ApiObject => ({ ...object, data }) as ApiObject;
const withDefaultAccount = () =>
  server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
const apps = { group: 'apps' };

describe('create', () => {
  it('gives an object its identity, whatever the author wrote there', () => {
    const created = server.create('configmaps', {
      ...configMap('a'),
      metadata: { name: 'a', namespace: 'default', uid: 'mine', creationTimestamp: '1999-01-01T00:00:00Z' },
    });
    expect(created.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(created.metadata.creationTimestamp).toBe('2026-01-01T00:00:01Z');
    expect(server.get('configmaps', 'default', 'a')).toEqual(created);
  });

  it('has the revision of its commit as resourceVersion', () => {
    const created = server.create('configmaps', configMap('a'));
    expect(created.metadata.resourceVersion).toBe(String(server.disk.store.revision));
  });

  it('refuses a name that is taken, and makes up names that are not', () => {
    server.create('configmaps', configMap('a'));
    expect(() => server.create('configmaps', configMap('a'))).toThrow('configmaps "a" already exists');
    const generated = { metadata: { generateName: 'web-', namespace: 'default' } };
    const names = [1, 2].map(() => server.create('configmaps', generated).metadata.name);
    expect(names[0]).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  it('refuses a namespace that does not exist, or is not the one of the address', () => {
    const elsewhere = { metadata: { name: 'a', namespace: 'nowhere' } };
    expect(() => server.create('configmaps', elsewhere)).toThrow('namespaces "nowhere" not found');
    expect(() => server.create('configmaps', configMap('a'), { namespace: 'kube-system' })).toThrow(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  });

  it('refuses what is invalid, and stores nothing of it', () => {
    const before = server.disk.store.revision;
    expect(() => server.create('configmaps', configMap('Not A Name'))).toThrow(
      /^ConfigMap "Not A Name" is invalid: metadata.name: Invalid value: "Not A Name": a lowercase RFC 1123 subdomain/,
    );
    expect(server.disk.store.revision).toBe(before);
  });

  it('as a dry run answers what it would store, and stores nothing', () => {
    const created = server.create('configmaps', configMap('a'), { options: { dryRun: ['All'] } });
    expect(created.metadata.uid).not.toBe('');
    expect(created.metadata.resourceVersion).toBeUndefined();
    expect(() => server.get('configmaps', 'default', 'a')).toThrow('not found');
    server.create('configmaps', configMap('a'));
    expect(() => server.create('configmaps', configMap('a'), { options: { dryRun: ['All'] } })).toThrow(
      'already exists',
    );
  });
});

describe('update', () => {
  it('is made only to the version it names', () => {
    const first = server.create('configmaps', configMap('a'));
    server.update('configmaps', withData(first, { k: '1' }));
    expect(() => server.update('configmaps', withData(first, { k: '2' }))).toThrow(
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    );
    expect(server.get('configmaps', 'default', 'a')).toMatchObject({ data: { k: '1' } });
  });

  it('of two at the same moment only one wins', () => {
    const first = server.create('configmaps', configMap('a'));
    const codes: number[] = [];
    for (const k of ['1', '2']) {
      const body = withData(first, { k });
      server.send({ verb: 'update', resource: 'configmaps', namespace: 'default', name: 'a', body }, (answer) => {
        codes.push(answer instanceof Error ? 0 : answer.code);
      });
    }
    server.advance(SECOND);
    expect(codes.sort()).toEqual([200, 409]);
  });

  it('that changes nothing makes no revision and tells nobody', () => {
    const first = server.create('configmaps', configMap('a', { k: '1' }));
    const watch = server.watch({
      resource: 'configmaps',
      options: { resourceVersion: first.metadata.resourceVersion },
    });
    const again = server.update('configmaps', withData(first, { k: '1' }));
    server.advance(SECOND);
    expect(again.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    expect(watch.events).toEqual([]);
  });

  it('of the spec raises the generation and keeps the status; of the status it is the other way round', () => {
    const first = server.create('deployments', deployment('d'), apps);
    expect(first.metadata.generation).toBe(1);
    const scaled = server.update(
      'deployments',
      { ...first, spec: { ...(first.spec as object), replicas: 3 }, status: { replicas: 9 } },
      apps,
    );
    expect(scaled).toMatchObject({ metadata: { generation: 2 }, status: {} });
    const changed = { ...scaled, spec: { ...(scaled.spec as object), replicas: 7 }, status: { replicas: 3 } };
    const reported = server.update('deployments', changed, { ...apps, subresource: 'status' });
    expect(reported).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 3 }, status: { replicas: 3 } });
  });

  it('needs the name of the address', () => {
    const first = server.create('configmaps', configMap('a'));
    expect(() => server.update('configmaps', first, { name: 'b' })).toThrow(
      'the name of the object (a) does not match the name on the URL (b)',
    );
  });

  it('does not reach an object of the same name that came later', () => {
    const first = server.create('configmaps', configMap('a'));
    server.delete('configmaps', 'default', 'a');
    server.create('configmaps', configMap('a'));
    const { resourceVersion: _, ...metadata } = first.metadata;
    expect(() => server.update('configmaps', { ...first, metadata } as ApiObject)).toThrow('Precondition failed: UID');
  });
});

describe('patch', () => {
  const patch = (patchType: 'json-patch' | 'merge-patch' | 'strategic-merge-patch', body: unknown) =>
    server.object({
      verb: 'patch',
      resource: 'configmaps',
      namespace: 'default',
      name: 'a',
      patchType: `application/${patchType}+json`,
      body,
    });

  it('of each sort changes what it says', () => {
    server.create('configmaps', configMap('a', { k: '1', gone: 'x' }));
    expect(patch('merge-patch', { data: { gone: null, m: '2' } })).toMatchObject({ data: { k: '1', m: '2' } });
    expect(patch('json-patch', [{ op: 'add', path: '/data/j', value: '3' }])).toMatchObject({ data: { j: '3' } });
    const last = patch('strategic-merge-patch', { metadata: { labels: { l: 's' } } });
    expect(last).toMatchObject({ metadata: { labels: { l: 's' } }, data: { k: '1', m: '2', j: '3' } });
  });

  it('of many at once loses none', () => {
    server.create('configmaps', configMap('a'));
    for (let i = 0; i < 20; i++) {
      server.send({
        verb: 'patch',
        resource: 'configmaps',
        namespace: 'default',
        name: 'a',
        patchType: 'application/merge-patch+json',
        body: { data: { [`k${i}`]: 'x' } },
      });
    }
    server.advance(SECOND);
    const { data } = server.get('configmaps', 'default', 'a') as unknown as { data: object };
    expect(Object.keys(data)).toHaveLength(20);
  });

  it('that names a version is held to it', () => {
    server.create('configmaps', configMap('a'));
    expect(() => patch('merge-patch', { metadata: { resourceVersion: '1' }, data: { k: '1' } })).toThrow(
      'the object has been modified',
    );
  });
});

describe('delete', () => {
  it('removes at once what has no grace and no finalizers', () => {
    const { metadata } = server.create('configmaps', configMap('a'));
    expect(server.delete('configmaps', 'default', 'a')).toMatchObject({
      status: 'Success',
      details: { name: 'a', kind: 'configmaps', uid: metadata.uid },
    });
    expect(() => server.delete('configmaps', 'default', 'a')).toThrow('configmaps "a" not found');
  });

  it('waits for finalizers, and the last one takes the object along', () => {
    const created = server.create('configmaps', {
      metadata: { name: 'a', namespace: 'default', finalizers: ['example.com/a', 'example.com/b'] },
    });
    const marked = server.delete('configmaps', 'default', 'a');
    expect(marked.metadata.deletionTimestamp).toBe('2026-01-01T00:00:01Z');
    const { deletionTimestamp, ...rest } = marked.metadata;
    expect(deletionTimestamp).toBeDefined();
    const half = server.update('configmaps', { ...created, metadata: { ...rest, finalizers: ['example.com/b'] } });
    expect(half.metadata.deletionTimestamp).toBe(deletionTimestamp);
    server.update('configmaps', { ...half, metadata: { ...half.metadata, finalizers: [] } });
    expect(() => server.get('configmaps', 'default', 'a')).toThrow('not found');
  });

  it('gives a running pod its grace, which can only be shortened', () => {
    withDefaultAccount();
    server.create('pods', pod('web'));
    server.object({
      verb: 'create',
      resource: 'pods',
      subresource: 'binding',
      namespace: 'default',
      name: 'web',
      body: { target: { name: 'worker-1' } },
    });
    const marked = server.delete('pods', 'default', 'web');
    expect(marked.metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:31Z',
      deletionGracePeriodSeconds: 30,
    });
    const longer = server.delete('pods', 'default', 'web', { gracePeriodSeconds: 60 });
    expect(longer.metadata.deletionGracePeriodSeconds).toBe(30);
    const shorter = server.delete('pods', 'default', 'web', { gracePeriodSeconds: 5 });
    expect(shorter.metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:06Z',
      deletionGracePeriodSeconds: 5,
    });
    server.delete('pods', 'default', 'web', { gracePeriodSeconds: 0 });
    expect(() => server.get('pods', 'default', 'web')).toThrow('pods "web" not found');
  });

  it('of a pod that is on no node is immediate', () => {
    withDefaultAccount();
    server.create('pods', pod('web'));
    server.delete('pods', 'default', 'web');
    expect(() => server.get('pods', 'default', 'web')).toThrow('pods "web" not found');
  });

  it('writes the policy asked for into the finalizers', () => {
    server.create('deployments', deployment('d'), apps);
    const asked = { verb: 'delete', resource: 'deployments', namespace: 'default', name: 'd', ...apps } as const;
    const marked = server.object({ ...asked, body: { propagationPolicy: 'Foreground' } });
    expect(marked.metadata).toMatchObject({ finalizers: ['foregroundDeletion'], generation: 2 });
    expect(server.object({ ...asked, body: { propagationPolicy: 'Orphan' } }).metadata.finalizers).toEqual(['orphan']);
  });

  it('of a job leaves its pods behind unless told otherwise, and names those by the name it made up', () => {
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } };
    const written = { metadata: { generateName: 'work-', namespace: 'default' }, spec: { template } };
    const { metadata } = server.create('jobs', written, { group: 'batch' });
    expect(metadata.labels).toMatchObject({ 'job-name': metadata.name, 'controller-uid': metadata.uid });
    const asked = { verb: 'delete', resource: 'jobs', namespace: 'default', name: metadata.name } as const;
    const marked = server.object({ ...asked, group: 'batch', options: { dryRun: ['All'] } });
    expect(marked.metadata.finalizers).toEqual(['orphan']);
  });

  it('is held to its preconditions', () => {
    const { metadata } = server.create('configmaps', configMap('a'));
    expect(() => server.delete('configmaps', 'default', 'a', { preconditions: { uid: 'other' } })).toThrow(
      `Precondition failed: UID in precondition: other, UID in object meta: ${metadata.uid}`,
    );
  });

  it('of a collection takes what the selector chooses', () => {
    for (const name of ['a', 'b']) server.create('configmaps', configMap(name));
    server.create('configmaps', { metadata: { name: 'c', namespace: 'default', labels: { keep: 'no' } } });
    const options = { labelSelector: 'keep=no' };
    server.object({ verb: 'deletecollection', resource: 'configmaps', namespace: 'default', options });
    const left = server.object({ verb: 'list', resource: 'configmaps', namespace: 'default' }) as unknown as {
      items: ApiObject[];
    };
    expect(left.items.map((item) => item.metadata.name)).toEqual(['a', 'b']);
  });

  it('of a namespace makes it Terminating until it is finalized', () => {
    server.create('namespaces', { metadata: { name: 'ns' } });
    expect(server.delete('namespaces', undefined, 'ns')).toMatchObject({ status: { phase: 'Terminating' } });
    expect(() => server.create('configmaps', { metadata: { name: 'a', namespace: 'ns' } })).toThrow(
      'configmaps "a" is forbidden: unable to create new content in namespace ns because it is being terminated',
    );
    const body = { metadata: { name: 'ns' }, spec: { finalizers: [] } };
    server.object({ verb: 'update', resource: 'namespaces', subresource: 'finalize', name: 'ns', body });
    expect(() => server.get('namespaces', undefined, 'ns')).toThrow('namespaces "ns" not found');
  });
});
