import { expect, it } from 'vitest';
import { createCluster } from '../../../worker/create-cluster.ts';
import type { HttpRequest, HttpResponse } from '../../../protocol/index.ts';
import { applyObject } from './apply-object.ts';
import type { ApplyClient } from './client.ts';
import { RestMapper } from './rest-mapping.ts';

const openAPIV3Schema = {
  type: 'object',
  properties: { spec: { type: 'object', properties: { image: { type: 'string' }, size: { type: 'integer' } } } },
};
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
  },
};

it('finds a kind as soon as it is defined, and changes its objects in a way that the server knows', async () => {
  const cluster = createCluster({ seed: 1, workers: 1 });
  const ask = async ({ method, url, headers, body }: HttpRequest): Promise<HttpResponse> => {
    const init = { method, headers, ...(body !== undefined && { body }) } as RequestInit;
    const response = await cluster.fetch(new Request(`http://cluster${url}`, init));
    return { status: response.status, headers: {}, body: await response.text() };
  };
  const client = { fetch: ask, observe: ask } as ApplyClient;
  const mapper = new RestMapper(client);
  expect(await mapper.find('stable.example.com/v1', 'CronTab')).toBeUndefined();
  const headers = { 'content-type': 'application/json' };
  const url = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  await ask({ method: 'POST', url, headers, body: JSON.stringify(DEFINITION) });
  await cluster.advance('5s');
  const mapping = await mapper.find('stable.example.com/v1', 'CronTab');
  expect(mapping).toMatchObject({ resource: 'crontabs', namespaced: true, custom: true });
  const apply = (spec: object) => {
    const object = { apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'my' }, spec };
    return applyObject({ mapping: mapping!, namespace: 'default', name: 'my', object }, client, 'my.yaml');
  };
  expect(await apply({ image: 'a', size: 1 })).toMatchObject({ line: 'crontab.stable.example.com/my created' });
  expect(await apply({ image: 'b' })).toMatchObject({ line: 'crontab.stable.example.com/my configured' });
  const { body } = await ask({
    method: 'GET',
    url: '/apis/stable.example.com/v1/namespaces/default/crontabs/my',
    headers,
  });
  expect((JSON.parse(body) as { spec: unknown }).spec).toEqual({ image: 'b' });
});
