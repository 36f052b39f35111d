import { expect, it } from 'vitest';
import type { ValidatingAdmissionPolicy } from '../../api/validatingadmissionpolicy/types.ts';
import type { ResourceRef } from '../../client-go/index.ts';
import { SECOND } from '../../sim/index.ts';
import { World } from '../../testing/control-plane-world.ts';

const POLICIES: ResourceRef = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingadmissionpolicies',
  kind: 'ValidatingAdmissionPolicy',
  namespaced: false,
};

it('tells which generation of a policy has been looked at', () => {
  const world = new World();
  const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] };
  const spec = { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }] };
  world.create(POLICIES, { metadata: { name: 'p' }, spec });
  world.advance(2 * SECOND);
  const observed = () => world.get<ValidatingAdmissionPolicy>(POLICIES, 'p')!.status;
  expect(observed()).toEqual({ observedGeneration: 1, typeChecking: {} });
  world.patch(POLICIES, 'p', { spec: { failurePolicy: 'Ignore' } });
  world.advance(2 * SECOND);
  expect(observed().observedGeneration).toBe(2);
});
