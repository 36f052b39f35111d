import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

function namespace(name: string, labels: Record<string, string>): void {
  const prefixed = Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]);
  server.create('namespaces', { metadata: { name, labels: Object.fromEntries(prefixed) as Record<string, string> } });
  server.create('serviceaccounts', { metadata: { name: 'default', namespace: name } });
}

const pod = (ns: string, spec: object = {}, container: object = {}) => ({
  metadata: { name: 'p', namespace: ns },
  spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
});
const SAFE = {
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

describe('PodSecurity', () => {
  it('lets everything in where a namespace asks for nothing', () => {
    namespace('a', {});
    expect(
      server.create('pods', pod('a', { hostNetwork: true }, { securityContext: { privileged: true } })),
    ).toBeDefined();
  });

  it('refuses what restricted forbids, with every reason', () => {
    namespace('a', { enforce: 'restricted' });
    expect(() => server.create('pods', pod('a'))).toThrow(
      'pods "p" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    );
    expect(server.create('pods', pod('a', {}, SAFE)).metadata.name).toBe('p');
  });

  it('tells baseline’s reasons in the order of the checks', () => {
    namespace('a', { enforce: 'baseline', 'enforce-version': 'v1.33' });
    const volumes = [{ name: 'root', hostPath: { path: '/' } }];
    const bad = {
      ports: [{ containerPort: 80, hostPort: 80 }],
      securityContext: { capabilities: { add: ['NET_ADMIN'] } },
    };
    expect(() => server.create('pods', pod('a', { hostPID: true, volumes }, bad))).toThrow(
      'violates PodSecurity "baseline:v1.33": non-default capabilities (container "c" must not include "NET_ADMIN" in securityContext.capabilities.add), host namespaces (hostPID=true), hostPath volumes (volume "root"), hostPort (container "c" uses hostPort 80)',
    );
  });

  it('knows of a check only from its version on', () => {
    const probe = { livenessProbe: { httpGet: { host: 'example.com', port: 80 } } };
    namespace('old', { enforce: 'baseline', 'enforce-version': 'v1.33' });
    expect(server.create('pods', pod('old', {}, probe)).metadata.name).toBe('p');
    namespace('new', { enforce: 'baseline' });
    expect(() => server.create('pods', pod('new', {}, probe))).toThrow(
      'probe or lifecycle host (container "c" uses probe or lifecycle host "example.com")',
    );
  });

  it('warns of a workload whose pods would be refused, and lets it in', () => {
    namespace('a', { enforce: 'restricted' });
    const template = { metadata: { labels: { app: 'w' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
    const body = { metadata: { name: 'w' }, spec: { selector: { matchLabels: { app: 'w' } }, template } };
    const answer = server.ask({ verb: 'create', group: 'apps', resource: 'deployments', namespace: 'a', body });
    expect(answer.code).toBe(201);
    expect(answer.warnings?.join()).toContain(
      'would violate PodSecurity "restricted:latest": allowPrivilegeEscalation',
    );
  });

  it('warns of the pods that are already there when a namespace becomes stricter', () => {
    namespace('a', {});
    server.create('pods', pod('a'));
    server.create('pods', { ...pod('a'), metadata: { name: 'q', namespace: 'a' } });
    const asked = server.get('namespaces', undefined, 'a');
    const labels = { ...asked.metadata.labels, 'pod-security.kubernetes.io/enforce': 'restricted' };
    const body = { ...asked, metadata: { ...asked.metadata, labels } };
    const { warnings } = server.ask({ verb: 'update', resource: 'namespaces', name: 'a', body });
    expect(warnings).toEqual([
      'existing pods in namespace "a" violate the new PodSecurity enforce level "restricted:latest"',
      'p (and 1 other pod): allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
    ]);
  });

  it('refuses labels that mean nothing', () => {
    expect(() => namespace('a', { enforce: 'strict' })).toThrow(
      'Namespace "a" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
    );
  });
});
