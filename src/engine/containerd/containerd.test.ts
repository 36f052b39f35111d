import { describe, expect, it } from 'vitest';
import { isCriFailure, parseImageName, type CriReplies, type CriRequests, type CriVerb } from '../cri-api/index.ts';
import { Host, Network, Process, RpcClient, SECOND, Sim, WAN } from '../sim/index.ts';
import { TraceRecorder, type Hop } from '../trace/index.ts';
import { NodeRuntime, startContainerd, startRegistry } from './index.ts';

class Bench {
  readonly trace = new TraceRecorder();
  readonly sim = new Sim({ seed: 1, recorder: this.trace });
  readonly network = new Network(this.sim);
  readonly host = new Host('worker-1');
  readonly runtime = new NodeRuntime(this.sim, this.network, this.host, '172.18.0.11');
  readonly registry;
  readonly #client: Process;
  readonly #rpc: RpcClient;

  constructor() {
    const internet = new Host('internet');
    this.network.setUplink(internet, WAN);
    this.registry = startRegistry(new Process(this.sim, 'registry', internet), this.network);
    startContainerd(new Process(this.sim, 'containerd', this.host), this.network, { runtime: this.runtime });
    this.#client = new Process(this.sim, 'crictl', this.host);
    this.#rpc = new RpcClient(this.network, this.#client, 'containerd@worker-1');
    this.ask('UpdateRuntimeConfig', { podCIDR: '10.244.1.0/29' });
  }

  /** The answer and how long it took, in seconds. */
  timed<V extends CriVerb>(verb: V, request: CriRequests[V]): { reply: unknown; seconds: number } {
    const answers: unknown[] = [];
    const rpc = this.#rpc;
    this.#client.go(
      'ask',
      (function* () {
        answers.push(yield* rpc.call({ form: 'request', verb }, request));
      })(),
    );
    const began = this.sim.now;
    while (answers.length === 0 && this.sim.step());
    return { reply: answers[0], seconds: (this.sim.now - began) / SECOND };
  }

  ask<V extends CriVerb>(verb: V, request: CriRequests[V]): CriReplies[V] {
    const { reply } = this.timed(verb, request);
    if (isCriFailure(reply)) throw new Error(reply.failure);
    return reply as CriReplies[V];
  }

  /** Pulls, creates and starts; gives the container's id. */
  start(image: string, command?: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    this.ask('PullImage', { image });
    const pod = { namespace: 'default', name: 'p', uid: 'u' };
    const { id } = this.ask('RunPodSandbox', { pod, attempt: 0, hostNetwork: false });
    const config = { name: 'main', attempt: 0, image, command, env, ports: [] };
    const { containerId } = this.ask('CreateContainer', { podSandboxId: id, config });
    this.ask('StartContainer', { containerId });
    return containerId;
  }

  record(id: string) {
    return this.runtime.containers.get(id)!.record;
  }

  logs(id: string): readonly string[] {
    return this.ask('ContainerLogs', { containerId: id }).lines.map((line) => line.text);
  }

  blobs(): number {
    let count = 0;
    for (let id = this.trace.first; id < this.trace.next; id++) {
      const record = this.trace.get(id) as Hop;
      if (record.type === 'hop' && record.label.resource === 'blobs' && record.label.form === 'request') count++;
    }
    return count;
  }

  advance(seconds: number): void {
    this.sim.runUntil(this.sim.now + seconds * SECOND);
  }
}

describe('an image', () => {
  it('takes as long to pull as its bytes take on the wire, and a second pull takes none', () => {
    const bench = new Bench();
    const first = bench.timed('PullImage', { image: 'nginx' });
    expect(first.seconds).toBeGreaterThan(72.1e6 / 31.25e6);
    expect(bench.timed('PullImage', { image: 'nginx' }).seconds).toBeLessThan(0.3);
    expect(bench.blobs()).toBe(4);
  });

  it('brings only the layers that are not on the node yet', () => {
    const bench = new Bench();
    bench.ask('PullImage', { image: 'nginx' });
    bench.ask('PullImage', { image: 'httpd' });
    // Four of nginx, three of httpd, and Debian is in both.
    expect(bench.blobs()).toBe(6);
    expect(bench.runtime.images.size).toBe(28.2e6 + 43_900_000 + 2_300 + 4_800 + 4_300_000 + 25_900_000);
  });

  it('that is made slow is slow, and one that is made to fail fails in the given words', () => {
    const bench = new Bench();
    bench.registry.slowPulls('redis', 10);
    expect(bench.timed('PullImage', { image: 'redis' }).seconds).toBeGreaterThan(15);
    bench.registry.failPulls('httpd', 'toomanyrequests: You have reached your pull rate limit.');
    expect(() => bench.ask('PullImage', { image: 'httpd' })).toThrow(
      'failed to pull and unpack image "docker.io/library/httpd:latest": failed to resolve reference "docker.io/library/httpd:latest": toomanyrequests: You have reached your pull rate limit.',
    );
  });

  it('that does not exist is not found', () => {
    const bench = new Bench();
    expect(() => bench.ask('PullImage', { image: 'registry.k8s.io/doesnotexist:v1' })).toThrow(
      'failed to pull and unpack image "registry.k8s.io/doesnotexist:v1": failed to resolve reference "registry.k8s.io/doesnotexist:v1": registry.k8s.io/doesnotexist:v1: not found',
    );
    expect(() => bench.ask('PullImage', { image: 'doesnotexist' })).toThrow('pull access denied');
  });
});

describe('the name of an image', () => {
  it.each([
    ['nginx', 'docker.io library/nginx undefined'],
    ['nginx:1.29', 'docker.io library/nginx 1.29'],
    ['luksa/kubia', 'docker.io luksa/kubia undefined'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io pause 3.10'],
    ['localhost:5000/a/b:c', 'localhost:5000 a/b c'],
  ])('%s is read as the reference library reads it', (image, expected) => {
    const name = parseImageName(image);
    expect(typeof name === 'string' ? name : `${name.domain} ${name.path} ${name.tag}`).toBe(expected);
  });

  it.each([
    ['Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['nginx:', 'invalid reference format'],
    ['a b', 'invalid reference format'],
    ['', 'invalid reference format'],
  ])('%s is refused', (image, text) => {
    expect(parseImageName(image)).toBe(text);
  });
});

describe('a container', () => {
  it.each([
    [['sh', '-c', 'exit 3'], 3],
    [['/bin/false'], 1],
    [['sh', '-c', 'sleep 1 && false || exit 7'], 7],
    [['sh', '-c', 'if [ -f /x ]; then exit 1; else exit 4; fi'], 4],
    [['sh', '-c', 'for i in 1 2 3; do echo $i; done'], 0],
    [['sh', '-c', 'nosuchtool'], 127],
    [undefined, 0],
  ])('of busybox with %j ends with %i', (command, code) => {
    const bench = new Bench();
    const id = bench.start('busybox', command);
    bench.advance(5);
    expect(bench.record(id)).toMatchObject({ state: 'CONTAINER_EXITED', exitCode: code });
  });

  it('runs for as long as its loop does, and logs each turn', () => {
    const bench = new Bench();
    const id = bench.start('busybox', ['sh', '-c', 'while true; do echo "hello $NAME"; sleep 10; done'], {
      NAME: 'you',
    });
    bench.advance(35);
    expect(bench.record(id).state).toBe('CONTAINER_RUNNING');
    expect(bench.logs(id)).toEqual(['hello you', 'hello you', 'hello you', 'hello you']);
  });

  it('of mysql refuses to start without a password, and says so', () => {
    const bench = new Bench();
    const without = bench.start('mysql');
    const given = bench.start('mysql', undefined, { MYSQL_ROOT_PASSWORD: 'x' });
    bench.advance(10);
    expect(bench.record(without)).toMatchObject({ state: 'CONTAINER_EXITED', exitCode: 1 });
    expect(bench.logs(without).join()).toContain('password option is not specified');
    expect(bench.record(given).state).toBe('CONTAINER_RUNNING');
  });

  it('ends by itself after SIGTERM if its program listens to it, and is killed if not', () => {
    const bench = new Bench();
    const polite = bench.start('nginx');
    const deaf = bench.start('busybox', ['sleep', '1000']);
    bench.advance(1);
    expect(bench.timed('StopContainer', { containerId: polite, timeout: 30 }).seconds).toBeLessThan(1);
    expect(bench.timed('StopContainer', { containerId: deaf, timeout: 30 }).seconds).toBeCloseTo(30, 1);
    expect([bench.record(polite).exitCode, bench.record(deaf).exitCode]).toEqual([0, 137]);
  });

  it('cannot be started with a program that is not in its image', () => {
    const bench = new Bench();
    expect(() => bench.start('busybox', ['python'])).toThrow(
      'exec: "python": executable file not found in $PATH: unknown',
    );
  });

  it('of an image that nobody described says that it is a stand-in', () => {
    const bench = new Bench();
    const id = bench.start('example.com/shop/cart:1.0');
    bench.advance(1);
    expect(bench.logs(id)[0]).toContain('stand-in');
    expect(bench.record(id).state).toBe('CONTAINER_RUNNING');
  });
});

describe('addresses', () => {
  it('are each given to one sandbox at a time, and again when it is gone', () => {
    const bench = new Bench();
    const run = (name: string) =>
      bench.ask('RunPodSandbox', { pod: { namespace: 'd', name, uid: name }, attempt: 0, hostNetwork: false });
    const sandboxes = ['a', 'b', 'c', 'd', 'e'].map(run);
    expect(sandboxes.map((one) => one.ip)).toEqual(['2', '3', '4', '5', '6'].map((n) => `10.244.1.${n}`));
    expect(() => run('f')).toThrow('no IP addresses available in range set');
    bench.ask('StopPodSandbox', { podSandboxId: sandboxes[2]!.id });
    expect(run('f').ip).toBe('10.244.1.4');
  });
});
