import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { Mirror } from '../../store/index.ts';
import { berthsOf, type Life } from '../board/berths.ts';
import { LogBerths } from './log-berths.ts';

const moves = fc.array(fc.record({ name: fc.nat(7), node: fc.nat(1), leaves: fc.boolean() }), { maxLength: 80 });

function pod(name: string, uid: string, nodeName: string): ApiObject {
  const metadata = { name, namespace: 'default', uid, resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName } };
}

const nodeOf = ({ spec }: ApiObject): string => (spec as { readonly nodeName: string }).nodeName;

/** Plays moves into a mirror, and tells every life as board/berths.ts wants it. */
function play(all: readonly { name: number; node: number; leaves: boolean }[], mirror: Mirror, each: () => void) {
  const here = new Map<string, ApiObject>();
  const lives = new Map<string, Life & { readonly node: string }>();
  all.forEach(({ name, node, leaves }, at) => {
    const own = `pod-${name}`;
    const standing = here.get(own);
    const observation = { resource: 'pods', namespace: 'default', name: own, revision: at + 1, at };
    if (standing && leaves) {
      mirror.add([{ ...observation, object: undefined }]);
      lives.set(standing.metadata.uid, { ...lives.get(standing.metadata.uid)!, died: at });
      here.delete(own);
    } else if (!standing) {
      const object = pod(own, `uid-${at}`, `node-${node}`);
      mirror.add([{ ...observation, object }]);
      lives.set(`uid-${at}`, { id: `uid-${at}`, node: `node-${node}`, born: at, died: undefined });
      here.set(own, object);
    }
    each();
  });
  return { here, lives: [...lives.values()] };
}

describe('berths read from a log', () => {
  it('are those that the whole history gives, however often they were read on the way', () => {
    fc.assert(
      fc.property(moves, fc.boolean(), (all, eager) => {
        const mirror = new Mirror();
        const berths = new LogBerths(mirror.log('pods'), nodeOf);
        const { here, lives } = play(all, mirror, () => eager && berths.read());
        berths.read();
        for (const node of ['node-0', 'node-1']) {
          const expected = berthsOf(lives.filter((life) => life.node === node));
          for (const object of here.values())
            if (nodeOf(object) === node) expect(berths.berthOf(object)).toBe(expected.get(object.metadata.uid));
        }
      }),
    );
  });

  it('stay when the log forgets its beginning', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const mirror = new Mirror(12);
        const berths = new LogBerths(mirror.log('pods'), nodeOf);
        const whole = new Mirror();
        const expected = new LogBerths(whole.log('pods'), nodeOf);
        play(all, mirror, () => berths.read());
        const { here } = play(all, whole, () => expected.read());
        for (const object of here.values()) expect(berths.berthOf(object)).toBe(expected.berthOf(object));
      }),
    );
  });
});
