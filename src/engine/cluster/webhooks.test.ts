import { describe, expect, it } from 'vitest';
import { createCel } from '../../cel/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

interface Answer {
  readonly code: number;
  readonly message?: string;
  readonly reason?: string;
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const cluster = new Cluster({ seed: 1, workers: 1, cel: createCel() });
cluster.runUntilReady();

function ask(method: string, url: string, body?: object): Answer {
  let answer: Answer | undefined;
  const headers = { 'content-type': 'application/json' };
  cluster.request(
    { method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
    {
      onResponse: ({ status, body: text }) => {
        answer = { ...(text?.startsWith('{') === true && (JSON.parse(text) as Answer)), code: status };
      },
    },
  );
  const deadline = cluster.now + 60 * SECOND;
  while (answer === undefined && cluster.now < deadline && cluster.sim.step());
  if (answer === undefined) throw new Error(`no answer to ${method} ${url}`);
  return answer;
}

/** Each test marks what it is about, so that the webhooks of one leave the others alone. */
function configure(kind: 'Validating' | 'Mutating', name: string, path: string, more: object = {}): void {
  const rules = [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] }];
  const webhook = {
    name,
    clientConfig: { service: { namespace: 'default', name: 'webhook', path }, caBundle: 'Cg==' },
    rules,
    objectSelector: { matchLabels: { about: name } },
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    ...more,
  };
  const url = `${ADMISSION}/${kind.toLowerCase()}webhookconfigurations`;
  expect(ask('POST', url, { metadata: { name }, webhooks: [webhook] })).toMatchObject({ code: 201 });
  cluster.advance(2 * SECOND);
}

const configMap = (name: string, about: string, data: object = {}): object => ({
  metadata: { name, labels: { about } },
  data,
});
const create = (name: string, about: string, data?: object): Answer =>
  ask('POST', CONFIG_MAPS, configMap(name, about, data));

const containers = [
  { name: 'webhook', image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', args: ['webhook', '--port=8443'] },
];
ask('POST', '/apis/apps/v1/namespaces/default/deployments', {
  metadata: { name: 'webhook' },
  spec: {
    selector: { matchLabels: { app: 'webhook' } },
    template: { metadata: { labels: { app: 'webhook' } }, spec: { containers } },
  },
});
ask('POST', '/api/v1/namespaces/default/services', {
  metadata: { name: 'webhook' },
  spec: { selector: { app: 'webhook' }, ports: [{ port: 443, targetPort: 8443 }] },
});
cluster.advance(60 * SECOND);

describe('a program in a pod', () => {
  it('refuses, in its own words', () => {
    configure('Validating', 'deny.example.com', '/always-deny');
    expect(create('denied', 'deny.example.com')).toMatchObject({
      code: 400,
      message: 'admission webhook "deny.example.com" denied the request: this webhook denies all requests',
    });
    expect(create('not-asked', 'nobody')).toMatchObject({ code: 201 });
  });

  it('looks at what is asked', () => {
    configure('Validating', 'data.example.com', '/configmaps');
    expect(create('bad', 'data.example.com', { 'webhook-e2e-test': 'webhook-disallow' })).toMatchObject({
      code: 400,
      message: 'admission webhook "data.example.com" denied the request: the configmap contains unwanted key and value',
    });
    expect(create('good', 'data.example.com', { 'webhook-e2e-test': 'fine' })).toMatchObject({ code: 201 });
  });

  it('changes an object before it is stored', () => {
    configure('Mutating', 'label.example.com', '/add-label');
    const labels = { about: 'label.example.com', 'added-label': 'yes' };
    expect(create('labelled', 'label.example.com')).toMatchObject({ code: 201, metadata: { labels } });
    expect(ask('GET', `${CONFIG_MAPS}/labelled`)).toMatchObject({ metadata: { labels } });
  });
});

describe('a webhook that cannot be asked', () => {
  const service = { namespace: 'default', name: 'nowhere', path: '/x' };

  it('fails the request', () => {
    configure('Validating', 'fail.example.com', '/', { clientConfig: { service } });
    expect(create('failed', 'fail.example.com')).toMatchObject({
      code: 500,
      reason: 'InternalError',
      message:
        'Internal error occurred: failed calling webhook "fail.example.com": failed to call webhook: Post "https://nowhere.default.svc:443/x?timeout=10s": service "nowhere" not found',
    });
  });

  it('is left out under Ignore', () => {
    configure('Validating', 'ignore.example.com', '/', { clientConfig: { service }, failurePolicy: 'Ignore' });
    expect(create('ignored', 'ignore.example.com')).toMatchObject({ code: 201 });
  });

  it('because the service has no such port', () => {
    configure('Validating', 'path.example.com', '/', {
      clientConfig: { service: { ...service, name: 'webhook', port: 444 } },
    });
    expect(create('no-port', 'path.example.com').message).toBe(
      'Internal error occurred: failed calling webhook "path.example.com": failed to call webhook: Post "https://webhook.default.svc:444/x?timeout=10s": no service port 444 found for service "webhook"',
    );
  });
});

describe('match conditions', () => {
  const service = { namespace: 'default', name: 'webhook' };
  const condition = (expression: string): object => ({ matchConditions: [{ name: 'c', expression }] });

  it('choose what a webhook is asked', () => {
    configure('Validating', 'some.example.com', '/always-deny', condition('object.data.size() > 1'));
    expect(create('small', 'some.example.com', { a: '1' })).toMatchObject({ code: 201 });
    expect(create('large', 'some.example.com', { a: '1', b: '2' })).toMatchObject({ code: 400 });
  });

  it('see the old object of a deletion, and no new one', () => {
    const only = condition('request.operation == "DELETE" && object == null && oldObject.data.kept == "yes"');
    configure('Validating', 'delete.example.com', '/always-deny', only);
    for (const kept of ['yes', 'no']) create(`kept-${kept}`, 'delete.example.com', { kept });
    expect(ask('DELETE', `${CONFIG_MAPS}/kept-no`)).toMatchObject({ code: 200 });
    expect(ask('DELETE', `${CONFIG_MAPS}/kept-yes`)).toMatchObject({
      code: 400,
      message: 'admission webhook "delete.example.com" denied the request: this webhook denies all requests',
    });
  });

  it('that fail refuse the request, or under Ignore leave the webhook out', () => {
    configure('Validating', 'wrong.example.com', '/always-deny', condition('object.data.missing == "x"'));
    expect(create('wrong', 'wrong.example.com')).toMatchObject({
      code: 403,
      message: `configmaps "wrong" is forbidden: expression 'object.data.missing == "x"' resulted in error: no such key: missing`,
    });
    const ignored = { ...condition('object.data.missing == "x"'), failurePolicy: 'Ignore' };
    configure('Validating', 'wrong-ignored.example.com', '/always-deny', ignored);
    expect(create('wrong-ignored', 'wrong-ignored.example.com')).toMatchObject({ code: 201 });
  });

  it('that cannot be read are refused with their webhook', () => {
    const webhook = { name: 'x.example.com', clientConfig: { service }, sideEffects: 'None' };
    const webhooks = [{ ...webhook, admissionReviewVersions: ['v1'], ...condition('params.a') }];
    expect(
      ask('POST', `${ADMISSION}/validatingwebhookconfigurations`, { metadata: { name: 'x' }, webhooks }),
    ).toMatchObject({
      code: 422,
      message: expect.stringContaining(
        'webhooks[0].matchConditions[0].expression: Invalid value: "params.a": compilation failed: ERROR: <input>:1:1: undeclared reference to \'params\'',
      ) as string,
    });
  });
});

describe('a connection', () => {
  it('is refused by a webhook that is asked about it', () => {
    const rules = [{ operations: ['CONNECT'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods/exec'] }];
    const matchConditions = [
      { name: 'c', expression: 'object.command == ["sh"] && request.kind.kind == "PodExecOptions"' },
    ];
    configure('Validating', 'exec.example.com', '/always-deny', { rules, matchConditions, objectSelector: {} });
    const pods = JSON.parse(
      cluster.observe({ method: 'GET', url: '/api/v1/namespaces/default/pods', headers: {} }).body,
    ) as { items: readonly { metadata: { name: string } }[] };
    const exec = `/api/v1/namespaces/default/pods/${pods.items[0]?.metadata.name}/exec?container=webhook&stdout=true`;
    expect(ask('POST', `${exec}&command=sh`)).toMatchObject({
      code: 400,
      message: 'admission webhook "exec.example.com" denied the request: this webhook denies all requests',
    });
    expect(ask('POST', `${exec}&command=ls`).message ?? '').not.toContain('webhook');
  });
});
