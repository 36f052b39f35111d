import { describe, expect, it } from 'vitest';
import { TraceRecorder, type Hop } from '../trace/index.ts';
import {
  Host,
  MINUTE,
  Network,
  NetworkError,
  Process,
  RpcClient,
  SECOND,
  Sim,
  serve,
  sleep,
  type Label,
} from './index.ts';

const ASK: Label = { form: 'request', verb: 'get' };
const TELL: Label = { form: 'response', verb: 'get' };

function wire(seed = 1) {
  const recorder = new TraceRecorder();
  const sim = new Sim({ seed, recorder });
  const network = new Network(sim);
  const here = new Host('here');
  const there = new Host('there');
  const client = new Process(sim, 'client', here);
  const server = new Process(sim, 'server', there);
  const received: unknown[] = [];
  network.listen('server', server, (end) => {
    end.onMessage = (payload) => received.push(payload);
  });
  const hops = () => {
    const all: Hop[] = [];
    for (let id = recorder.first; id < recorder.next; id++) {
      const record = recorder.get(id);
      if (record?.type === 'hop') all.push(record);
    }
    return all;
  };
  return { sim, network, here, there, client, server, received, recorder, hops };
}

describe('a connection', () => {
  it('delivers in order though every message has its own delay', () => {
    const { sim, network, client, received } = wire();
    const end = network.dial(client, 'server')!;
    for (let i = 0; i < 100; i++) end.send(ASK, i);
    sim.runUntil(SECOND);
    expect(received).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('delivers everything once and in order though half of it is lost on the way', () => {
    const { sim, network, client, received, hops } = wire(3);
    network.degrade('here', 'there', { loss: 0.5 });
    const end = network.dial(client, 'server')!;
    for (let i = 0; i < 20; i++) sim.after(i * 1000, () => end.send(ASK, i), undefined);
    sim.runUntil(5 * MINUTE);
    expect(received).toEqual(Array.from({ length: 20 }, (_, i) => i));
    const lost = hops().filter((hop) => hop.outcome === 'lost');
    expect(lost.length).toBeGreaterThan(0);
    for (const hop of lost) expect(hops().some((again) => again.cause === hop.id)).toBe(true);
  });

  it('heals after a short cut, and what was sent meanwhile arrives', () => {
    const { sim, network, client, received } = wire();
    const end = network.dial(client, 'server')!;
    network.cut('here', 'there');
    end.send(ASK, 'during');
    sim.runUntil(5 * SECOND);
    expect(received).toEqual([]);
    network.mend('here', 'there');
    end.send(ASK, 'after');
    sim.runUntil(30 * SECOND);
    expect(received).toEqual(['during', 'after']);
  });

  it('loses what was in flight when the wire was cut, then sends it again', () => {
    const { sim, network, client, received } = wire();
    const end = network.dial(client, 'server')!;
    end.send(ASK, 'in flight');
    network.cut('here', 'there');
    sim.runUntil(SECOND);
    expect(received).toEqual([]);
    network.mend('here', 'there');
    sim.runUntil(30 * SECOND);
    expect(received).toEqual(['in flight']);
  });

  it('is given up after 45 s of silence: a machine that lost power tells nobody', () => {
    const { sim, network, there, client } = wire();
    const end = network.dial(client, 'server')!;
    let closed: number | undefined;
    end.onClose = () => (closed = sim.now);
    network.powerOff(there);
    sim.runUntil(44 * SECOND);
    expect(closed).toBeUndefined();
    sim.runUntil(46 * SECOND);
    expect(closed).toBeDefined();
  });

  it('is reset at once when the process behind it dies on a machine that lives', () => {
    const { sim, network, client, server } = wire();
    const end = network.dial(client, 'server')!;
    let reason = '';
    end.onClose = (why) => (reason = why);
    server.kill();
    sim.runUntil(10_000);
    expect(reason).toBe('connection reset by peer');
    expect(network.dial(client, 'server')).toBeUndefined();
  });
});

describe('a call', () => {
  it('is caused by what its caller was doing, and its handler by the hop that brought it', () => {
    const { sim, network, client, server, recorder, hops } = wire();
    let handlerCause = 0;
    serve(network, server, 'echo', function* (call) {
      handlerCause = sim.cause;
      yield* sleep(sim, 100);
      call.reply(TELL, call.request);
    });
    const rpc = new RpcClient(network, client, 'echo');
    let answer: unknown;
    client.go(
      'asker',
      (function* () {
        const span = client.begin('ask', 'x');
        answer = yield* rpc.call(ASK, 'hello');
        span.end();
      })(),
    );
    sim.runUntil(SECOND);
    expect(answer).toBe('hello');
    const [request, response] = hops();
    expect(recorder.get(request!.cause)).toMatchObject({ type: 'span', operation: 'ask' });
    expect(handlerCause).toBe(request!.id);
    expect(response!.cause).toBe(request!.id);
    expect(response!.sent).toBe(request!.arrives + 100);
  });

  it('fails when refused, and the refusal is in the trace', () => {
    const { sim, network, client, hops } = wire();
    const rpc = new RpcClient(network, client, 'nobody');
    let failure: unknown;
    client.go(
      'asker',
      (function* () {
        try {
          yield* rpc.call(ASK, 1);
        } catch (error) {
          failure = error;
        }
      })(),
    );
    sim.runUntil(SECOND);
    expect(failure).toBeInstanceOf(NetworkError);
    expect(hops()[0]!.outcome).toBe('refused');
  });

  it('fails when its server dies before it answers, and the next call dials anew', () => {
    const { sim, network, client, server, there } = wire();
    const handler = (process: Process) =>
      serve(network, process, 'slow', function* (call) {
        yield* sleep(sim, SECOND);
        call.reply(TELL, 'done');
      });
    handler(server);
    const rpc = new RpcClient(network, client, 'slow');
    const seen: unknown[] = [];
    client.go(
      'asker',
      (function* () {
        for (let i = 0; i < 2; i++) {
          try {
            seen.push(yield* rpc.call(ASK, i));
          } catch (error) {
            seen.push((error as NetworkError).reason);
          }
        }
      })(),
    );
    sim.after(
      SECOND / 2,
      () => {
        server.kill();
        handler(new Process(sim, 'server', there));
      },
      undefined,
    );
    sim.runUntil(10 * SECOND);
    expect(seen).toEqual(['closed', 'done']);
  });

  it('times out', () => {
    const { sim, network, client, server } = wire();
    serve(network, server, 'silent', function* () {
      yield* sleep(sim, MINUTE);
    });
    const rpc = new RpcClient(network, client, 'silent');
    let reason = '';
    client.go(
      'asker',
      (function* () {
        try {
          yield* rpc.call(ASK, 1, 10 * SECOND);
        } catch (error) {
          reason = (error as NetworkError).reason;
        }
      })(),
    );
    sim.runUntil(11 * SECOND);
    expect(reason).toBe('timeout');
  });
});
