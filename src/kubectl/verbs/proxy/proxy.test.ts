import { describe, expect, it } from 'vitest';
import { bytesOf, type Bytes } from '../../../engine/apimachinery/index.ts';
import type { StreamEvent } from '../../../protocol/index.ts';
import { kubectl } from '../../index.ts';
import { worldOf } from '../../testing/world.ts';
import type { Caller } from '../../world.ts';

/** kubectl proxy on a machine of its own, until it is interrupted; requests are typed at its port. */
class Scene {
  readonly asked: string[] = [];
  readonly interrupted = new AbortController();
  readonly #told = worldOf();
  #called: ((caller: Caller) => void) | undefined;
  readonly ended: Promise<number>;

  constructor(line: string, answer: (url: string) => readonly StreamEvent[]) {
    const world = {
      ...this.#told.world,
      signal: this.interrupted.signal,
      transport: {
        ...this.#told.world.transport,
        connect: (request: { url: string; method: string }, told: (event: StreamEvent) => void) => {
          this.asked.push(`${request.method} ${request.url}`);
          for (const event of answer(request.url)) told(event);
          return { send: () => undefined, cancel: () => undefined };
        },
      },
      listen: (port: number, _address: string, called: (caller: Caller) => void) => {
        this.#called = called;
        return Promise.resolve({ port: port === 0 ? 40_000 : port, close: () => (this.#called = undefined) });
      },
    };
    this.ended = kubectl(line.split(' '), world);
  }

  out(): string {
    return this.#told.out() + this.#told.err();
  }

  /** Says something to the port, and answers all that comes back. */
  async say(...requests: readonly string[]): Promise<string> {
    while (this.#called === undefined) await Promise.resolve();
    let said: Bytes = '';
    const rest = requests.map(bytesOf);
    await new Promise<void>((resolve) => {
      this.#called!({
        read: () => Promise.resolve(rest.shift()),
        write: (bytes) => (said += bytes),
        end: resolve,
      });
    });
    return said;
  }
}

const whole = (text: string): readonly StreamEvent[] => [
  {
    type: 'response',
    streams: false,
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: text },
  },
];
const GET = (path: string, host = 'localhost:8001') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

describe('kubectl proxy', () => {
  it('lends its access until it is interrupted', async () => {
    const scene = new Scene('proxy', (url) => whole(`{"url":"${url}"}`));
    const said = await scene.say(GET('/api/v1/pods?limit=5'), GET('/version'));
    expect(scene.asked).toEqual(['GET /api/v1/pods?limit=5', 'GET /version']);
    expect(said).toBe(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 30\r\n\r\n{"url":"/api/v1/pods?limit=5"}' +
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\n\r\n{"url":"/version"}',
    );
    expect(scene.out()).toBe('Starting to serve on 127.0.0.1:8001\n');
    scene.interrupted.abort();
    expect(await scene.ended).toBe(0);
  });

  it('carries what grows in chunks', async () => {
    const scene = new Scene('proxy --port=0', () => [
      { type: 'response', streams: true, response: { status: 200, headers: {}, body: '' } },
      { type: 'chunk', text: '{"type":"ADDED"}\n' },
      { type: 'end' },
    ]);
    expect(await scene.say(GET('/api/v1/pods?watch=1'))).toBe(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n11\r\n{"type":"ADDED"}\n\r\n0\r\n\r\n',
    );
    expect(scene.out()).toBe('Starting to serve on 127.0.0.1:40000\n');
  });

  it('refuses what its filter does not let through, and what is no request', async () => {
    const scene = new Scene('proxy --reject-methods=DELETE', () => whole('{}'));
    expect(await scene.say(GET('/api', 'evil.example'))).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(await scene.say(GET('/api/v1/namespaces/default/pods/web/exec'))).toMatch(/^HTTP\/1\.1 403/);
    expect(await scene.say(GET('/api/v1/pods').replace('GET', 'DELETE'))).toMatch(/^HTTP\/1\.1 403/);
    expect(await scene.say('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(scene.asked).toEqual([]);
  });

  it('serves the API under a prefix, and files beside it', async () => {
    const scene = new Scene('proxy --api-prefix=/k8s --www=/www', () => whole('{}'));
    await scene.say(GET('/k8s/api/v1/nodes'));
    expect(scene.asked).toEqual(['GET /api/v1/nodes']);
    expect(await scene.say(GET('/api'))).toMatch(/^HTTP\/1\.1 404/);
    expect(await scene.say(GET('/static/..%2fsecret'))).toMatch(/^HTTP\/1\.1 404/);
  });
});
