import type { CustomResourceDefinition } from '../../api/customresourcedefinition/index.ts';
import type { ApiObject } from '../../apimachinery/index.ts';
import { RawBody } from '../raw-body.ts';
import type { TestServer } from './test-server.ts';

const GROUP = { group: 'apiextensions.k8s.io', version: 'v1' } as const;
const DEFINITIONS = 'customresourcedefinitions';

/** The CronTab of Kubernetes' documentation, with another schema for its spec, or other versions. */
export function cronTab(spec: object, more: object = {}): object {
  const properties = { spec: { type: 'object', ...spec }, status: STATUS };
  const version = { name: 'v1', served: true, storage: true, schema: schemaOf(properties) };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'crontabs.stable.example.com' },
    spec: {
      group: 'stable.example.com',
      scope: 'Namespaced',
      names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', shortNames: ['ct'] },
      versions: [{ ...version, ...more }],
    },
  };
}

const STATUS = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export function schemaOf(properties: object): object {
  return { openAPIV3Schema: { type: 'object', properties } };
}

/** Creates the definition and waits until its objects are served. */
export function define(server: TestServer, crd: object): CustomResourceDefinition {
  const created = server.create(DEFINITIONS, crd, GROUP);
  server.advance(1_000_000);
  return definition(server, created.metadata.name);
}

export function definition(server: TestServer, name = 'crontabs.stable.example.com'): CustomResourceDefinition {
  return server.get(DEFINITIONS, undefined, name, GROUP) as CustomResourceDefinition;
}

export function redefine(server: TestServer, crd: ApiObject): CustomResourceDefinition {
  server.update(DEFINITIONS, crd, GROUP);
  server.advance(1_000_000);
  return definition(server, crd.metadata.name);
}

const CRON_TABS = { group: 'stable.example.com', version: 'v1', resource: 'crontabs', namespace: 'default' } as const;

/** Creates a CronTab as kubectl would: over HTTP, with unknown fields refused. */
export function createCronTab(server: TestServer, spec: unknown, more: object = {}): ApiObject {
  const document = { apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'my' }, spec, ...more };
  const body = new RawBody(JSON.stringify(document), 'application/json');
  return server.object({ ...CRON_TABS, verb: 'create', options: { fieldValidation: 'Strict' }, body });
}

export function getCronTab(server: TestServer, version = 'v1', name = 'my'): ApiObject {
  return server.object({ ...CRON_TABS, version, verb: 'get', name });
}

/** Replaces the spec of what is there. */
export function updateCronTab(server: TestServer, spec: unknown): ApiObject {
  const old = getCronTab(server);
  const body = new RawBody(JSON.stringify({ ...old, spec }), 'application/json');
  return server.object({ ...CRON_TABS, verb: 'update', name: 'my', body });
}
