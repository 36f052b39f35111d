import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../apimachinery/index.ts';
import { Indexer } from '../client-go/index.ts';
import { MINUTE } from '../sim/index.ts';
import { OwnWrites } from './own-writes.ts';

function object(name: string, resourceVersion: string): ApiObject {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion, creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Thing', metadata };
}

describe("a controller's own writes", () => {
  it('hold their reconcile back, and no other, until the cache shows them or something newer', () => {
    const store = new Indexer<ApiObject>();
    const writes = new OwnWrites(store);
    store.put(object('a', '9'));
    writes.note('web', object('a', '10'), 0);
    expect([writes.behind('web', 1), writes.behind('other', 1)]).toEqual([true, false]);
    store.put(object('a', '11'));
    expect(writes.behind('web', 1)).toBe(false);
  });

  it('hold it back while a creation is not there yet, but neither for ever nor after a deletion', () => {
    const writes = new OwnWrites(new Indexer<ApiObject>());
    writes.note('web', object('a', '10'), 0);
    expect(writes.behind('web', 1)).toBe(true);
    expect(writes.behind('web', MINUTE)).toBe(false);
    writes.note('web', object('b', '12'), 0);
    writes.forget(object('b', '13'));
    expect(writes.behind('web', 1)).toBe(false);
  });
});
