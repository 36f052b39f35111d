import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../worker/create-cluster.ts';
import { serveCluster } from './http-server.ts';
import { pace } from './pacer.ts';

const run = promisify(execFile);
const KUBECTL = process.env['KUBECTL'] ?? 'kubectl';
const missing = spawnSync(KUBECTL, ['version', '--client']).status !== 0;
const GUESTBOOK = fileURLToPath(new URL('../../../shared/corpus/kubernetes-examples/web/guestbook', import.meta.url));

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.25'}]}
`;

/** A program nobody here wrote, against the engine. Where there is no kubectl, it is skipped. */
describe.skipIf(missing)('the real kubectl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-kubectl-'));
  let server: Server;
  let stop: () => void;
  let address: string;

  beforeAll(async () => {
    const { cluster } = createCluster({ seed: 1, workers: 3, epoch: Date.now() * 1000 });
    const fail = (error: unknown) => {
      throw error;
    };
    stop = pace(cluster, 20, fail);
    server = serveCluster(cluster, fail);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    address = typeof at === 'object' && at ? `http://127.0.0.1:${at.port}` : '';
    writeFileSync(join(folder, 'web.yaml'), WEB);
  });

  afterAll(() => {
    stop();
    server.closeAllConnections();
    server.close();
  });

  /** Standard output, without trailing spaces; a failure is told with what kubectl said. */
  const kubectl = async (line: string) => {
    const args = [
      '--server',
      address,
      '--kubeconfig',
      '/dev/null',
      '--cache-dir',
      join(folder, 'cache'),
      ...line.split(' '),
    ];
    const { stdout } = await run(KUBECTL, args, { cwd: folder, timeout: 60_000 });
    return stdout.trim();
  };

  it('sees the nodes', async () => {
    const nodes = await kubectl(
      'get nodes --no-headers -o custom-columns=N:.metadata.name,V:.status.nodeInfo.kubeletVersion',
    );
    expect(nodes.split(/\s+/)).toEqual(expect.arrayContaining(['control-plane-1', 'worker-1', 'worker-3', 'v1.36.0']));
  });

  it('applies, waits for a rollout, rolls another image, looks at the history and undoes it', async () => {
    expect(await kubectl('apply -f web.yaml')).toBe('deployment.apps/web created');
    expect(await kubectl('apply -f web.yaml')).toBe('deployment.apps/web unchanged');
    expect(await kubectl('rollout status deploy/web --timeout=60s')).toMatch(
      /deployment "web" successfully rolled out$/,
    );
    expect(await kubectl('get deploy web --no-headers')).toMatch(/^web +3\/3 +3 +3 +\d+[sm]/);
    expect(await kubectl('set image deploy/web web=nginx:1.26')).toBe('deployment.apps/web image updated');
    await kubectl('rollout status deploy/web --timeout=60s');
    expect(await kubectl('rollout history deploy/web')).toMatch(/REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>/);
    expect(await kubectl('rollout undo deploy/web')).toBe('deployment.apps/web rolled back');
    await kubectl('rollout status deploy/web --timeout=60s');
    expect(await kubectl('get deploy web -o jsonpath={.spec.template.spec.containers[0].image}')).toBe('nginx:1.25');
  });

  it('is told why not, in the words it would hear elsewhere', async () => {
    const refused = (line: string) =>
      kubectl(line).then(
        () => '',
        (error: { stderr: string }) => error.stderr.trim(),
      );
    expect(await refused('get pods nope')).toBe('Error from server (NotFound): pods "nope" not found');
    expect(await refused('get pood')).toBe('error: the server doesn\'t have a resource type "pood"');
    writeFileSync(
      join(folder, 'bad.yaml'),
      WEB.replace('replicas: 3', 'replicas: -1').replace('name: web, labels', 'name: bad, labels'),
    );
    expect(await refused('apply -f bad.yaml')).toBe(
      'The Deployment "bad" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  it.skipIf(!existsSync(GUESTBOOK))('applies the guestbook as it is published, and takes it away again', async () => {
    expect((await kubectl(`apply -f ${GUESTBOOK}`)).split('\n').every((line) => line.endsWith(' created'))).toBe(true);
    await kubectl('wait --for=condition=Available deploy/frontend --timeout=60s');
    expect(await kubectl('get pods -l tier=frontend --no-headers')).toMatch(/^(frontend-\S+ +1\/1 +Running .*\n?){3}$/);
    await kubectl(`delete -f ${GUESTBOOK} --timeout=60s`);
    expect(await kubectl('get pods -l app=guestbook -o name --field-selector=status.phase=Pending')).toBe('');
  });
});
