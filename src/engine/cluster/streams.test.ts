import { describe, expect, it } from 'vitest';
import type { StreamMessage } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster, type HttpRequest, type HttpResponse, type HttpStream } from './index.ts';

const LOG = '/api/v1/namespaces/default/pods';
const UPGRADE = { connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v4.channel.k8s.io' };

/** What came back for one request, as it comes. */
interface Heard {
  response: HttpResponse | undefined;
  text: string;
  readonly messages: StreamMessage[];
  ended: boolean;
  failure: string | undefined;
  readonly stream: HttpStream;
}

class Bench {
  readonly cluster = new Cluster({ seed: 1, workers: 1 });

  constructor() {
    this.cluster.runUntilReady();
  }

  send(request: Partial<HttpRequest> & { url: string }): Heard {
    const heard = { response: undefined, text: '', messages: [], ended: false, failure: undefined } as unknown as Heard;
    const stream = this.cluster.connect(
      { method: 'GET', headers: {}, ...request },
      {
        onResponse: (response) => (heard.response = response),
        onChunk: (chunk) => (heard.text += chunk),
        onMessage: (message) => heard.messages.push(message),
        onEnd: () => (heard.ended = true),
        onFailure: (reason) => (heard.failure = reason),
      },
    );
    return Object.assign(heard, { stream });
  }

  /** Sends, and waits for the answer. */
  ask(request: Partial<HttpRequest> & { url: string }, patience = 60): Heard {
    const heard = this.send(request);
    const deadline = this.cluster.now + patience * SECOND;
    while (!heard.response && heard.failure === undefined && this.cluster.now < deadline) this.cluster.sim.step();
    return heard;
  }

  get(url: string, patience?: number): { status: number; text: string } {
    const { response } = this.ask({ url }, patience);
    const body = response?.body ?? '';
    const text = body.startsWith('{"kind":"Status"') ? (JSON.parse(body) as { message: string }).message : body;
    return { status: response?.status ?? 0, text };
  }

  run(name: string, ...containers: readonly object[]): void {
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers } });
    const headers = { 'content-type': 'application/json' };
    expect(this.ask({ method: 'POST', url: LOG, headers, body }).response?.status).toBe(201);
    this.cluster.advance(30 * SECOND);
  }

  exec(pod: string, query: string): Heard {
    return this.ask({ method: 'POST', url: `${LOG}/${pod}/exec?${query}`, headers: UPGRADE });
  }
}

const said = ({ messages }: Heard, channel: number) =>
  messages.map((message) => (message.channel === channel && 'data' in message ? message.data : '')).join('');

const SHELL = { name: 'main', image: 'busybox', command: ['sleep', 'infinity'] };
const printing = (script: string) => ({ name: 'main', image: 'busybox', command: ['sh', '-c', script] });

describe('the log of a container', () => {
  it('is read through its kubelet, whole, by its tail, with its times and up to a limit', () => {
    const bench = new Bench();
    bench.run('p', printing('echo one; sleep 1; echo two; sleep 1; echo three; sleep infinity'));
    expect(bench.get(`${LOG}/p/log`)).toEqual({ status: 200, text: 'one\ntwo\nthree\n' });
    expect(bench.get(`${LOG}/p/log?tailLines=1`).text).toBe('three\n');
    expect(bench.get(`${LOG}/p/log?limitBytes=5`).text).toBe('one\nt');
    expect(bench.get(`${LOG}/p/log?timestamps=true&tailLines=1`).text).toMatch(
      /^2026-01-01T\d\d:\d\d:\d\d\.\d{6}000Z three\n$/,
    );
    const { trace } = bench.cluster;
    let through = false;
    for (let id = trace.first; id < trace.next; id++) {
      const record = trace.get(id);
      through ||= record?.type === 'hop' && record.label.verb === 'containerLogs' && record.to === 'kubelet@worker-1';
    }
    expect(through).toBe(true);
  });

  it('grows for who follows it, and ends with its container', () => {
    const bench = new Bench();
    bench.run('p', printing('echo one; sleep 60; echo two; exit 0'));
    const followed = bench.ask({ url: `${LOG}/p/log?follow=true` });
    bench.cluster.advance(SECOND);
    expect(followed).toMatchObject({ text: 'one\n', ended: false });
    bench.cluster.advance(60 * SECOND);
    expect(followed).toMatchObject({ text: 'one\ntwo\n', ended: true });
  });

  it('is refused in upstream’s words', () => {
    const bench = new Bench();
    bench.run('two', SHELL, { ...SHELL, name: 'side' });
    bench.run('bad', { name: 'main', image: 'doesnotexist:1' });
    bench.run('crash', printing('echo last words; exit 3'));
    expect(bench.get(`${LOG}/two/log`)).toEqual({
      status: 400,
      text: 'a container name must be specified for pod two, choose one of: [main side]',
    });
    expect(bench.get(`${LOG}/two/log?container=x`).text).toBe('container x is not valid for pod two');
    expect(bench.get(`${LOG}/bad/log`).text).toBe(
      'container "main" in pod "bad" is waiting to start: trying and failing to pull image',
    );
    expect(bench.get(`${LOG}/bad/log?previous=true`).text).toBe(
      'previous terminated container "main" in pod "bad" not found',
    );
    expect(bench.get(`${LOG}/crash/log?previous=true`)).toEqual({ status: 200, text: 'last words\n' });
    expect(bench.get(`${LOG}/two/log?container=main&tailLines=-1`).text).toMatch(
      /^PodLogOptions "two" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0$/,
    );
    expect(bench.get(`${LOG}/nope/log`).status).toBe(404);
  });

  it('cannot be read where the kubelet is dead, and only after a while where the machine is', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    bench.cluster.fault('process-crash', { component: 'kubelet', host: 'worker-1' });
    const url = 'https://172.18.0.11:10250/containerLogs/default/p/main';
    expect(bench.get(`${LOG}/p/log`)).toEqual({
      status: 500,
      text: `Get "${url}": dial tcp 172.18.0.11:10250: connect: connection refused`,
    });
    bench.cluster.fault('node-down', { node: 'worker-1' });
    const began = bench.cluster.now;
    bench.cluster.fault('node-up', { node: 'worker-1' });
    bench.cluster.fault('node-down', { node: 'worker-1' });
    expect(bench.get(`${LOG}/p/log`).text).toBe(`Get "${url}": dial tcp 172.18.0.11:10250: i/o timeout`);
    expect(bench.cluster.now - began).toBeGreaterThan(30 * SECOND);
  });
});

describe('exec', () => {
  it('runs a command, gives what it prints, and ends with how it ended', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    const done = bench.exec('p', 'command=sh&command=-c&command=echo+hello;+exit+3&stdout=true&stderr=true');
    expect(done.response?.status).toBe(101);
    bench.cluster.advance(SECOND);
    expect(said(done, 1)).toBe('hello\n');
    expect(JSON.parse(said(done, 3))).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
    expect(done.ended).toBe(true);
  });

  it('hears its standard input until it ends', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    const cat = bench.exec('p', 'command=cat&stdin=true&stdout=true');
    cat.stream.send({ channel: 0, data: 'one ' });
    cat.stream.send({ channel: 0, data: 'two' });
    bench.cluster.advance(SECOND);
    expect(said(cat, 1)).toBe('one two');
    expect(cat.ended).toBe(false);
    cat.stream.send({ channel: 0, end: true });
    bench.cluster.advance(SECOND);
    expect(cat.ended).toBe(true);
    expect(said(cat, 3)).toContain('"status":"Success"');
  });

  it('at a terminal is echoed, answers with a prompt and hears ctrl-D', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    const shell = bench.exec('p', 'command=sh&stdin=true&stdout=true&tty=true');
    shell.stream.send({ channel: 0, data: 'echo hx\x7fi\r' });
    bench.cluster.advance(SECOND);
    expect(said(shell, 1)).toContain('hx\b \bi\r\n');
    expect(said(shell, 1)).toMatch(/hi\r\n\/ # $/);
    shell.stream.send({ channel: 0, data: 'sleep 20; echo never\r' });
    bench.cluster.advance(SECOND);
    shell.stream.send({ channel: 0, data: '\x03' });
    bench.cluster.advance(SECOND);
    shell.stream.send({ channel: 0, data: 'echo next\r' });
    bench.cluster.advance(30 * SECOND);
    expect(said(shell, 1)).toMatch(/\^C\r\n\/ # echo next\r\nnext\r\n\/ # $/);
    shell.stream.send({ channel: 0, data: '\x04' });
    bench.cluster.advance(SECOND);
    expect(shell.ended).toBe(true);
  });

  it('is refused without an upgrade, without a container that runs, and ends when its container does', () => {
    const bench = new Bench();
    bench.run('bad', { name: 'main', image: 'doesnotexist:1' });
    bench.run('p', SHELL);
    expect(bench.get(`${LOG}/p/exec?command=ls&stdout=true`)).toEqual({
      status: 400,
      text: 'Upgrade request required',
    });
    const refused = bench.exec('bad', 'command=ls&stdout=true');
    expect(refused.response).toMatchObject({ status: 500, body: 'container not found ("main")\n' });
    const killed = bench.exec('p', 'command=sleep&command=1h&stdout=true');
    bench.cluster.fault('container-crash', { pod: 'p', container: 'main' });
    bench.cluster.advance(SECOND);
    expect(JSON.parse(said(killed, 3))).toMatchObject({ details: { causes: [{ message: '137' }] } });
  });

  it('says through a v5 WebSocket why it could not begin, as the API server does for the kubelet', () => {
    const bench = new Bench();
    bench.run('bad', { name: 'main', image: 'doesnotexist:1' });
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-protocol': 'v5.channel.k8s.io' };
    const refused = bench.ask({ url: `${LOG}/bad/exec?command=ls&stdout=true`, headers });
    bench.cluster.advance(SECOND);
    expect(refused.response?.status).toBe(101);
    expect(JSON.parse(said(refused, 3))).toMatchObject({
      message: 'Internal error occurred: unable to upgrade connection: container not found ("main")',
    });
  });

  it('leaves the same history behind when its session is played again', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    const cat = bench.exec('p', 'command=cat&stdin=true&stdout=true');
    cat.stream.send({ channel: 0, data: 'typed' });
    bench.cluster.advance(SECOND);
    cat.stream.cancel();
    bench.cluster.advance(SECOND);
    const again = new Cluster({ seed: 1, workers: 1 });
    again.runUntilReady();
    for (const input of bench.cluster.inputs) again.replay(input);
    again.sim.runUntil(bench.cluster.now);
    expect(again.trace.hash.digest()).toBe(bench.cluster.trace.hash.digest());
  });
});

describe('port-forward', () => {
  it('brings HTTP to what listens in the pod, however the bytes are cut, and says when nothing does', () => {
    const bench = new Bench();
    bench.run('web', { name: 'web', image: 'nginx:1.27' });
    const forward = bench.ask({ method: 'POST', url: `${LOG}/web/portforward`, headers: UPGRADE });
    expect(forward.response?.status).toBe(101);
    forward.stream.send({ channel: 0, port: 80 });
    forward.stream.send({ channel: 0, data: 'GET / HTTP/1.1\r\nHost: loc' });
    forward.stream.send({ channel: 0, data: 'alhost\r\nConnection: close\r\n\r\n' });
    forward.stream.send({ channel: 2, port: 81 });
    bench.cluster.advance(SECOND);
    expect(said(forward, 0)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Welcome to nginx!/);
    expect(forward.messages).toContainEqual({ channel: 0, end: true });
    expect(said(forward, 3)).toMatch(/^error forwarding port 81 to pod [0-9a-f]{64}, uid : .*connection refused/);
  });
});

describe('proxy subresources', () => {
  it('lead to a pod, and redirect to a path that ends in a slash', () => {
    const bench = new Bench();
    bench.run('web', { name: 'web', image: 'luksa/kubia', ports: [{ containerPort: 8080 }] });
    expect(bench.get(`${LOG}/web/proxy/`)).toEqual({ status: 200, text: "You've hit web\n" });
    expect(bench.get(`${LOG}/web:81/proxy/`)).toMatchObject({
      status: 503,
      text: expect.stringMatching(/^error trying to reach service: dial tcp 10\.\S+:81: connect: connection refused$/),
    });
    expect(bench.ask({ url: `${LOG}/web/proxy?a=b` }).response).toMatchObject({
      status: 301,
      headers: { location: `${LOG}/web/proxy/?a=b` },
    });
    expect(bench.get('/api/v1/nodes/worker-1/proxy/healthz')).toEqual({ status: 200, text: 'ok' });
    const used = bench.get('/api/v1/nodes/worker-1/proxy/metrics/resource').text;
    expect(used).toMatch(
      /^container_memory_working_set_bytes\{container="\w+",namespace="default",pod="web"\} [1-9]\d{6,} \d+$/m,
    );
    expect(used).toMatch(/^node_cpu_usage_seconds_total \d+\.\d{9} \d+$/m);
  });
});

describe('an ephemeral container', () => {
  it('is started beside what runs, once', () => {
    const bench = new Bench();
    bench.run('p', SHELL);
    const debug = { name: 'debug', image: 'busybox', command: ['sh', '-c', 'echo looking; exit 1'] };
    const headers = { 'content-type': 'application/strategic-merge-patch+json' };
    const body = JSON.stringify({ spec: { ephemeralContainers: [debug] } });
    const url = `${LOG}/p/ephemeralcontainers`;
    expect(bench.ask({ method: 'PATCH', url, headers, body }).response?.status).toBe(200);
    bench.cluster.advance(60 * SECOND);
    const pod = JSON.parse(bench.get(`${LOG}/p`).text) as { status: Record<string, unknown> };
    expect(pod.status).toMatchObject({
      phase: 'Running',
      ephemeralContainerStatuses: [{ name: 'debug', restartCount: 0, state: { terminated: { exitCode: 1 } } }],
    });
    expect(bench.get(`${LOG}/p/log?container=debug`).text).toBe('looking\n');
  });
});
