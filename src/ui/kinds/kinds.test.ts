import { describe, expect, it } from 'vitest';
import { kinds as stored } from '../../engine/api/index.ts';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { fixtureDeployment, fixturePod } from '../kit/fixture/objects.ts';
import { edgesFrom, KINDS, kindNamed, nounOf, pointsAt, relations, stateOf } from './index.ts';

const metadata = {
  name: 'x',
  namespace: 'default',
  uid: '1',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};
const object = (apiVersion: string, kind: string, rest: object, meta: object = {}): ApiObject => ({
  apiVersion,
  kind,
  metadata: { ...metadata, ...meta },
  ...rest,
});

describe('the table of kinds', () => {
  it('has every kind that the API server stores, served where it serves it', () => {
    for (const kind of stored) {
      const facts = kindNamed(kind.kind, kind.group);
      const resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
      expect(facts, kind.kind).toMatchObject({ resource, namespaced: kind.namespaced });
    }
    expect(KINDS).toHaveLength(stored.length);
  });

  it('has a word for each, whether the group is named or not', () => {
    expect(nounOf('deployments.apps')).toBe('noun.deployments');
    expect(nounOf('deployments')).toBe('noun.deployments');
    expect(nounOf('widgets.example.com')).toBe('noun.object');
  });
});

describe('a state', () => {
  it('counts replicas, and tells by its shape whether that is enough', () => {
    expect(stateOf(fixtureDeployment('web', 3, 3))).toMatchObject({ status: '3/3', shape: 'ready', tone: 'ok' });
    expect(stateOf(fixtureDeployment('web', 3, 1))).toMatchObject({ status: '1/3', shape: 'creating', tone: 'busy' });
    expect(stateOf(fixtureDeployment('web', 0, 0))).toMatchObject({ status: '0/0', tone: 'quiet' });
  });

  it('tells when a CronJob runs next', () => {
    const job = object('batch/v1', 'CronJob', { spec: { schedule: '*/5 * * * *' }, status: {} });
    expect(stateOf(job)).toMatchObject({ message: 'kind.next', params: { at: '00:05' } });
    const held = object('batch/v1', 'CronJob', { spec: { schedule: '*/5 * * * *', suspend: true }, status: {} });
    expect(stateOf(held)).toMatchObject({ message: 'kind.suspended' });
  });

  it('reads a kind that somebody defined by its phase or its conditions', () => {
    const conditions = [{ type: 'Ready', status: 'False', reason: 'NoDisk' }];
    expect(stateOf(object('example.com/v1', 'Widget', { status: { conditions } }))).toMatchObject({ status: 'NoDisk' });
    expect(stateOf(object('example.com/v1', 'Widget', { status: { phase: 'Failed' } }))).toMatchObject({ tone: 'bad' });
    // The same name as one of Kubernetes' own, in another group.
    expect(stateOf(object('example.com/v1', 'Deployment', { status: { phase: 'Ready' } }))).toMatchObject({
      status: 'Ready',
    });
  });

  it('is Terminating before all else', () => {
    const ending = object('v1', 'Namespace', { status: { phase: 'Active' } }, { deletionTimestamp: 'now' });
    expect(stateOf(ending)).toMatchObject({ shape: 'terminating', status: 'Terminating' });
  });
});

describe('edges', () => {
  const service = (selector: object): ApiObject => object('v1', 'Service', { spec: { selector } });
  const labelled = (name: string, labels: Record<string, string>): ApiObject => {
    const pod = fixturePod(name, 'n', 'Ready');
    return { ...pod, metadata: { ...pod.metadata, labels } };
  };

  it('follow a selector to the pods that there are', () => {
    const pods = [labelled('a', { app: 'web' }), labelled('b', { app: 'db' })];
    const list = (resource: string): readonly ApiObject[] => (resource === 'pods' ? pods : []);
    expect(edgesFrom(service({ app: 'web' }), list)).toEqual([{ verb: 'selects', to: pods[0] }]);
    expect(edgesFrom(service({}), list)).toEqual([]);
  });

  it('follow expressions too', () => {
    const matchExpressions = [{ key: 'app', operator: 'NotIn', values: ['db'] }];
    const budget = object('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchExpressions } } });
    const [edge] = relations(budget);
    expect(pointsAt(edge!, labelled('a', { app: 'web' }))).toBe(true);
    expect(pointsAt(edge!, labelled('b', { app: 'db' }))).toBe(false);
  });

  it('of a custom kind are its fields of the shape kind and name', () => {
    const widget = object('example.com/v1', 'Widget', { spec: { page: { kind: 'ConfigMap', name: 'index' } } });
    expect(relations(widget)).toEqual([
      { verb: 'refers-to', kind: 'ConfigMap', group: '', namespace: 'default', name: 'index' },
    ]);
  });
});
