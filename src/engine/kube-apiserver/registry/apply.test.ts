import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiObject, Status } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';
import { RawBody } from '../raw-body.ts';
import { SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const configMap = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
const web = (replicas: number | undefined, image = 'nginx', ports: object[] = []) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image, ...(ports.length > 0 && { ports }) }] },
    },
  },
});

const request = (
  config: { readonly kind: string; readonly metadata: { readonly name: string }; readonly [field: string]: unknown },
  fieldManager: string,
  rest: Partial<ApiRequest> = {},
) => {
  const { options, ...others } = rest;
  return {
    verb: 'patch' as const,
    ...(config.kind === 'Deployment' ? { group: 'apps', resource: 'deployments' } : { resource: 'configmaps' }),
    namespace: 'default',
    name: config.metadata.name,
    patchType: 'application/apply-patch+yaml' as const,
    body: new RawBody(JSON.stringify(config), 'application/json'),
    ...others,
    options: { ...(fieldManager !== '' && { fieldManager }), ...options },
  };
};
const apply = (...asked: Parameters<typeof request>): ApiObject => server.object(request(...asked));
const refused = (...asked: Parameters<typeof request>): Status => server.ask(request(...asked)).body as Status;
const withData = (object: ApiObject, data: object): ApiObject => ({ ...object, data }) as ApiObject;
const managers = ({ metadata }: ApiObject) =>
  (metadata.managedFields ?? []).map(({ manager, operation, subresource }) =>
    [manager, operation, ...(subresource === undefined ? [] : [subresource])].join(' '),
  );
const fieldsOf = ({ metadata }: ApiObject, manager: string) =>
  metadata.managedFields?.find((entry) => entry.manager === manager)?.fieldsV1;

describe('apply', () => {
  it('makes what is not there, and changes what is', () => {
    expect(server.ask(request(configMap({ a: '1' }), 'one')).code).toBe(201);
    const { code, body } = server.ask(request(configMap({ b: '2' }), 'two'));
    expect(code).toBe(200);
    expect(body).toMatchObject({ data: { a: '1', b: '2' } });
    expect(managers(body as ApiObject)).toEqual(['one Apply', 'two Apply']);
  });

  it('takes away what its author no longer says', () => {
    apply(configMap({ a: '1', b: '2' }), 'one');
    expect(apply(configMap({ b: '2' }), 'one')).toMatchObject({ data: { b: '2' } });
    expect((apply(configMap({}), 'one') as { data?: object }).data).toBeUndefined();
  });

  it('refuses to take a field from another, and by force takes it', () => {
    apply(web(1), 'one');
    const { code, reason, message, details } = refused(web(2, 'httpd'), 'two');
    expect({ code, reason }).toEqual({ code: 409, reason: 'Conflict' });
    expect(message).toBe(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.replicas\n- .spec.template.spec.containers[name="c"].image',
    );
    expect(details?.causes).toContainEqual({
      reason: 'FieldManagerConflict',
      message: 'conflict with "one"',
      field: '.spec.replicas',
    });
    const forced = apply(web(2, 'httpd'), 'two', { options: { force: true } });
    expect(forced).toMatchObject({ spec: { replicas: 2 } });
    expect(JSON.stringify(fieldsOf(forced, 'one'))).not.toContain('replicas');
    expect(apply({ ...web(undefined, 'httpd') }, 'one')).toMatchObject({ spec: { replicas: 2 } });
  });

  it('merges lists by their keys', () => {
    apply(web(1, 'nginx', [{ containerPort: 80 }]), 'one');
    const both = apply(web(1, 'nginx', [{ containerPort: 80, protocol: 'UDP' }]), 'two');
    expect(both).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                ports: [
                  { containerPort: 80, protocol: 'TCP' },
                  { containerPort: 80, protocol: 'UDP' },
                ],
              },
            ],
          },
        },
      },
    });
  });

  it('again is no write', () => {
    const made = apply(configMap({ a: '1' }), 'one');
    server.advance(10 * SECOND);
    expect(apply(configMap({ a: '1' }), 'one')).toEqual(made);
  });

  it('needs a manager, and a name that fits', () => {
    expect(refused(configMap({}), '').message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
    expect(refused(configMap({}), 'x'.repeat(129))).toMatchObject({
      code: 422,
      message: expect.stringContaining('fieldManager: Too long: may not be more than 128 bytes') as string,
    });
    expect(refused({ ...configMap({}), metadata: { name: 'b' } }, 'one', { name: 'a' }).message).toBe(
      'the name of the object (b) does not match the name on the URL (a)',
    );
  });

  it('says what the schema does not know, and what is no quantity', () => {
    expect(refused({ ...configMap({}), spec: {} }, 'one').message).toBe(
      'failed to create typed patch object (/a; /v1, Kind=ConfigMap): .spec: field not declared in schema',
    );
  });

  it('as a dry run stores nothing', () => {
    const { code } = server.ask(request(configMap({ a: '1' }), 'one', { options: { dryRun: ['All'] } }));
    expect(code).toBe(201);
    expect(() => server.get('configmaps', 'default', 'a')).toThrow('not found');
  });

  it('of a status owns the status, and cannot make the object', () => {
    apply(web(1), 'one');
    const status = { ...web(1), spec: undefined, status: { replicas: 3 } };
    const made = apply(status, 'two', { subresource: 'status' });
    expect(made).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 3 } });
    expect(managers(made)).toEqual(['one Apply', 'two Apply status']);
    expect(refused({ ...web(1), metadata: { name: 'none' } }, 'two', { subresource: 'status' }).code).toBe(404);
  });
});

describe('writes', () => {
  it('give their fields to who made them: the manager named, or the program', () => {
    const body = configMap({ a: '1' });
    const created = server.create('configmaps', body, {
      namespace: 'default',
      options: { fieldManager: 'kubectl-create' },
    });
    expect(created.metadata.managedFields).toMatchObject([
      {
        manager: 'kubectl-create',
        operation: 'Update',
        apiVersion: 'v1',
        fieldsV1: { 'f:data': { '.': {}, 'f:a': {} } },
      },
    ]);
    const updated = server.update('configmaps', withData(created, { a: '2' }), { userAgent: 'curl/8.1' });
    expect(updated.metadata.managedFields).toMatchObject([
      { manager: 'curl', fieldsV1: { 'f:data': { 'f:a': {} } } },
      { manager: 'kubectl-create', fieldsV1: { 'f:data': {} } },
    ]);
  });

  it('of a Deployment look as they do in a real cluster', () => {
    const created = server.create('deployments', web(1), { group: 'apps', namespace: 'default' });
    expect(fieldsOf(created, 'test')).toEqual({
      'f:spec': {
        'f:progressDeadlineSeconds': {},
        'f:replicas': {},
        'f:revisionHistoryLimit': {},
        'f:selector': {},
        'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} }, 'f:type': {} },
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"c"}': {
                '.': {},
                'f:image': {},
                'f:imagePullPolicy': {},
                'f:name': {},
                'f:resources': {},
                'f:terminationMessagePath': {},
                'f:terminationMessagePolicy': {},
              },
            },
            'f:dnsPolicy': {},
            'f:restartPolicy': {},
            'f:schedulerName': {},
            'f:securityContext': {},
            'f:terminationGracePeriodSeconds': {},
          },
        },
      },
    });
  });

  it('of a status are an entry of their own', () => {
    const created = server.create('deployments', web(1), { group: 'apps', namespace: 'default' });
    const body = { ...created, status: { replicas: 1 } } as ApiObject;
    const updated = server.update('deployments', body, { group: 'apps', subresource: 'status' });
    expect(managers(updated)).toEqual(['test Update', 'test Update status']);
    expect(updated.metadata.managedFields?.[1]?.fieldsV1).toEqual({ 'f:status': { 'f:replicas': {} } });
  });

  it('through a Scale give away the replicas', () => {
    apply(web(1), 'one');
    const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' }, spec: { replicas: 4 } };
    const asked = {
      verb: 'update',
      group: 'apps',
      resource: 'deployments',
      namespace: 'default',
      name: 'web',
    } as const;
    expect(server.ask({ ...asked, subresource: 'scale', body: scale, userAgent: 'hpa/v1' }).code).toBe(200);
    const scaled = server.get('deployments', 'default', 'web', { group: 'apps' });
    expect(managers(scaled)).toEqual(['one Apply', 'hpa Update scale']);
    expect(fieldsOf(scaled, 'hpa')).toEqual({ 'f:spec': { 'f:replicas': {} } });
    expect(refused(web(1), 'one').message).toBe(
      'Apply failed with 1 conflict: conflict with "hpa" with subresource "scale" using apps/v1: .spec.replicas',
    );
    expect(apply(web(undefined), 'one')).toMatchObject({ spec: { replicas: 4 } });
  });

  it('forget who manages what when asked to', () => {
    apply(configMap({ a: '1' }), 'one');
    const patched = server.object({
      ...request(configMap({}), 'two'),
      patchType: 'application/merge-patch+json',
      body: { metadata: { managedFields: [] } },
    });
    expect(patched.metadata.managedFields).toBeUndefined();
    expect(managers(apply(configMap({ b: '1' }), 'two'))).toEqual(['two Apply', 'before-first-apply Update']);
  });

  it('are refused when they say nonsense about who manages what', () => {
    const metadata = { name: 'a', managedFields: [{ manager: 'x', operation: 'Delete', fieldsType: 'FieldsV1' }] };
    const body = new RawBody(JSON.stringify({ ...configMap({}), metadata }), 'application/json');
    const asked = { verb: 'create', resource: 'configmaps', namespace: 'default', body } as const;
    expect((server.ask(asked).body as Status).message).toBe(
      'ConfigMap "" is invalid: metadata.managedFields[0].operation: Invalid value: "Delete": must be `Apply` or `Update`',
    );
  });

  it('that change nothing make no revision', () => {
    const created = server.create('configmaps', configMap({ a: '1' }), { namespace: 'default' });
    const { revision } = server.disk.store;
    server.advance(10 * SECOND);
    server.update('configmaps', created, { userAgent: 'other/1' });
    expect(server.disk.store.revision).toBe(revision);
  });
});
