import { describe, expect, it } from 'vitest';
import { pack, unpack } from './pack.ts';
import { guarded, type SharedSession } from './shared-session.ts';

const fetch = { method: 'POST', url: '/api/v1/pods', headers: { accept: 'application/json' }, body: '{"이름":"웹"}' };
const session: SharedSession = {
  version: 1,
  boot: {
    seed: 7,
    workers: 3,
    controlPlanes: 1,
    inputs: [
      { at: 5_000_000, steps: 120, input: { fetch } },
      { at: 6_000_000, steps: 140, input: { fault: { name: 'node-down', params: { node: 'worker-1' } } } },
    ],
  },
  at: 6_500_000,
  view: 'cluster',
  subject: '',
  selection: { type: 'object', ref: { resource: 'pods', namespace: 'default', name: 'web' } },
  inspector: true,
};

describe('a shared session', () => {
  it('comes out of its text as it went in, and the text fits into an address', async () => {
    const text = await pack(session);
    expect(text).toMatch(/^[\w-]+$/);
    expect(await unpack(text)).toEqual(session);
  });

  it('that was cut, changed, or is none is refused', async () => {
    const text = await pack(session);
    expect(await unpack(text.slice(0, -9))).toBeUndefined();
    expect(await unpack('H4sIAAAA')).toBeUndefined();
    expect(await unpack('<script>')).toBeUndefined();
    expect(await unpack('')).toBeUndefined();
  });

  it('that unpacks to more than a session can be is refused', async () => {
    const bomb = await pack({ ...session, subject: 'x'.repeat(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await unpack(bomb)).toBeUndefined();
  });

  it('lets nothing in that it does not name', () => {
    const more = { ...session, evil: '<img onerror=alert(1)>', boot: { ...session.boot, cel: 'x' } };
    expect(guarded(more)).toEqual(session);
  });

  it.each([
    ['another version', { ...session, version: 2 }],
    ['a seed that is no number', { ...session, boot: { ...session.boot, seed: 'x' } }],
    ['more machines than there may be', { ...session, boot: { ...session.boot, workers: 1e9 } }],
    ['an input that is none', { ...session, boot: { ...session.boot, inputs: [{ at: 1, steps: 1, input: {} }] } }],
    ['a fault with an object in it', faultWith({ node: {} })],
    ['a moment before the beginning', { ...session, at: -1 }],
  ])('with %s is refused', (_, value) => {
    expect(guarded(value)).toBeUndefined();
  });
});

function faultWith(params: unknown): unknown {
  return {
    ...session,
    boot: { ...session.boot, inputs: [{ at: 1, steps: 1, input: { fault: { name: 'x', params } } }] },
  };
}
