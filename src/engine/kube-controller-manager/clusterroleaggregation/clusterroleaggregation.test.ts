import { describe, expect, it } from 'vitest';
import type { ClusterRole } from '../../api/clusterrole/types.ts';
import { CLUSTER_ROLES } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World } from '../../testing/control-plane-world.ts';

describe('clusterrole-aggregation-controller', () => {
  it('gives a role the rules of all that carry its label, and takes them away with it', () => {
    const world = new World();
    const edit = (): ClusterRole => world.get<ClusterRole>(CLUSTER_ROLES, 'edit')!;
    expect(edit().rules?.length).toBeGreaterThan(0);
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' };
    const rules = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['create'] }];
    world.create(CLUSTER_ROLES, { metadata: { name: 'widgets', labels }, rules });
    world.advance(2 * SECOND);
    expect(edit().rules).toContainEqual(rules[0]);
    world.delete(CLUSTER_ROLES, 'widgets');
    world.advance(2 * SECOND);
    expect(edit().rules).not.toContainEqual(rules[0]);
  });
});
