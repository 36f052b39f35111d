import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { WatchEvent } from '../../client-go/request.ts';
import { decodeBase64Url, encodeBase64Url } from './base64.ts';
import { MINUTE, SECOND } from '../../sim/index.ts';
import { TestServer, type Watched } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const put = (name: string, labels: Record<string, string> = {}) =>
  server.create('configmaps', { metadata: { name, namespace: 'default', labels } });
const told = ({ events }: Watched) =>
  events.map(({ type, object }: WatchEvent) => `${type} ${(object as ApiObject).metadata.name ?? ''}`.trim());
const list = (options: object = {}) =>
  server.object({ verb: 'list', resource: 'configmaps', options }) as unknown as {
    items: ApiObject[];
    metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  };

describe('a watch', () => {
  it('without a version begins with what is there', () => {
    put('a');
    const watch = server.watch({ resource: 'configmaps' });
    server.advance(SECOND);
    put('b');
    server.delete('configmaps', 'default', 'a');
    server.advance(SECOND);
    expect(told(watch)).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
  });

  it('from a version gets exactly what came after it', () => {
    const { metadata } = put('a');
    put('b');
    const watch = server.watch({ resource: 'configmaps', options: { resourceVersion: metadata.resourceVersion } });
    server.advance(SECOND);
    put('c');
    server.advance(SECOND);
    expect(told(watch)).toEqual(['ADDED b', 'ADDED c']);
  });

  it('from a version that is no longer remembered is told to list again', () => {
    const { metadata } = put('a');
    for (let i = 0; i < 150; i++) put(`b${i}`);
    server.advance(2 * MINUTE);
    for (let i = 0; i < 150; i++) put(`c${i}`);
    const watch = server.watch({ resource: 'configmaps', options: { resourceVersion: metadata.resourceVersion } });
    server.advance(SECOND);
    expect(watch.events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]);
    expect((watch.events[0]?.object as { message: string }).message).toMatch(/^too old resource version: \d+ \(\d+\)$/);
    expect(watch.ended()).toBe(true);
  });

  it('with a selector sees things come into it and leave it', () => {
    const watch = server.watch({ resource: 'configmaps', options: { labelSelector: 'on=yes' } });
    server.advance(SECOND);
    const off = put('a', { on: 'no' });
    const on = server.update('configmaps', { ...off, metadata: { ...off.metadata, labels: { on: 'yes' } } });
    const still = server.update('configmaps', { ...on, data: { k: 'v' } } as ApiObject);
    server.update('configmaps', { ...still, metadata: { ...still.metadata, labels: {} } });
    server.delete('configmaps', 'default', 'a');
    server.advance(SECOND);
    expect(told(watch)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  it('for one node sees a pod when it is bound to it, and nobody else’s', () => {
    server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
    const on = (node: string) =>
      server.watch({ resource: 'pods', options: { resourceVersion: '0', fieldSelector: `spec.nodeName=${node}` } });
    const mine = on('worker-1');
    const other = on('worker-2');
    server.advance(SECOND);
    const pod = { metadata: { name: 'web', namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    server.create('pods', pod);
    const binding = { target: { name: 'worker-1' } };
    const asked = { resource: 'pods', subresource: 'binding', namespace: 'default', name: 'web' };
    server.object({ verb: 'create', ...asked, body: binding });
    server.advance(SECOND);
    expect(told(mine)).toEqual(['ADDED web']);
    expect(other.events).toEqual([]);
  });

  it('that lasts gets bookmarks, a last one, and a regular end', () => {
    const options = { allowWatchBookmarks: true, timeoutSeconds: 300, resourceVersion: '0' };
    const watch = server.watch({ resource: 'configmaps', options });
    server.advance(299 * SECOND);
    expect(told(watch)).toEqual(['BOOKMARK', 'BOOKMARK', 'BOOKMARK', 'BOOKMARK', 'BOOKMARK']);
    expect(watch.ended()).toBe(false);
    server.advance(2 * SECOND);
    expect(watch.ended()).toBe(true);
  });

  it('as a streaming list says where the list ends', () => {
    put('a');
    const watch = server.watch({
      resource: 'configmaps',
      options: { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: true },
    });
    server.advance(SECOND);
    expect(told(watch)).toEqual(['ADDED a', 'BOOKMARK']);
    expect(watch.events[1]?.object).toMatchObject({
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
  });
});

describe('what a watch shows', () => {
  const streaming = {
    sendInitialEvents: true,
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: true,
  } as const;
  const END = { annotations: { 'k8s.io/initial-events-end': 'true' }, resourceVersion: expect.any(String) as string };

  it('as Tables, names the columns once, and bookmarks are Tables too', () => {
    put('a');
    put('b');
    const { events } = server.watch({ resource: 'configmaps', as: 'Table', options: streaming });
    server.advance(SECOND);
    expect(events.map(({ object }) => (object as unknown as { columnDefinitions: unknown }).columnDefinitions)).toEqual(
      [expect.any(Array), null, null],
    );
    expect(events[2]).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: END.resourceVersion },
        columnDefinitions: null,
        rows: [{ cells: ['', '', '<unknown>'], object: expect.objectContaining({ metadata: END }) as unknown }],
      },
    });
  });

  it('as metadata alone, is so for bookmarks as well', () => {
    const { events } = server.watch({ resource: 'configmaps', as: 'PartialObjectMetadata', options: streaming });
    server.advance(SECOND);
    const object = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: END };
    expect(events).toEqual([{ type: 'BOOKMARK', object }]);
  });

  it('is in the version that was asked for, bookmarks too', () => {
    const asked = { group: 'autoscaling', version: 'v1', resource: 'horizontalpodautoscalers', options: streaming };
    const { events } = server.watch(asked);
    server.advance(SECOND);
    expect(events).toMatchObject([{ type: 'BOOKMARK', object: { apiVersion: 'autoscaling/v1' } }]);
  });

  it('from a version that is still to come, is nothing until then', () => {
    const { metadata } = put('a');
    const version = String(Number(metadata.resourceVersion) + 1);
    const watch = server.watch({ resource: 'configmaps', options: { resourceVersion: version } });
    server.advance(SECOND);
    put('b');
    put('c');
    server.advance(SECOND);
    expect(told(watch)).toEqual(['ADDED c']);
  });
});

describe('a list', () => {
  it('cut short, from whatever version, is whole', () => {
    for (const name of ['c', 'a', 'b']) put(name);
    const { items, metadata } = list({ limit: 2, resourceVersion: '0' });
    expect(items).toHaveLength(3);
    expect(metadata.continue).toBeUndefined();
  });

  it('cut short, from a version without a word on how to match it, is of that very version', () => {
    const { metadata } = put('a');
    put('b');
    expect(list({ limit: 5, resourceVersion: metadata.resourceVersion }).items).toHaveLength(1);
    expect(
      list({ limit: 5, resourceVersion: metadata.resourceVersion, resourceVersionMatch: 'NotOlderThan' }).items,
    ).toHaveLength(2);
  });

  it('goes on behind the last one that was shown', () => {
    for (const name of ['a', 'b', 'c']) put(name);
    const { metadata } = list({ limit: 2 });
    const token = JSON.parse(decodeBase64Url(metadata.continue!)!) as unknown;
    expect(token).toEqual({ v: 'meta.k8s.io/v1', rv: Number(metadata.resourceVersion), start: 'default/b\0' });
  });

  it('that was begun too long ago goes on with what is there now', () => {
    for (const name of ['a', 'b', 'c']) put(name);
    const first = list({ limit: 1 });
    for (let i = 0; i < 4; i++) {
      put(`d${i}`);
      server.advance(5 * MINUTE);
    }
    const asked = { verb: 'list', resource: 'configmaps', options: { continue: first.metadata.continue! } } as const;
    const { code, body } = server.ask(asked);
    expect(code).toBe(410);
    const { metadata, reason, message } = body as { metadata: { continue: string }; reason: string; message: string };
    expect(reason).toBe('Expired');
    expect(message).toMatch(/^The provided continue parameter is too old to display a consistent list result\./);
    const rest = list({ limit: 3, continue: metadata.continue });
    expect(rest.items.map((item) => item.metadata.name)).toEqual(['b', 'c', 'd0']);
    expect(list({ continue: rest.metadata.continue! }).items).toHaveLength(3);
  });

  it.each([
    ['zz!', 'illegal base64 data at input byte 2'],
    ['zzzzz', 'illegal base64 data at input byte 4'],
    [encodeBase64Url('what'), "invalid character 'w' looking for beginning of value"],
    [encodeBase64Url('{}'), 'server does not recognize this encoded version '],
    [encodeBase64Url('{"v":"v2"}'), 'server does not recognize this encoded version v2'],
    [encodeBase64Url('{"v":1}'), 'json: cannot unmarshal number into Go struct field continueToken.v of type string'],
    [
      encodeBase64Url('{"v":"meta.k8s.io/v1","start":"a"}'),
      'incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    ],
    [encodeBase64Url('{"v":"meta.k8s.io/v1","rv":1}'), 'encoded start key empty (version meta.k8s.io/v1)'],
    [encodeBase64Url('{"v":"meta.k8s.io/v1","rv":1,"start":"../secrets"}'), '../secrets'],
  ])('refuses a forged token: %s', (token, why) => {
    expect(server.ask({ verb: 'list', resource: 'configmaps', options: { continue: token } })).toMatchObject({
      code: 400,
      body: { message: `invalid continue token: continue key is not valid: ${why}` },
    });
  });

  it('has one way to say of which version it is', () => {
    put('a');
    put('b');
    const { metadata } = list({ limit: 1 });
    expect(() => list({ continue: metadata.continue, resourceVersion: '5' })).toThrow(
      'specifying resource version is not allowed when using continue',
    );
    const both = { continue: metadata.continue, resourceVersionMatch: 'Foo' as 'Exact' };
    expect(server.ask({ verb: 'list', resource: 'configmaps', options: both as object })).toMatchObject({
      code: 422,
      body: { details: { causes: [{}, {}, { reason: 'FieldValueNotSupported' }] } },
    });
  });

  it('is in order, and in chunks is one list of one moment', () => {
    for (const name of ['c', 'a', 'b']) put(name);
    const first = list({ limit: 2 });
    expect(first.items.map((item) => item.metadata.name)).toEqual(['a', 'b']);
    expect(first.metadata.remainingItemCount).toBe(1);
    put('d');
    const rest = list({ limit: 2, continue: first.metadata.continue });
    expect(rest.items.map((item) => item.metadata.name)).toEqual(['c']);
    expect(rest.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion });
  });

  it('of an exact version shows the past', () => {
    put('a');
    const then = list().metadata.resourceVersion;
    server.delete('configmaps', 'default', 'a');
    expect(list().items).toEqual([]);
    expect(list({ resourceVersion: then, resourceVersionMatch: 'Exact' }).items).toHaveLength(1);
  });

  it('refuses selectors in the words of the parser', () => {
    expect(() => list({ fieldSelector: 'spec.foo=1' })).toThrow('field label not supported: spec.foo');
    expect(() => list({ labelSelector: 'a in (b' })).toThrow(
      "unable to parse requirement: found '', expected: ',' or ')'",
    );
  });

  it('from the future is refused after a while', () => {
    const asked = { verb: 'list', resource: 'configmaps', options: { resourceVersion: '999999' } } as const;
    const before = server.sim.now;
    expect(server.ask(asked)).toMatchObject({
      code: 504,
      body: { message: expect.stringMatching(/Too large resource version: 999999/) },
    });
    expect(server.sim.now - before).toBeGreaterThan(3 * SECOND);
  });

  it('as a Table has the kind’s columns and a row for each object', () => {
    put('a');
    const table = server.object({ verb: 'list', resource: 'configmaps', as: 'Table' });
    expect(table).toMatchObject({
      kind: 'Table',
      columnDefinitions: [{ name: 'Name' }, { name: 'Data' }, { name: 'Age' }],
      rows: [{ cells: ['a', 0, expect.any(String)], object: { kind: 'PartialObjectMetadata' } }],
    });
  });
});
