import { describe, expect, it } from 'vitest';
import { kubectl } from './main.ts';
import { DISCOVERY, worldOf, type WorldOptions } from './testing/world.ts';

async function run(line: string, options: WorldOptions = {}) {
  const told = worldOf({ answers: DISCOVERY, ...options });
  const code = await kubectl(line.split(' '), told.world);
  return { code, out: told.out(), err: told.err(), requests: told.requests };
}

const status = (code: number, body: object) => ({
  respond: () => ({
    status: code,
    headers: {},
    body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, ...body }),
  }),
});

describe('kubectl ends', () => {
  it('with the code 1 and a word about a command that there is not', async () => {
    expect(await run('frobnicate')).toMatchObject({
      code: 1,
      err: 'error: unknown command "frobnicate" for "kubectl"\n',
    });
  });

  it('with where to read more about a flag', async () => {
    const { err } = await run('version --frob');
    expect(err).toBe("error: unknown flag: --frob\nSee 'kubectl version --help' for usage.\n");
  });

  it('with the reason that the server gave', async () => {
    const { err, code } = await run('auth whoami', status(403, { reason: 'Forbidden', message: 'no' }));
    expect([err, code]).toEqual(['Error from server (Forbidden): no\n', 1]);
  });

  it('with each cause of an invalid object on a line of its own', async () => {
    const causes = [
      { field: 'spec.a', message: 'Required value' },
      { field: 'spec.b', message: 'Invalid value: 1' },
    ];
    const details = { kind: 'Pod', name: 'x', causes };
    const { err } = await run('auth whoami', status(422, { reason: 'Invalid', message: 'm', details }));
    expect(err).toBe('The Pod "x" is invalid: \n* spec.a: Required value\n* spec.b: Invalid value: 1\n');
  });

  it('with the host that refused', async () => {
    const refuse = () => Promise.reject(new Error('dial tcp 127.0.0.1:8080: connect: connection refused'));
    const { err } = await run('auth whoami', { respond: refuse });
    expect(err).toBe(
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n',
    );
  });

  it('with an error where warnings count as such', async () => {
    const warned = () => ({ status: 200, headers: { warning: '299 - "old"' }, body: '{"status":{}}' });
    const { err, code } = await run('auth whoami --warnings-as-errors', { respond: warned });
    expect([err, code]).toEqual(['Warning: old\nerror: 1 warning received\n', 1]);
  });
});

describe('a request says', () => {
  const answers = { ...DISCOVERY, '/apis/authentication.k8s.io/v1/selfsubjectreviews': {} };
  const headersOf = async (line: string, options: WorldOptions = {}) =>
    (await run(line, { answers, ...options })).requests[0]!.headers;

  it('whom to be', async () => {
    expect(await headersOf('auth whoami --as bob --as-group a --as-group b')).toMatchObject({
      'impersonate-user': 'bob',
      'impersonate-group': 'a, b',
    });
  });

  it('the token of the kubeconfig, unless a flag gives another', async () => {
    const config = `contexts: [{name: c, context: {cluster: k, user: u}}]\nclusters: [{name: k, cluster: {server: 'https://x'}}]\nusers: [{name: u, user: {token: kept}}]\ncurrent-context: c\n`;
    const files = { '/home/user/.kube/config': config };
    expect((await headersOf('auth whoami', { files }))['authorization']).toBe('Bearer kept');
    expect((await headersOf('auth whoami --token given', { files }))['authorization']).toBe('Bearer given');
  });
});

describe('help', () => {
  it('has the shape of kubectl', async () => {
    const { out, code } = await run('api-versions --help');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Print the supported API versions.*\n\nExamples:\n {2}# .*\n {2}kubectl api-versions\n\nUsage:\n {2}kubectl api-versions \[options\]\n\nUse "kubectl options"/,
    );
  });
});
