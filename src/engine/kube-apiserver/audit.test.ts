import { expect, it } from 'vitest';
import { auditEvent, type Audited } from './audit.ts';

const ask: Audited = {
  request: {
    verb: 'update',
    group: 'apps',
    version: 'v1',
    resource: 'deployments',
    subresource: 'status',
    namespace: 'a',
    name: 'web',
    options: {},
    credentials: {},
    userAgent: 'test',
  },
  uri: '/apis/apps/v1/namespaces/a/deployments/web/status',
  response: { code: 403, body: { kind: 'Status', status: 'Failure', message: 'no', reason: 'Forbidden', code: 403 } },
  user: { name: 'jane', groups: ['dev'] },
  stages: [
    { name: 'authentication', user: 'jane', groups: ['dev'] },
    { name: 'authorization', decision: 'no opinion', reason: 'no rule' },
  ],
  received: 1_000_001,
  now: 2_000_000,
  id: 'an-id',
};

it('an audit event says who asked what, when, and what came of it, but not what was written', () => {
  expect(auditEvent(ask)).toEqual({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: 'an-id',
    stage: 'ResponseComplete',
    requestURI: ask.uri,
    verb: 'update',
    user: { username: 'jane', groups: ['dev'] },
    sourceIPs: ['127.0.0.1'],
    userAgent: 'test',
    objectRef: {
      resource: 'deployments',
      namespace: 'a',
      name: 'web',
      apiGroup: 'apps',
      apiVersion: 'v1',
      subresource: 'status',
    },
    responseStatus: { metadata: {}, status: 'Failure', message: 'no', reason: 'Forbidden', code: 403 },
    requestReceivedTimestamp: '1970-01-01T00:00:01.000001Z',
    stageTimestamp: '1970-01-01T00:00:02.000000Z',
    annotations: { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': 'no rule' },
  });
});

it('a watch is told of when it begins', () => {
  const watch = {
    ...ask,
    request: { ...ask.request, verb: 'watch' as const },
    response: { code: 200, body: undefined },
  };
  expect(auditEvent(watch)).toMatchObject({ stage: 'ResponseStarted', responseStatus: { code: 200 } });
});
