import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../protocol/index.ts';
import type { Output, World } from '../world.ts';
import { complete } from './index.ts';

const RESOURCES = [
  ['', 'v1', 'pods', 'Pod', true, ['po']],
  ['', 'v1', 'services', 'Service', true, ['svc']],
  ['', 'v1', 'nodes', 'Node', false, ['no']],
  ['', 'v1', 'namespaces', 'Namespace', false, ['ns']],
  ['apps', 'v1', 'deployments', 'Deployment', true, ['deploy']],
] as const;

function discovery(core: boolean): string {
  const groups = core ? [''] : ['apps'];
  const items = groups.map((name) => ({
    metadata: { name },
    versions: [
      {
        version: 'v1',
        resources: RESOURCES.filter(([group]) => group === name).map(
          ([group, version, resource, kind, namespaced, shortNames]) => ({
            resource,
            responseKind: { group, version, kind },
            scope: namespaced ? 'Namespaced' : 'Cluster',
            singularResource: kind.toLowerCase(),
            verbs: ['get', 'list'],
            shortNames,
          }),
        ),
      },
    ],
  }));
  return JSON.stringify({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items });
}

const POD = JSON.stringify({
  spec: { initContainers: [{ name: 'wait' }], containers: [{ name: 'web' }, { name: 'log' }] },
});

function answer({ url }: HttpRequest): HttpResponse {
  const headers = { 'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };
  const path = url.split('?')[0];
  if (path === '/api' || path === '/apis') return { status: 200, headers, body: discovery(path === '/api') };
  const found = path === '/api/v1/namespaces/default/pods/web-1';
  return { status: found ? 200 : 404, headers: { 'content-type': 'application/json' }, body: found ? POD : '{}' };
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'pods/default': ['web-1', 'web-2', 'db'],
  'pods/kube-system': ['dns'],
  'nodes/': ['worker-1', 'worker-2'],
  'namespaces/': ['default', 'kube-system'],
  'deployments/default': ['web'],
};
const SILENT: Output = { tty: false, write: () => undefined, writeBytes: () => undefined };

async function after(line: string): Promise<readonly string[] | 'files'> {
  const words = line.split(' ');
  const world: World = {
    transport: {
      fetch: async (request) => answer(request),
      connect: () => ({ send: () => undefined, cancel: () => undefined }),
    },
    stdin: { tty: false, read: async () => undefined },
    stdout: SILENT,
    stderr: SILENT,
    files: {
      read: async () => undefined,
      write: async () => undefined,
      stat: async () => undefined,
      list: async () => undefined,
      makeDirectory: async () => undefined,
      remove: async () => undefined,
    },
    env: { HOME: '/home/user' },
    cwd: '/home/user',
    now: () => 0,
    sleep: () => Promise.resolve(),
    signal: new AbortController().signal,
    random: () => 0,
  };
  const names = async ({ resource }: { readonly resource: string }, namespace: string) =>
    NAMES[`${resource}/${namespace}`] ?? [];
  const found = await complete(words.slice(0, -1), words.at(-1)!, { world, names });
  return found === 'files' ? found : found.map(({ text }) => text);
}

describe('a kubectl command line goes on', () => {
  it.each([
    ['des', ['describe']],
    ['-n kube-system get po', ['pods']],
    ['create dep', ['deployment']],
    ['get de', ['deployments']],
    ['get pods,se', ['pods,services']],
    ['get pods w', ['web-1', 'web-2']],
    ['get po web-1 w', ['web-2']],
    ['get pods/we', ['pods/web-1', 'pods/web-2']],
    ['-n kube-system describe pod ', ['dns']],
    ['get pods -n kube', ['kube-system']],
    ['get pods --namespace=kube', ['--namespace=kube-system']],
    ['get pods -n kube-system ', ['dns']],
    ['get pods -o ya', ['yaml']],
    ['get pods --output=ya', ['--output=yaml']],
    ['get --all-n', ['--all-namespaces']],
    ['get --field', ['--field-selector=']],
    ['nonsense po', []],
    ['get nonsense w', []],
  ])('%s', async (line, wanted) => expect(await after(line)).toEqual(wanted));

  it('names files where a file is meant', async () => {
    expect(await after('apply -f ex')).toBe('files');
    expect(await after('create -f ')).toBe('files');
  });
});
