import type { HttpRequest, HttpResponse } from '../../protocol/index.ts';
import { bytesOf } from '../../engine/apimachinery/index.ts';
import type { Files, Input, World } from '../world.ts';

/** A world in memory: what it was told, and a server that answers what a test says. */
export interface Told {
  readonly world: World;
  readonly requests: HttpRequest[];
  readonly out: () => string;
  readonly err: () => string;
}

export interface WorldOptions {
  /** By path without its query. What is not here is not found. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly respond?: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function worldOf({ answers = {}, respond, files = {}, stdin = '', env = {} }: WorldOptions = {}): Told {
  const requests: HttpRequest[] = [];
  let [out, err] = ['', ''];
  const answer = respond ?? ((request: HttpRequest) => answerOf(answers, request));
  const world: World = {
    transport: {
      fetch: async (request) => {
        requests.push(request);
        return answer(request);
      },
      connect: () => ({ send: () => undefined, cancel: () => undefined }),
    },
    stdin: inputOf(stdin),
    stdout: { tty: false, write: (text) => (out += text), writeBytes: (bytes) => (out += bytes) },
    stderr: { tty: false, write: (text) => (err += text), writeBytes: (bytes) => (err += bytes) },
    files: filesOf(files),
    env: { HOME: '/home/user', ...env },
    cwd: '/home/user',
    now: () => 0,
    sleep: () => Promise.resolve(),
    signal: new AbortController().signal,
    random: () => 0,
  };
  return { world, requests, out: () => out, err: () => err };
}

function answerOf(answers: Readonly<Record<string, unknown>>, { url }: HttpRequest): HttpResponse {
  const path = url.split('?')[0]!;
  const headers = { 'content-type': 'application/json' };
  if (Object.hasOwn(answers, path)) return { status: 200, headers, body: JSON.stringify(answers[path]) };
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' };
}

function inputOf(text: string): Input {
  let rest: string | undefined = text === '' ? undefined : bytesOf(text);
  return {
    tty: false,
    read: () => {
      const now = rest;
      rest = undefined;
      return Promise.resolve(now);
    },
  };
}

/** Files by their absolute paths; directories are what paths imply. */
export function filesOf(initial: Readonly<Record<string, string>>): Files {
  const files = new Map(Object.entries(initial).map(([path, text]) => [path, bytesOf(text)]));
  const below = (path: string) => [...files.keys()].filter((name) => name.startsWith(`${path}/`));
  return {
    read: async (path) => files.get(path),
    write: async (path, bytes) => void files.set(path, bytes),
    stat: async (path) => {
      const file = files.get(path);
      if (file === undefined && below(path).length === 0) return undefined;
      return { directory: file === undefined, size: file?.length ?? 0, mode: 0o644, modified: 0 };
    },
    list: async (path) => {
      const names = below(path).map((name) => name.slice(path.length + 1).split('/')[0]!);
      return names.length === 0 ? undefined : [...new Set(names)].sort();
    },
    makeDirectory: async () => undefined,
    remove: async (path) => void files.delete(path),
  };
}

function discoveryOf(core: boolean): unknown {
  const kind = (
    group: string,
    resource: string,
    name: string,
    namespaced: boolean,
    shortNames: string[],
    more = {},
  ) => ({
    resource,
    responseKind: { group, version: 'v1', kind: name },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: name.toLowerCase(),
    verbs: ['create', 'delete', 'get', 'list'],
    shortNames,
    ...more,
  });
  const all = { categories: ['all'] };
  const items = core
    ? [
        {
          metadata: { name: '' },
          versions: [
            {
              version: 'v1',
              resources: [
                kind('', 'events', 'Event', true, ['ev']),
                kind('', 'namespaces', 'Namespace', false, ['ns']),
                kind('', 'nodes', 'Node', false, ['no']),
                kind('', 'pods', 'Pod', true, ['po'], { ...all, subresources: [{ subresource: 'log' }] }),
                kind('', 'services', 'Service', true, ['svc'], all),
              ],
            },
          ],
        },
      ]
    : [
        {
          metadata: { name: 'apps' },
          versions: [{ version: 'v1', resources: [kind('apps', 'deployments', 'Deployment', true, ['deploy'], all)] }],
        },
        {
          metadata: { name: 'events.k8s.io' },
          versions: [{ version: 'v1', resources: [kind('events.k8s.io', 'events', 'Event', true, ['ev'])] }],
        },
      ];
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items };
}

/** What a small server serves. */
export const DISCOVERY = { '/api': discoveryOf(true), '/apis': discoveryOf(false) };
