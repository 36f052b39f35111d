import { describe, expect, it } from 'vitest';
import { internedKey } from './interned-key.ts';

function named(name: string, namespace?: string) {
  const metadata = { name, uid: 'u', resourceVersion: '1', creationTimestamp: '', ...(namespace && { namespace }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata };
}

describe('keys of objects in caches', () => {
  it('are namespace/name, or the bare name of what has no namespace', () => {
    expect(internedKey(named('web', 'default'))).toBe('default/web');
    expect(internedKey(named('worker-1'))).toBe('worker-1');
  });

  it('keep namespaces apart, also the second time', () => {
    const pods = [named('web', 'a'), named('web', 'b'), named('db', 'a')];
    for (let i = 0; i < 2; i++) expect(pods.map(internedKey)).toEqual(['a/web', 'b/web', 'a/db']);
  });

  it('stay right when more of them were asked for than are remembered', () => {
    for (let i = 0; i < 20_010; i++) internedKey(named(`pod-${i}`, 'many'));
    expect(internedKey(named('pod-1', 'many'))).toBe('many/pod-1');
    expect(internedKey(named('pod-20009', 'many'))).toBe('many/pod-20009');
  });
});
