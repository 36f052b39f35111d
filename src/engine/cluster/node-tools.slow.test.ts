import { expect, test } from 'vitest';
import { ERROR, STDERR, STDOUT, textOf } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './cluster.ts';

function booted(): Cluster {
  const cluster = new Cluster({ seed: 7, workers: 1 });
  cluster.runUntilReady();
  return cluster;
}

/** What somebody who types this on a machine is shown. */
function type(cluster: Cluster, machine: string, line: string): { out: string; err: string; status: string } {
  const shown = { out: '', err: '', status: '' };
  let ended = false;
  cluster.connect(
    { method: 'CONNECT', url: `ssh://${machine}/?command=${encodeURIComponent(line)}`, headers: {} },
    {
      onMessage: (message) => {
        if (!('data' in message)) return;
        if (message.channel === STDOUT) shown.out += textOf(message.data);
        if (message.channel === STDERR) shown.err += textOf(message.data);
        if (message.channel === ERROR) shown.status = message.data;
      },
      onEnd: () => (ended = true),
    },
  );
  for (let i = 0; i < 60 && !ended; i++) cluster.advance(SECOND);
  return shown;
}

function post(cluster: Cluster, path: string, body: unknown): void {
  cluster.request({ method: 'POST', url: path, headers: {}, body: JSON.stringify(body) }, {});
}

function run(cluster: Cluster, name: string, image = 'nginx'): void {
  post(cluster, '/api/v1/namespaces/default/pods', {
    metadata: { name, labels: { app: name } },
    spec: { containers: [{ name: 'c', image, ports: [{ containerPort: 80 }] }], nodeName: 'worker-1' },
  });
  cluster.advance(60 * SECOND);
}

test('the layers of an image, their sizes, and what they add up to', () => {
  const cluster = booted();
  run(cluster, 'web');
  const { out } = type(cluster, 'worker-1', 'docker history nginx');
  expect(out).toMatch(/^IMAGE +CREATED +CREATED BY +SIZE +COMMENT\n[0-9a-f]{12} +N\/A +CMD /);
  expect(out).toMatch(/<missing> +N\/A +ADD debian:bookworm-slim in \/ +28.2MB *\n$/);
  const { status, info } = JSON.parse(type(cluster, 'worker-1', 'crictl inspecti nginx').out) as {
    status: { size: string };
    info: { layers: { size: number }[]; imageSpec: { rootfs: { diff_ids: string[] } } };
  };
  expect(info.layers.reduce((sum, { size }) => sum + size, 0)).toBe(Number(status.size));
  const [image] = JSON.parse(type(cluster, 'worker-1', 'docker inspect nginx').out) as {
    RootFS: { Layers: string[] };
  }[];
  expect(image?.RootFS.Layers).toEqual(info.imageSpec.rootfs.diff_ids);
  expect(type(cluster, 'worker-1', 'nerdctl history nope').err).toContain('No such image: nope:latest');
});

test('an image that runs is kept by docker; crictl takes it away, and what is not there it says', () => {
  const cluster = booted();
  run(cluster, 'web');
  type(cluster, 'worker-1', 'docker pull redis');
  expect(type(cluster, 'worker-1', 'docker rmi nginx').err).toContain('must force');
  expect(type(cluster, 'worker-1', 'docker rmi redis').out).toContain('Untagged: docker.io/library/redis:latest\n');
  expect(type(cluster, 'worker-1', 'crictl images').out).not.toContain('redis');
  expect(type(cluster, 'worker-1', 'crictl rmi nginx').out).toBe('Deleted: docker.io/library/nginx:latest\n');
  expect(type(cluster, 'worker-1', 'crictl images').out).not.toContain('nginx');
  expect(type(cluster, 'worker-1', 'crictl rmi nginx').err).toContain('no such image nginx');
});
