import { describe, expect, it } from 'vitest';
import { ingressClassKind } from './ingressclass/index.ts';
import { ipAddressKind } from './ipaddress/index.ts';
import { runtimeClassKind } from './runtimeclass/index.ts';
import { serviceCIDRKind } from './servicecidr/index.ts';
import { KindTester } from './testing/kind-tester.ts';

describe('an ingress class', () => {
  const classes = new KindTester(ingressClassKind);
  const spec = { controller: 'k8s.io/ingress-nginx' };

  it('has parameters for the whole cluster unless it says otherwise', () => {
    const parameters = { apiGroup: 'k8s.example.com', kind: 'IngressParameters', name: 'lb' };
    expect(classes.create({ spec: { ...spec, parameters } }).spec.parameters?.scope).toBe('Cluster');
    expect(classes.cells({ spec: { ...spec, parameters } }).slice(1, 3)).toEqual([
      'k8s.io/ingress-nginx',
      'IngressParameters.k8s.example.com/lb',
    ]);
    expect(classes.refusals({ spec: { ...spec, parameters: { ...parameters, scope: 'Namespace' } } })).toEqual([
      "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'",
    ]);
    expect(classes.refusals({ spec: { ...spec, parameters: { ...parameters, namespace: 'a' } } })).toEqual([
      "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'",
    ]);
  });

  it('keeps its controller', () => {
    expect(classes.updateRefusals({ spec }, { spec: { controller: 'k8s.io/other' } })).toEqual([
      'spec.controller: Invalid value: "k8s.io/other": field is immutable',
    ]);
    expect(classes.refusals({ spec: { controller: 'nginx' } })).toEqual([
      'spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")',
    ]);
  });
});

describe('an address of the service network', () => {
  const addresses = new KindTester(ipAddressKind);
  const spec = { parentRef: { group: '', resource: 'services', namespace: 'default', name: 'kubernetes' } };

  it('is its name, and shows whose it is', () => {
    expect(addresses.refusals({ metadata: { name: '10.96.0.1' }, spec })).toEqual([]);
    expect(addresses.refusals({ metadata: { name: 'kubernetes' }, spec })).toEqual([
      'metadata.name: Invalid value: "kubernetes": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
    expect(addresses.cells({ metadata: { name: '10.96.0.1' }, spec })).toEqual([
      '10.96.0.1',
      'services/default/kubernetes',
    ]);
  });

  it('has a parent, for good', () => {
    const metadata = { name: '10.96.0.1' };
    expect(addresses.refusals({ metadata })).toEqual(['spec.parentRef: Required value']);
    const other = { parentRef: { ...spec.parentRef, name: 'web' } };
    expect(addresses.updateRefusals({ metadata, spec }, { metadata, spec: other })[0]).toMatch(
      /^spec.parentRef: Invalid value: .*: field is immutable$/,
    );
  });
});

describe('a service network', () => {
  const networks = new KindTester(serviceCIDRKind);

  it('has one network of a family', () => {
    expect(networks.refusals({ spec: { cidrs: ['10.96.0.0/12', 'fd00::/108'] } })).toEqual([]);
    expect(networks.refusals({})).toEqual(['spec.cidrs: Required value: at least one CIDR required']);
    expect(networks.refusals({ spec: { cidrs: ['10.96.0.0/12', '10.0.0.0/24'] } })[0]).toMatch(
      /may specify no more than one IP for each IP family, i.e 192.168.0.0\/24 and 2001:db8::\/64$/,
    );
    expect(networks.cells({ spec: { cidrs: ['10.96.0.0/12', 'fd00::/108'] } })).toEqual([
      'x',
      '10.96.0.0/12,fd00::/108',
      '60s',
    ]);
  });

  it('does not change', () => {
    expect(
      networks.updateRefusals({ spec: { cidrs: ['10.96.0.0/12'] } }, { spec: { cidrs: ['10.0.0.0/24'] } }),
    ).toEqual(['spec.cidrs: Invalid value: ["10.0.0.0/24"]: field is immutable']);
  });
});

describe('a runtime class', () => {
  const classes = new KindTester(runtimeClassKind);

  it('keeps its handler, which is a label', () => {
    expect(classes.cells({ handler: 'gvisor' })).toEqual(['x', 'gvisor', '60s']);
    expect(classes.refusals({ handler: 'g.visor' })[0]).toContain('handler: Invalid value: "g.visor": ');
    expect(classes.updateRefusals({ handler: 'a' }, { handler: 'b' })).toEqual([
      'handler: Invalid value: "b": field is immutable',
    ]);
  });

  it('tolerates each taint once', () => {
    const toleration = { key: 'a', operator: 'Exists', effect: 'NoSchedule' };
    expect(classes.refusals({ handler: 'a', scheduling: { tolerations: [toleration, toleration] } })).toEqual([
      'scheduling.tolerations[1]: Duplicate value: {"key":"a","operator":"Exists","effect":"NoSchedule"}',
    ]);
  });

  it('costs what a container may ask for', () => {
    expect(classes.refusals({ handler: 'a', overhead: { podFixed: { cpu: '-1' } } })[0]).toContain('overhead.limits');
  });
});
