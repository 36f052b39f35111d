import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { ingressKind } from './index.ts';

const ingresses = new KindTester(ingressKind);
const BACKEND = { service: { name: 'web', port: { number: 80 } } };
const rule = (path: object, host = 'a.example.com') => ({
  host,
  http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND, ...path }] },
});
const withPath = (path: object) => ingresses.refusals({ spec: { rules: [rule(path)] } });
const AT = 'spec.rules[0].http.paths[0]';

describe('an ingress', () => {
  it('leads somewhere', () => {
    expect(ingresses.refusals({ spec: { rules: [rule({})] } })).toEqual([]);
    expect(ingresses.refusals({})).toEqual([
      'spec: Invalid value: []: either `defaultBackend` or `rules` must be specified',
    ]);
  });

  it('has paths as their type wants them', () => {
    expect(withPath({ pathType: undefined })).toEqual([`${AT}.pathType: Required value: pathType must be specified`]);
    expect(withPath({ pathType: 'Regex' })).toEqual([
      `${AT}.pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
    ]);
    expect(withPath({ path: 'a//b/..' })).toEqual([
      `${AT}.path: Invalid value: "a//b/..": must be an absolute path`,
      `${AT}.path: Invalid value: "a//b/..": must not contain '//'`,
      `${AT}.path: Invalid value: "a//b/..": cannot end with '/..'`,
    ]);
    expect(withPath({ path: undefined, pathType: 'ImplementationSpecific' })).toEqual([]);
  });

  it('has one backend, and one port of it', () => {
    expect(withPath({ backend: {} })).toEqual([
      `${AT}.backend: Invalid value: "": resource or service backend is required`,
    ]);
    expect(withPath({ backend: { service: { name: 'web', port: { name: 'http', number: 80 } } } })).toEqual([
      `${AT}.backend: Invalid value: "": cannot set both port name & port number`,
    ]);
    expect(withPath({ backend: { service: { name: 'web', port: {} } } })).toEqual([
      `${AT}.backend: Required value: port name or number is required`,
    ]);
    expect(withPath({ backend: { resource: { kind: 'Bucket', name: '' } } })).toEqual([
      `${AT}.backend.resource.name: Required value: name is required`,
    ]);
  });

  it('has names for hosts', () => {
    expect(ingresses.refusals({ spec: { rules: [rule({}, '10.0.0.1')] } })).toEqual([
      'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ]);
    expect(ingresses.refusals({ spec: { rules: [rule({}, '*.example.com')] } })).toEqual([]);
    expect(ingresses.refusals({ spec: { rules: [rule({}, 'a.*.com')] } })[0]).toContain(
      'spec.rules[0].host: Invalid value: "a.*.com": a wildcard DNS-1123 subdomain must start with \'*.\'',
    );
  });

  it('keeps a secret name that was stored before the rule', () => {
    const bad = { spec: { rules: [rule({})], tls: [{ secretName: 'Not_Good' }] } };
    expect(ingresses.refusals(bad)[0]).toContain('spec.tls[0].secretName: Invalid value: "Not_Good"');
    expect(ingresses.updateRefusals(bad, { ...bad, spec: { ...bad.spec, ingressClassName: 'nginx' } })).toEqual([]);
  });

  it('names its class once', () => {
    const annotated = { metadata: { annotations: { 'kubernetes.io/ingress.class': 'nginx' } } };
    const spec = { rules: [rule({})] };
    expect(ingresses.warnings({ ...annotated, spec })).toEqual([
      `annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead`,
    ]);
    expect(ingresses.refusals({ ...annotated, spec: { ...spec, ingressClassName: 'traefik' } })).toEqual([
      'annotations.kubernetes.io/ingress.class: Invalid value: "nginx": must match `ingressClassName` when both are specified',
    ]);
  });

  it('counts its generation and keeps its status', () => {
    const next = ingresses.update({ spec: { rules: [rule({})] } }, { spec: { rules: [rule({ path: '/a' })] } });
    expect(next.metadata.generation).toBe(2);
    expect(next.status).toEqual({ loadBalancer: {} });
  });

  it('shows class, hosts, addresses and ports', () => {
    const rules = ['a', 'b', 'c', 'd'].map((host) => rule({}, `${host}.x`));
    const status = { loadBalancer: { ingress: [{ ip: '10.0.0.2' }, { hostname: 'lb' }, { ip: '10.0.0.1' }] } };
    expect(ingresses.cells({ spec: { rules, tls: [{}], ingressClassName: 'nginx' } }, status).slice(0, 5)).toEqual([
      'x',
      'nginx',
      'a.x,b.x,c.x + 1 more...',
      '10.0.0.1,10.0.0.2,lb',
      '80, 443',
    ]);
    expect(ingresses.cells({ spec: { defaultBackend: BACKEND } }).slice(1, 5)).toEqual(['<none>', '*', '', '80']);
  });

  it('is tied to its services, secrets and class', () => {
    const spec = { rules: [rule({}), rule({}, 'b.x')], tls: [{ secretName: 'cert' }], ingressClassName: 'nginx' };
    expect(ingressKind.relations(ingresses.create({ spec })).map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'Service/web',
      'Secret/cert',
      'IngressClass/nginx',
    ]);
  });

  it('has addresses for a status', () => {
    const spec = { defaultBackend: BACKEND };
    const refused = ingresses.statusRefusals({ spec }, { loadBalancer: { ingress: [{ hostname: '10.0.0.1' }] } });
    expect(refused).toEqual([
      'status.loadBalancer.ingress[0].hostname: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ]);
  });
});
