import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiRequest, Credentials } from '../../client-go/request.ts';
import { SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

const FLOWCONTROL = { group: 'flowcontrol.apiserver.k8s.io', version: 'v1' };

let server: TestServer;
beforeAll(() => {
  server = new TestServer();
  server.advance(5 * SECOND);
});

const as = (commonName: string, ...organizations: string[]): Credentials => ({
  clientCertificate: { commonName, organizations },
});

const named = (resource: string): [string, string][] => {
  const list = server.object({ verb: 'list', resource, ...FLOWCONTROL }) as unknown as {
    items: { metadata: { uid: string; name: string } }[];
  };
  return list.items.map(({ metadata }) => [metadata.uid, metadata.name]);
};

/** The schema and the level that an answer names. */
function flowOf(credentials: Credentials, asked: Partial<ApiRequest> | { path: string }): (string | undefined)[] {
  const over = { verb: 'get', resource: 'pods', namespace: 'default', name: 'web', auditID: '' } as const;
  const request = 'path' in asked ? { verb: 'get', query: {}, accept: '', ...asked } : { ...over, ...asked };
  const { headers = {} } = server.ask({ ...request, credentials } as ApiRequest);
  return [
    new Map(named('flowschemas')).get(headers['x-kubernetes-pf-flowschema-uid'] ?? ''),
    new Map(named('prioritylevelconfigurations')).get(headers['x-kubernetes-pf-prioritylevel-uid'] ?? ''),
  ];
}

describe('an answer over HTTP', () => {
  it.each([
    ['a master', as('admin', 'system:masters'), {}, ['exempt', 'exempt']],
    ['somebody, who is then refused', as('jane'), {}, ['global-default', 'global-default']],
    [
      'a node about itself',
      as('system:node:n1', 'system:nodes'),
      { resource: 'nodes', namespace: '', name: 'n1' },
      ['system-node-high', 'node-high'],
    ],
    ['a node about a pod', as('system:node:n1', 'system:nodes'), {}, ['system-nodes', 'system']],
    ['the scheduler', as('system:kube-scheduler'), {}, ['kube-scheduler', 'workload-high']],
    ['a probe', as('jane'), { path: '/healthz' }, ['probes', 'exempt']],
    ['somebody at another path', as('jane'), { path: '/version' }, ['global-default', 'global-default']],
  ])('says where it belongs: %s', (_who, credentials, asked, flow) => {
    expect(flowOf(credentials, asked)).toEqual(flow);
  });

  it('follows a schema that comes, and one whose level is gone is as if it were not there', () => {
    const rules = [
      {
        subjects: [{ kind: 'User', user: { name: 'carl' } }],
        resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], namespaces: ['default'] }],
      },
    ];
    const put = (name: string, matchingPrecedence: number, level: string) =>
      server.object({
        verb: 'create',
        resource: 'flowschemas',
        ...FLOWCONTROL,
        body: { metadata: { name }, spec: { matchingPrecedence, priorityLevelConfiguration: { name: level }, rules } },
      });
    put('nowhere', 10, 'nothing');
    put('carls', 20, 'workload-low');
    server.advance(SECOND);
    const carl = as('carl');
    expect(flowOf(carl, {})).toEqual(['carls', 'workload-low']);
    expect(flowOf(carl, { namespace: 'other' })).toEqual(['global-default', 'global-default']);
    expect(flowOf(carl, { subresource: 'status' })).toEqual(['global-default', 'global-default']);
    expect(flowOf(carl, { verb: 'list', name: undefined })).toEqual(['global-default', 'global-default']);
  });

  it('is told of it, a component is not', () => {
    expect(flowOf(as('jane'), { auditID: undefined })).toEqual([undefined, undefined]);
  });
});
