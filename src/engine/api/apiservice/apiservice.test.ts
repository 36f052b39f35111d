import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { apiServiceKind } from './index.ts';

const services = new KindTester(apiServiceKind);
const SPEC = { group: 'apps', version: 'v1', groupPriorityMinimum: 17800, versionPriority: 15 };
const LOCAL = { metadata: { name: 'v1.apps' }, spec: SPEC };
const refusals = (change: object) => services.refusals({ ...LOCAL, spec: { ...SPEC, ...change } });

describe('an APIService', () => {
  it('is available from the start when it is served here', () => {
    expect(services.cells(LOCAL)).toEqual(['v1.apps', 'Local', 'True', '60s']);
    const metadata = { name: 'v1beta1.metrics.k8s.io' };
    const service = { namespace: 'kube-system', name: 'metrics-server' };
    const spec = { ...SPEC, group: 'metrics.k8s.io', version: 'v1beta1', service };
    expect(services.refusals({ metadata, spec })).toEqual([]);
    expect(services.cells({ metadata, spec }).slice(1, 3)).toEqual(['kube-system/metrics-server', 'Unknown']);
    const conditions = [{ type: 'Available', status: 'False', reason: 'MissingEndpoints' }];
    expect(services.cells({ metadata, spec }, { conditions })[2]).toBe('False (MissingEndpoints)');
  });

  it('is named after what it serves', () => {
    expect(services.refusals({ metadata: { name: 'apps.v1' }, spec: SPEC })).toEqual([
      'metadata.name: Invalid value: "apps.v1": must be `spec.version+"."+spec.group`: "v1.apps"',
    ]);
  });

  it('has a place among the others', () => {
    expect(refusals({ groupPriorityMinimum: 0, versionPriority: 1001 })).toEqual([
      'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
      'spec.versionPriority: Invalid value: 1001: must be positive and less than 1000',
    ]);
  });

  it('trusts nobody else when it is local', () => {
    expect(refusals({ caBundle: 'YWJj', insecureSkipTLSVerify: true })).toEqual([
      'spec.caBundle: Invalid value: "3 bytes": local APIServices may not have a caBundle',
      'spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify',
    ]);
  });
});
