import { describe, expect, it } from 'vitest';
import { resourceKind, resourcePath, Scheme, unsafeGuessPlural } from './index.ts';

const pods = resourceKind({
  group: '',
  version: 'v1',
  kind: 'Pod',
  namespaced: true,
  shortNames: ['po'],
  categories: ['all'],
});
const deployments = resourceKind({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  namespaced: true,
  shortNames: ['deploy'],
  categories: ['all'],
});
const events = resourceKind({ group: '', version: 'v1', kind: 'Event', namespaced: true, shortNames: ['ev'] });
const newEvents = resourceKind({ group: 'events.k8s.io', version: 'v1', kind: 'Event', namespaced: true });
const nodes = resourceKind({ group: '', version: 'v1', kind: 'Node', namespaced: false });
const scheme = new Scheme([pods, deployments, events, newEvents, nodes]);

describe('a scheme', () => {
  it('finds a kind by itself, by its URL and by an object of it', () => {
    expect(scheme.tryKind({ group: 'apps', version: 'v1', kind: 'Deployment' })).toBe(deployments);
    expect(scheme.tryResource({ group: 'apps', version: 'v1', resource: 'deployments' })).toBe(deployments);
    expect(scheme.tryKindOf({ apiVersion: 'v1', kind: 'Pod' })).toBe(pods);
    expect(scheme.tryKindOf({ apiVersion: 'v2', kind: 'Pod' })).toBeUndefined();
    expect(scheme.inCategory('all')).toEqual([pods, deployments]);
    expect([...scheme.groups()]).toEqual([
      ['', ['v1']],
      ['apps', ['v1']],
      ['events.k8s.io', ['v1']],
    ]);
  });

  it.each([
    ['po', pods],
    ['Pod', pods],
    ['pods', pods],
    ['deploy', deployments],
    ['deployments.apps', deployments],
    ['deployments.v1.apps', deployments],
    ['deploy.apps', deployments],
    ['events', events],
    ['events.events.k8s.io', newEvents],
    ['pods.apps', undefined],
    ['podd', undefined],
    ['constructor', undefined],
  ])('understands %s', (word, kind) => {
    expect(scheme.tryWord(word)).toBe(kind);
  });

  it('says what it does not know as the RESTMapper does', () => {
    expect(() => scheme.restMapping({ group: 'apps', kind: 'Foo' }, 'v1')).toThrow(
      'no matches for kind "Foo" in version "apps/v1"',
    );
    expect(() => scheme.restMapping({ group: '', kind: 'Foo' }, 'v1')).toThrow(
      'no matches for kind "Foo" in version "v1"',
    );
    expect(() => scheme.restMapping({ group: 'apps', kind: 'Foo' })).toThrow(
      'no matches for kind "Foo" in group "apps"',
    );
    expect(scheme.restMapping({ group: 'apps', kind: 'Deployment' })).toBe(deployments);
  });

  it('forgets a kind that is taken away', () => {
    const changing = new Scheme([pods, nodes]);
    changing.unregister(pods);
    expect(changing.tryWord('po')).toBeUndefined();
    expect(changing.all()).toEqual([nodes]);
    expect(() => changing.register(nodes)).toThrow('kind registered twice: /v1, Kind=Node');
  });

  it('knows names and paths', () => {
    expect(unsafeGuessPlural('networkpolicy')).toBe('networkpolicies');
    expect(unsafeGuessPlural('ingress')).toBe('ingresses');
    expect(unsafeGuessPlural('endpoints')).toBe('endpoints');
    expect(resourcePath(pods, 'default', 'web', 'status')).toBe('/api/v1/namespaces/default/pods/web/status');
    expect(resourcePath(deployments)).toBe('/apis/apps/v1/deployments');
    expect(resourcePath(nodes, 'ignored', 'n')).toBe('/api/v1/nodes/n');
  });
});
