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

test('the journal of a unit says what its process did, from when, how much, and as it goes on', () => {
  const cluster = booted();
  run(cluster, 'web');
  const pulled = type(cluster, 'worker-1', 'journalctl -u containerd --no-pager | grep PullImage').out;
  expect(pulled).toMatch(
    /^Jan 01 00:00:\d\d worker-1 containerd\[512\]: time="[^"]+Z" level=info msg="PullImage \\"nginx:latest\\""\n/,
  );
  expect(pulled.split('\n')).toHaveLength(3);
  expect(type(cluster, 'worker-1', 'journalctl -xeu kubelet').out).toMatch(
    /kubelet\[734\]: I\d{4} \d\d:\d\d:\d\d\.\d{6} {5}734 kubelet\.go:\d+\] "SyncLoop \(PLEG\): event for pod" pod="default\/web"/,
  );
  expect(type(cluster, 'worker-1', 'journalctl -u kubelet -n 2').out.split('\n')).toHaveLength(3);
  cluster.advance(120 * SECOND);
  expect(type(cluster, 'worker-1', 'journalctl -u containerd --since "1 min ago"').out).toBe('-- No entries --\n');
  expect(type(cluster, 'worker-1', 'journalctl -u containerd --since "10 min ago" -o cat').out).toMatch(/^time=/);
  expect(type(cluster, 'worker-1', 'journalctl --since soon').err).toBe('Failed to parse timestamp: soon\n');
  expect(type(cluster, 'worker-1', 'journalctl -u nothing').out).toBe('-- No entries --\n');
  let followed = '';
  cluster.connect(
    { method: 'CONNECT', url: 'ssh://worker-1/?command=journalctl&command=-fu&command=containerd', headers: {} },
    {
      onMessage: (message) => {
        if ('data' in message && message.channel === STDOUT) followed += textOf(message.data);
      },
    },
  );
  cluster.advance(SECOND);
  expect(followed.split('\n')).toHaveLength(11);
  run(cluster, 'other');
  expect(followed).toContain('RunPodSandbox for &PodSandboxMetadata{Name:other,');
});

test('iptables-save shows the rules that kube-proxy wrote, down to the endpoints', () => {
  const cluster = booted();
  run(cluster, 'web');
  for (const [name, app] of [
    ['web', 'web'],
    ['nobody', 'nothing'],
  ]) {
    post(cluster, '/api/v1/namespaces/default/services', {
      metadata: { name },
      spec: { type: 'NodePort', selector: { app }, ports: [{ port: 80, nodePort: name === 'web' ? 30080 : 30081 }] },
    });
  }
  cluster.advance(10 * SECOND);
  const { out } = type(cluster, 'worker-1', 'iptables-save');
  const service = /-A KUBE-SERVICES .*"default\/web cluster IP" -m tcp --dport 80 -j (KUBE-SVC-[A-Z2-7]{16})/.exec(out);
  const endpoint = new RegExp(`-A ${service?.[1]} -m comment .* -j (KUBE-SEP-[A-Z2-7]{16})`).exec(out);
  expect(out).toMatch(new RegExp(`-A ${endpoint?.[1]} -p tcp .* -j DNAT --to-destination 10\\.244\\.1\\.\\d+:80\n`));
  expect(out).toMatch(/-A KUBE-NODEPORTS -p tcp .* --dport 30080 -j KUBE-EXT-/);
  expect(out).toMatch(/"default\/nobody has no endpoints" -m tcp --dport 80 -j REJECT/);
});

test('curl and nslookup on a node go by the rules of its kube-proxy', () => {
  const cluster = booted();
  run(cluster, 'web');
  post(cluster, '/api/v1/namespaces/default/services', {
    metadata: { name: 'web' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30080 }] },
  });
  cluster.advance(10 * SECOND);
  expect(type(cluster, 'worker-1', 'curl -s localhost:30080').out).toContain('Welcome to nginx!');
  const { body } = cluster.observe({ method: 'GET', url: '/api/v1/namespaces/default/services/web', headers: {} });
  const ip = (JSON.parse(body) as { spec: { clusterIP: string } }).spec.clusterIP;
  expect(type(cluster, 'worker-1', `curl -s ${ip}`).out).toContain('Welcome to nginx!');
  expect(type(cluster, 'worker-1', 'curl localhost:30999').err).toContain('Failed to connect to localhost port 30999');
  expect(cluster.machines.get('worker-1')?.process('curl')).toBeUndefined();
  const dns = type(cluster, 'worker-1', 'nslookup web.default.svc.cluster.local 10.96.0.10').out;
  expect(dns).toContain(`Address: ${ip}\n`);
});

test('a bootstrap token lives as long as it was made for, and lets nobody in afterwards', () => {
  const cluster = booted();
  const { out } = type(cluster, 'control-plane-1', 'kubeadm token create --ttl 1m --description "for one"');
  const list = (): string => type(cluster, 'control-plane-1', 'kubeadm token list').out;
  expect(list()).toMatch(/\n\S+ +5\ds +2026-\S+ +authentication,signing +for one +system:bootstrappers:/);
  cluster.advance(120 * SECOND);
  const join = `kubeadm join x:6443 --token ${out.trim()} --discovery-token-unsafe-skip-ca-verification`;
  expect(type(cluster, 'worker-2', join).err).toContain('could not find a JWS signature');
  type(cluster, 'control-plane-1', 'kubeadm token create --ttl 0 --usages signing');
  expect(list()).toMatch(/<forever> +<never> +signing +<none>/);
  expect(type(cluster, 'control-plane-1', 'kubeadm token create --ttl soon').err).toContain('invalid duration "soon"');
});
