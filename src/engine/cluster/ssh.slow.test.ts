import { describe, expect, test } from 'vitest';
import { ERROR, STDERR, STDIN, STDOUT, textOf } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './cluster.ts';

function booted(workers = 1): Cluster {
  const cluster = new Cluster({ seed: 7, workers });
  cluster.runUntilReady();
  return cluster;
}

interface Typed {
  readonly out: string;
  readonly err: string;
  readonly status: string;
  readonly failure: string;
}

function type(cluster: Cluster, machine: string, ...command: readonly string[]): Typed {
  let [out, err, status, failure] = ['', '', '', ''];
  const query = command.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  const done = { ended: false };
  cluster.connect(
    { method: 'CONNECT', url: `ssh://${machine}/?${query}`, headers: {} },
    {
      onMessage: (message) => {
        if (!('data' in message)) return;
        if (message.channel === STDOUT) out += textOf(message.data);
        if (message.channel === STDERR) err += textOf(message.data);
        if (message.channel === ERROR) status = message.data;
      },
      onEnd: () => (done.ended = true),
      onFailure: (reason) => {
        failure = reason;
        done.ended = true;
      },
    },
  );
  for (let i = 0; i < 60 && !done.ended; i++) cluster.advance(SECOND);
  return { out, err, status, failure };
}

function nodes(cluster: Cluster): readonly string[] {
  const { body } = cluster.observe({ method: 'GET', url: '/api/v1/nodes', headers: {} });
  return (JSON.parse(body) as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);
}

function run(cluster: Cluster, name: string): void {
  const pod = { metadata: { name }, spec: { containers: [{ name: 'c', image: 'nginx' }], nodeName: 'worker-1' } };
  cluster.request(
    { method: 'POST', url: '/api/v1/namespaces/default/pods', headers: {}, body: JSON.stringify(pod) },
    {},
  );
  cluster.advance(60 * SECOND);
}

describe('on a node', () => {
  test('a shell runs what is typed, with its pipes and its exit code', () => {
    const cluster = booted();
    const { out, status } = type(cluster, 'worker-1', 'hostname | tr a-z A-Z; exit 3');
    expect(out).toBe('WORKER-1\n');
    expect(status).toContain('"message":"3"');
  });

  test('a machine that nobody knows cannot be reached, and one without power refuses', () => {
    const cluster = booted();
    expect(type(cluster, 'nowhere', 'true').failure).toContain('Could not resolve hostname nowhere');
    expect(type(cluster, 'user', 'true').failure).not.toBe('');
    cluster.fault('node-down', { node: 'worker-1' });
    expect(type(cluster, 'worker-1', 'true').failure).toContain('Connection refused');
  });

  test('crictl and docker show the containers that the runtime has, and stop them', () => {
    const cluster = booted();
    run(cluster, 'web');
    const { out } = type(cluster, 'worker-1', 'crictl ps --name c');
    expect(out).toMatch(/^CONTAINER .*\n[0-9a-f]{13} .* Running +c +0 +[0-9a-f]{13} +web +default\n$/);
    expect(type(cluster, 'worker-1', 'docker ps').out).toContain('k8s_c_web_default_');
    expect(type(cluster, 'worker-1', 'crictl images').out).toMatch(/docker.io\/library\/nginx +latest/);
    const before = type(cluster, 'worker-1', 'crictl ps -q').out;
    type(cluster, 'worker-1', `crictl stop ${before.trim()}`);
    cluster.advance(60 * SECOND);
    const after = type(cluster, 'worker-1', 'crictl ps -q').out;
    expect(after).not.toBe('');
    expect(after).not.toBe(before);
  });

  test('what is not there says so in the voice of the tool', () => {
    const { err, status } = type(booted(), 'worker-1', 'docker build .');
    expect(err).toBe('docker: "build" is not simulated here\n');
    expect(status).toContain('"message":"1"');
  });

  test('etcdctl reads what the API server has written', () => {
    const cluster = booted();
    const { out } = type(cluster, 'control-plane-1', 'etcdctl get /registry/namespaces/ --prefix --keys-only');
    expect(out).toContain('/registry/namespaces/default\n');
    expect(
      type(cluster, 'control-plane-1', 'etcdctl get /registry/namespaces/default --print-value-only').out,
    ).toContain('"kind":"Namespace"');
    expect(type(cluster, 'worker-1', 'etcdctl get /').err).toContain('connection refused');
  });

  test('stopping the kubelet makes its node unready, starting it mends that', () => {
    const cluster = booted();
    type(cluster, 'worker-1', 'systemctl stop kubelet');
    expect(cluster.machines.get('worker-1')?.process('kubelet')).toBeUndefined();
    expect(type(cluster, 'worker-1', 'systemctl is-active kubelet').out).toBe('inactive\n');
    type(cluster, 'worker-1', 'systemctl start kubelet');
    expect(type(cluster, 'worker-1', 'systemctl is-active kubelet').out).toBe('active\n');
  });
});

describe('kubeadm', () => {
  test('a new machine joins with a token that was made for it, and with no other', () => {
    const cluster = booted();
    const { out: line } = type(cluster, 'control-plane-1', 'kubeadm token create --print-join-command');
    expect(line).toMatch(
      /^kubeadm join 172\.18\.0\.2:6443 --token [a-z0-9]{6}\.[a-z0-9]{16} --discovery-token-ca-cert-hash sha256:/,
    );
    const wrong = line.replace(/--token \S+/, '--token abcdef.0123456789abcdef');
    expect(type(cluster, 'worker-2', wrong).err).toContain('could not find a JWS signature');
    expect(nodes(cluster)).not.toContain('worker-2');
    expect(type(cluster, 'worker-2', line).out).toContain('This node has joined the cluster');
    cluster.runUntilReady();
    expect(nodes(cluster)).toContain('worker-2');
    expect(type(cluster, 'worker-2', line).err).toContain('already exists');
  });

  test('reset takes the pods and the kubelet from a worker, and it can join again', () => {
    const cluster = booted();
    run(cluster, 'web');
    type(cluster, 'worker-1', 'kubeadm reset -f');
    expect(cluster.machines.get('worker-1')?.components).not.toContain('kubelet');
    expect(type(cluster, 'worker-1', 'crictl pods -q').out).toBe('');
    const { out: line } = type(cluster, 'control-plane-1', 'kubeadm token create --print-join-command');
    type(cluster, 'worker-1', line);
    expect(cluster.machines.get('worker-1')?.process('kubelet')).toBeDefined();
  });

  test('init says that the cluster is there', () => {
    const { err } = type(booted(), 'control-plane-1', 'kubeadm init');
    expect(err).toContain('[ERROR Port-6443]: Port 6443 is in use');
  });
});

test('what was typed on a node happens again when the inputs are played again', () => {
  const played = booted();
  const { out } = type(played, 'control-plane-1', 'kubeadm token create');
  const line = `kubeadm join x:6443 --token ${out.trim()} --discovery-token-unsafe-skip-ca-verification`;
  type(played, 'worker-2', line);
  played.advance(30 * SECOND);
  const again = new Cluster({ seed: 7, workers: 1 });
  for (const input of played.inputs) again.replay(input);
  again.sim.runUntil(played.now);
  expect(again.sim.steps).toBe(played.sim.steps);
  expect(nodes(again)).toEqual(nodes(played));
});

test('what is followed comes as it happens, and Ctrl-C ends it', () => {
  const cluster = booted();
  let [out, status] = ['', ''];
  const stream = cluster.connect(
    {
      method: 'CONNECT',
      url: 'ssh://control-plane-1/?command=etcdctl+watch+/registry/configmaps/default/+--prefix;echo+after',
      headers: {},
    },
    {
      onMessage: (message) => {
        if (!('data' in message)) return;
        if (message.channel === ERROR) status = message.data;
        else out += textOf(message.data);
      },
    },
  );
  cluster.advance(SECOND);
  const body = JSON.stringify({ metadata: { name: 'seen' } });
  cluster.request({ method: 'POST', url: '/api/v1/namespaces/default/configmaps', headers: {}, body }, {});
  cluster.advance(SECOND);
  expect(out).toMatch(/^PUT\n\/registry\/configmaps\/default\/seen\n\{.*"name":"seen"/);
  expect(status).toBe('');
  stream.send({ channel: STDIN, data: '\x03' });
  cluster.advance(SECOND);
  expect(status).not.toBe('');
  expect(cluster.machines.get('control-plane-1')?.process('etcdctl')).toBeUndefined();
});

test('a shell without a command reads what is typed to it', () => {
  const cluster = booted();
  let out = '';
  const stream = cluster.connect(
    { method: 'CONNECT', url: 'ssh://worker-1/?tty=true', headers: {} },
    {
      onMessage: (message) => {
        if ('data' in message && message.channel !== ERROR) out += textOf(message.data);
      },
    },
  );
  cluster.advance(SECOND);
  stream.send({ channel: STDIN, data: 'cat /etc/hostname\n' });
  cluster.advance(SECOND);
  expect(out).toContain('root@worker-1');
  expect(out).toContain('\nworker-1\n'.slice(1));
});
