import { beforeEach, describe, expect, it } from 'vitest';
import { STDOUT, type Bytes } from '../../engine/apimachinery/index.ts';
import type { Transport } from '../../kubectl/world.ts';
import { Seat } from '../testing/seat.ts';

let seat: Seat;
let heard: Bytes;

/** Answers whoever comes to the port once their request is whole, in the pieces given. */
function serve(port: number, pieces: readonly Bytes[]): void {
  seat.machine.ports.listen(port, '127.0.0.1', (caller) => {
    const answer = async (): Promise<void> => {
      heard = '';
      while (!heard.includes('\r\n\r\n')) heard += (await caller.read()) ?? '';
      for (const piece of pieces) caller.write(piece);
      caller.end();
    };
    void answer();
  });
}

beforeEach(async () => {
  seat = await Seat.take({}, 160);
});

describe('curl', () => {
  it('asks a port that something on this machine forwards', async () => {
    serve(8080, ['HTTP/1.1 200 OK\r\nContent-', 'Length: 6\r\n\r\nhel', 'lo\nand more']);
    expect(await seat.line('curl -s -H "X-A: b" "localhost:8080/a?b=c"')).toBe('hello');
    expect(heard).toMatch(
      /^GET \/a\?b=c HTTP\/1\.1\r\nHost: localhost:8080\r\nUser-Agent: curl\/[\d.]+\r\nAccept: \*\/\*\r\nX-A: b\r\n/,
    );
    expect(await seat.line('curl -si localhost:8080 | head -1')).toBe('HTTP/1.1 200 OK');
  });

  it('reads chunks, sends what -d says, writes what -o and -w say', async () => {
    serve(8080, ['HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n']);
    expect(await seat.line(`curl -s -d 'k=v' -o out -w '%{http_code}\\n' http://127.0.0.1:8080/; cat out`)).toBe(
      '201\nabcde',
    );
    expect(heard).toMatch(/^POST \/ HTTP\/1\.1[^]*Content-Length: 3\r\n/);
  });

  it('fails in curl’s words and with its codes', async () => {
    serve(8080, ['HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n']);
    serve(8081, []);
    const nobody = "curl: (7) Failed to connect to localhost port 9999 after 0 ms: Couldn't connect to server\n7";
    expect(await seat.line('curl localhost:9999; echo $?')).toBe(nobody);
    expect(await seat.line('curl -f localhost:8080; echo $?')).toBe(
      'curl: (22) The requested URL returned error: 503\n22',
    );
    expect(await seat.line('curl localhost:8081; echo $?')).toBe('curl: (52) Empty reply from server\n52');
    expect(await seat.line('curl -Q x')).toMatch(/^curl: option -Q: is unknown/);
  });

  it('asks the ports of nodes over the network of the cluster', async () => {
    const asked: string[] = [];
    const answers = new Map([
      ['tcp://worker-1:30080', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'],
      ['tls://172.18.0.2:6443', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
    ]);
    const transport: Transport = {
      fetch: () => Promise.reject(new Error('nobody asks')),
      connect: ({ url }, told) => ({
        cancel: () => undefined,
        send: (message) => {
          asked.push('data' in message ? message.data : '');
          const data = answers.get(url);
          if (data === undefined) told({ type: 'failed', reason: url.includes('nowhere') ? 'unknown' : 'timeout' });
          else told({ type: 'message', message: { channel: STDOUT, data } });
        },
      }),
    };
    seat = await Seat.take({ transport }, 160);
    expect(await seat.line('curl -s worker-1:30080/a')).toBe('hi');
    expect(asked[0]).toMatch(/^GET \/a HTTP\/1\.1\r\nHost: worker-1:30080\r\n/);
    expect(await seat.line('curl -sk https://172.18.0.2:6443/livez')).toBe('ok');
    expect(await seat.line('curl -sS https://172.18.0.2:6443/livez | cat; curl nowhere.example; echo $?')).toMatch(
      /^curl: \(60\) SSL certificate problem[^]*\ncurl: \(6\) Could not resolve host: nowhere\.example\n6$/,
    );
    const inside = await seat.line('curl 10.96.0.1:80; echo $?');
    expect(inside).toContain('kubectl port-forward');
    expect(inside).toMatch(/curl: \(28\) Failed to connect to 10\.96\.0\.1 port 80 after 0 ms[^]*\n28$/);
  });

  it('is ended by Ctrl-C while it waits', async () => {
    seat.machine.ports.listen(8080, '127.0.0.1', () => undefined);
    seat.type('curl localhost:8080\r');
    await seat.quiet();
    seat.type('\x03');
    await seat.terminal.settled();
    expect(await seat.line('echo $?')).toBe('130');
  });
});
