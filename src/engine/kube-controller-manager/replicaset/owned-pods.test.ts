import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/pod/types.ts';
import { parseTime, selectorFromSet } from '../../apimachinery/index.ts';
import { Client, Informer } from '../../client-go/index.ts';
import { PODS } from '../../api/refs.ts';
import { Host, Network, Process, Sim } from '../../sim/index.ts';
import { OwnedPods, type Measure } from './owned-pods.ts';

const now = parseTime('2026-01-01T00:01:00Z');
const measure: Measure = {
  selector: selectorFromSet({ app: 'web' }),
  templateLabels: { app: 'web', v: '1' },
  minReadySeconds: 0,
};

function owned(): OwnedPods {
  const sim = new Sim({ seed: 1 });
  const client = new Client(new Process(sim, 'test', new Host('test')), new Network(sim), {
    credentials: {},
    userAgent: '',
  });
  return new OwnedPods(new Informer<Pod>(client, PODS));
}

function pod(name: string, owner: string | undefined, labels: object, status: object = {}, going = false): Pod {
  const ownerReferences = owner
    ? [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true }]
    : [];
  const metadata = {
    name,
    namespace: 'default',
    uid: name,
    labels,
    ownerReferences,
    ...(going && { deletionTimestamp: 'now' }),
  };
  return { metadata, spec: {}, status: { phase: 'Running', ...status } } as unknown as Pod;
}

const web = { app: 'web', v: '1' };
const ready = { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:30Z' }] };

describe('the pods of an owner', () => {
  it('are counted as they come, change and go', () => {
    const pods = owned();
    const first = pod('a', 'rs', web);
    pods.put(undefined, first);
    pods.put(undefined, pod('b', 'rs', { app: 'web' }, ready));
    pods.put(undefined, pod('c', 'other', web));
    expect(pods.counts('rs', measure, now)).toEqual({
      replicas: 2,
      fullyLabeled: 1,
      ready: 1,
      available: 1,
      terminating: 0,
    });
    const readyNow = pod('a', 'rs', web, ready);
    pods.put(first, readyNow);
    expect(pods.counts('rs', measure, now)).toMatchObject({ replicas: 2, ready: 2 });
    pods.put(readyNow, pod('a', 'rs', web, ready, true));
    expect(pods.counts('rs', measure, now)).toMatchObject({ replicas: 1, ready: 1, terminating: 1 });
    pods.remove(pod('a', 'rs', web, ready, true));
    pods.remove(pod('b', 'rs', web));
    expect(pods.counts('rs', measure, now)).toMatchObject({ replicas: 0, ready: 0, terminating: 0 });
  });

  it('that have finished do not count', () => {
    const pods = owned();
    pods.put(undefined, pod('a', 'rs', web, { phase: 'Failed' }));
    expect(pods.counts('rs', measure, now).replicas).toBe(0);
  });

  it('are available once they have been ready for long enough', () => {
    const pods = owned();
    pods.put(undefined, pod('a', 'rs', web, ready));
    expect(pods.counts('rs', { ...measure, minReadySeconds: 30 }, now).available).toBe(1);
    expect(pods.counts('rs', { ...measure, minReadySeconds: 31 }, now).available).toBe(0);
  });

  it('are counted anew when the owner measures differently', () => {
    const pods = owned();
    pods.put(undefined, pod('a', 'rs', web));
    expect(pods.counts('rs', measure, now).fullyLabeled).toBe(1);
    expect(pods.counts('rs', { ...measure, templateLabels: { app: 'web', v: '2' } }, now).fullyLabeled).toBe(0);
  });

  it('are to be claimed when nobody has them, and to be released when they no longer match', () => {
    const pods = owned();
    pods.put(undefined, pod('orphan', undefined, web));
    pods.put(undefined, pod('finished', undefined, web, { phase: 'Succeeded' }));
    pods.put(undefined, pod('stray', 'rs', { app: 'else' }));
    pods.put(undefined, pod('own', 'rs', web));
    const names = (): string[] => pods.toClaim('rs', 'default', measure).map(({ metadata }) => metadata.name);
    expect(names()).toEqual(['stray', 'orphan']);
    pods.put(pod('orphan', undefined, web), pod('orphan', 'rs', web));
    expect(names()).toEqual(['stray']);
    expect(pods.counts('rs', measure, now).replicas).toBe(2);
  });
});
