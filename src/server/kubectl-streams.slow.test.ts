import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../worker/create-cluster.ts';
import { serveCluster } from './http-server.ts';
import { pace } from './pacer.ts';

const DEFAULT = process.env['KUBECTL'] ?? 'kubectl';
/** One that speaks SPDY alone, and one that tunnels it through a WebSocket; wherever they are installed. */
const KUBECTLS = [
  ...['27', '30', '31', '33'].map((minor) => `/usr/lib/google-cloud-sdk/bin/kubectl.1.${minor}`).filter(existsSync),
  ...(spawnSync(DEFAULT, ['version', '--client']).status === 0 ? [DEFAULT] : []),
];

const busybox = (name: string, ...command: string[]) => ({ name, image: 'busybox', command });
const pod = (name: string, ...containers: object[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers },
});
const PODS = [
  pod('web', { name: 'web', image: 'nginx:1.27' }),
  pod(
    'two',
    busybox('main', 'sh', '-c', 'echo started; while true; do sleep 2; echo tick; done'),
    busybox('side', 'sleep', 'infinity'),
  ),
  pod('crash', busybox('main', 'sh', '-c', 'echo last words; exit 3')),
];

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe.skipIf(KUBECTLS.length === 0)('the real kubectl, with what carries bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-streams-'));
  let server: Server;
  let stop: () => void;
  let address: string;

  beforeAll(async () => {
    const { cluster, fetch, advance } = createCluster({ seed: 1, workers: 2, epoch: Date.now() * 1000 });
    const fail = (error: unknown) => {
      throw error;
    };
    server = serveCluster(cluster, fail);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = `${address}/api/v1/namespaces/default/pods`;
    for (const made of PODS) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(made) }));
      expect(answer.status).toBe(201);
    }
    await advance('1m');
    stop = pace(cluster, 20, fail);
  });

  afterAll(() => {
    stop();
    server.closeAllConnections();
    server.close();
  });

  const argsOf = (line: readonly string[]) => {
    const own = ['--server', address, '--kubeconfig', '/dev/null', '--cache-dir', join(folder, 'cache')];
    // Behind `--` words belong to the command.
    const dashes = line.indexOf('--');
    return dashes < 0 ? [...line, ...own] : [...line.slice(0, dashes), ...own, ...line.slice(dashes)];
  };

  const run = (kubectl: string, line: readonly string[], input = '') =>
    new Promise<Result>((resolve) => {
      const child = execFile(kubectl, argsOf(line), { cwd: folder, timeout: 30_000 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err: err.trim() }),
      );
      child.stdin?.end(input);
    });

  describe.each(KUBECTLS)('%s', (kubectl) => {
    const sh = (script: string) => ['exec', 'web', '-c', 'web', '--', 'sh', '-c', script];

    it('reads logs: of a container, the last lines, of the one before, following', async () => {
      expect((await run(kubectl, ['logs', 'two', '-c', 'main', '--tail', '1'])).out).toBe('tick\n');
      expect((await run(kubectl, ['logs', 'crash', '--previous'])).out).toBe('last words\n');
      expect((await run(kubectl, ['logs', 'web', '--timestamps'])).out).toMatch(/^\d{4}-.*\.\d{9}Z \S/);
      expect((await run(kubectl, ['logs', 'two', '-c', 'no'])).err).toBe(
        'error: container no is not valid for pod two',
      );
      const child = spawn(kubectl, argsOf(['logs', '-f', 'two', '-c', 'main', '--tail', '1']));
      let text = '';
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text.length >= 'tick\n'.length * 4) resolve();
        });
      });
      child.kill();
      expect(text).toMatch(/^(tick\n){4,}$/);
    });

    it('executes: output, exit code, standard input, a shell, what is not there', async () => {
      expect(await run(kubectl, sh('echo out; echo err >&2; exit 3'))).toEqual({
        code: 3,
        out: 'out\n',
        err: 'err\ncommand terminated with exit code 3',
      });
      expect((await run(kubectl, ['exec', '-i', 'web', '--', 'cat'], 'héllo')).out).toBe('héllo');
      const shell = await run(kubectl, ['exec', '-it', 'web', '--', 'sh'], 'echo one\nhostname\nexit 4\n');
      expect(shell).toMatchObject({ code: 4, out: 'one\nweb\n' });
      expect(shell.err).toContain('Unable to use a TTY');
      expect((await run(kubectl, ['exec', 'web', '--', 'nothing'])).err).toMatch(
        /exec: "nothing": executable file not found in \$PATH$/,
      );
      expect((await run(kubectl, ['exec', 'crash', '--', 'ls'])).err).toMatch(/container not found \("main"\)$/);
    });

    it('copies files in and out', async () => {
      const content = 'a line\nand another, ünïcode\n';
      writeFileSync(join(folder, 'in'), content);
      const there = `/data/${kubectl.replaceAll('/', '')}`;
      expect((await run(kubectl, ['cp', 'in', `web:${there}`])).code).toBe(0);
      expect((await run(kubectl, sh(`cat ${there}`))).out).toBe(content);
      expect((await run(kubectl, ['cp', `web:${there}`, 'out'])).code).toBe(0);
      expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(content);
    });

    it('forwards a port, and tells why a connection failed', async () => {
      const child = spawn(kubectl, argsOf(['port-forward', 'web', ':80', ':81', '--address', '127.0.0.1']));
      let text = '';
      const told = (pattern: RegExp) =>
        new Promise<RegExpMatchArray>((resolve) => {
          const look = (chunk?: Buffer) => {
            text += chunk?.toString() ?? '';
            const match = text.match(pattern);
            if (match) resolve(match);
          };
          child.stdout.on('data', look);
          child.stderr.on('data', look);
          look();
        });
      const [, open, closed] = await told(/:(\d+) -> 80\n[^]*:(\d+) -> 81\n/);
      const page = await fetch(`http://127.0.0.1:${open}/`);
      expect(await page.text()).toContain('Welcome to nginx!');
      expect((await fetch(`http://127.0.0.1:${open}/nope`)).status).toBe(404);
      await expect(fetch(`http://127.0.0.1:${closed}/`)).rejects.toThrow();
      await told(
        /an error occurred forwarding \d+ -> 81: error forwarding port 81 to pod \S+, uid : failed to execute/,
      );
      child.kill();
    });

    it('runs a pod, talks to it and takes it away', async () => {
      const line = ['run', 'visitor', '-i', '--rm', '--quiet', '--image=busybox', '--restart=Never', '--', 'sh'];
      const visit = await run(kubectl, line, 'echo from inside; exit 5\n');
      expect(visit.out).toContain('from inside\n');
      expect(visit.code).toBe(5);
      expect((await run(kubectl, ['get', 'pod', 'visitor'])).err).toContain('NotFound');
    });

    it('debugs a pod with an ephemeral container', async () => {
      const line = ['debug', '-i', 'web', '--quiet', '--image=busybox', '--', 'sh'];
      expect((await run(kubectl, line, 'hostname; exit\n')).out).toContain('web\n');
    });

    it('asks a pod through the proxy subresource', async () => {
      const path = '/api/v1/namespaces/default/pods/web:80/proxy/';
      expect((await run(kubectl, ['get', '--raw', path])).out).toContain('Welcome to nginx!');
    });
  });
});
