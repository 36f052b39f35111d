import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { kindForObject } from '../engine/api/index.ts';
import { formatHttp, parseHttp, type HttpRequestData } from '../engine/kube-apiserver/index.ts';
import { TestServer } from '../engine/kube-apiserver/testing/test-server.ts';
import { SECOND, SeededRandom, type Random } from '../engine/sim/index.ts';
import { mutate, mutateBytes, mutateText, pick, written } from './testing/mutations.ts';
import { yaml } from './yaml.ts';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
if (!existsSync(CORPUS)) console.log('skipped: there is no corpus of manifests beside the project');

interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

const REQUESTS = 10_000;
const PATIENCE_MS = 900_000;
const ADMIN = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

/** What a real server, too, answers with 500 and more. */
const SERVER_ERRORS: readonly RegExp[] = [/resourceVersion should not be set on objects to be created/];

const QUERIES = [
  'dryRun=All',
  'dryRun=Some',
  'fieldValidation=Strict',
  'fieldValidation=Never',
  'limit=-1',
  'limit=99999999999999999999',
  'continue=%00%ff',
  'continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiLi4vIn0',
  'resourceVersion=-5',
  'resourceVersion=abc',
  'resourceVersionMatch=Exact',
  'labelSelector=%3D%3D%3D',
  'labelSelector=a%20in%20(',
  'fieldSelector=__proto__%3Dx',
  'fieldManager=%00',
  'force=maybe',
  'pretty=%E0%A4%A',
  'gracePeriodSeconds=1e9',
  'propagationPolicy=Sideways',
  'timeoutSeconds=x',
];
const TYPES = [
  'application/json',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/vnd.kubernetes.protobuf',
  'text/html',
  'application/xml; charset=utf-8',
  '',
];
const ACCEPTS = [
  'application/json',
  '*/*',
  'application/json;as=Table;g=meta.k8s.io;v=v1',
  'application/yaml',
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
  'application/vnd.kubernetes.protobuf',
  ';;;',
];

function manifests(folder: string): Manifest[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => {
      if (statSync(path).isDirectory()) return manifests(path);
      return /\.ya?ml$/.test(path) ? (loadAll(readFileSync(path, 'utf8')) as Manifest[]) : [];
    })
    .filter((one) => one?.kind !== undefined);
}

/** A request made of a manifest, with something wrong in one place or several. */
function malformed(manifest: Manifest, random: Random): HttpRequestData {
  const kind = kindForObject(manifest.apiVersion ?? '', manifest.kind ?? '');
  const root = kind && kind.group !== '' ? `/apis/${kind.group}/${kind.version}` : '/api/v1';
  const namespaced = kind?.namespaced === true ? '/namespaces/default' : '';
  const method = pick(random, ['POST', 'POST', 'POST', 'PUT', 'PATCH', 'PATCH', 'DELETE', 'GET']);
  const name = method === 'POST' ? '' : `/${manifest.metadata?.name ?? 'x'}`;
  const subresource = name !== '' && random.chance(0.1) ? pick(random, ['/status', '/scale', '/nope', '/binding']) : '';
  let document: unknown = manifest;
  for (let times = 1 + random.int(3); times > 0; times--) document = mutate(document, random);
  let body = written(document, random);
  if (random.chance(0.2)) body = mutateText(body, random);
  let type = method === 'PATCH' ? pick(random, TYPES.slice(2, 6)) : 'application/json';
  if (random.chance(0.1)) type = pick(random, TYPES);
  if (type === 'application/vnd.kubernetes.protobuf') body = mutateBytes(random);
  const queries = Array.from({ length: random.int(3) }, () => pick(random, QUERIES)).join('&');
  const path = `${root}${namespaced}/${kind?.resource ?? 'widgets'}${name}${subresource}`;
  const headers = { 'content-type': type, accept: pick(random, random.chance(0.8) ? ACCEPTS.slice(0, 1) : ACCEPTS) };
  return { method, url: queries === '' ? path : `${path}?${queries}`, headers, ...(method !== 'GET' && { body }) };
}

/** One exchange, all the way in and out. */
function exchange(server: TestServer, http: HttpRequestData): { readonly status: number; readonly body: string } {
  const parsed = parseHttp(http, ADMIN, yaml);
  if ('response' in parsed) return parsed.response;
  const { request, format } = parsed;
  return formatHttp('path' in request ? server.api.observePath(request) : server.ask(request), format);
}

/** With a service account for pods, when everything that a server writes at its start is written. */
function freshServer(): TestServer {
  const server = new TestServer();
  server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
  server.advance(30 * SECOND);
  return server;
}

describe.skipIf(!existsSync(CORPUS))('malformed requests', () => {
  it(
    'are refused without a crash, without a 5xx, and without a trace in the store',
    () => {
      const documents = manifests(CORPUS);
      const random = new SeededRandom(1, 'fuzz');
      let server = new TestServer();
      server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
      const wrong: string[] = [];
      const codes = new Map<number, number>();
      for (let i = 0; i < REQUESTS; i++) {
        const http = malformed(pick(random, documents), random);
        const told = `${http.method} ${http.url} ${http.headers['content-type']} ${http.body?.slice(0, 2000)}`;
        const before = server.disk.store.revision;
        try {
          const { status, body } = exchange(server, http);
          // What the server does of its own after a write, such as an address for a Service, is not the next request's doing.
          if (status < 300 && http.method !== 'GET') server.advance(2 * SECOND);
          codes.set(status, (codes.get(status) ?? 0) + 1);
          if (status >= 500 && !SERVER_ERRORS.some((known) => known.test(body))) wrong.push(`${told}\n→ ${body}`);
          if (status >= 400 && server.disk.store.revision !== before)
            wrong.push(`${told}\n→ changed the store: ${body}`);
        } catch (error) {
          wrong.push(`${told}\n→ ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
          server = freshServer();
        }
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      // The mixture is one of refusals and of requests that turned out to be in order.
      expect(codes.get(201) ?? 0).toBeGreaterThan(100);
      expect((codes.get(400) ?? 0) + (codes.get(422) ?? 0)).toBeGreaterThan(REQUESTS / 4);
    },
    PATIENCE_MS,
  );
});
