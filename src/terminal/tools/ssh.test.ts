import { expect, test } from 'vitest';
import { Cluster } from '../../engine/cluster/index.ts';
import type { Transport } from '../../kubectl/world.ts';
import { Seat } from '../testing/seat.ts';

const SECOND = 1_000_000;

/** A cluster whose time passes when somebody has said something to it. */
function transportTo(cluster: Cluster): Transport {
  const pass = () => queueMicrotask(() => cluster.advance(5 * SECOND));
  return {
    fetch: () => Promise.reject(new Error('nobody asks')),
    connect: (request, told) => {
      const { send, cancel } = cluster.connect(request, {
        onResponse: (response, streams) => told({ type: 'response', response, streams }),
        onMessage: (message) => told({ type: 'message', message }),
        onEnd: () => told({ type: 'end' }),
        onFailure: (reason) => told({ type: 'failed', reason }),
      });
      pass();
      return {
        cancel,
        send: (message) => {
          send(message);
          pass();
        },
      };
    },
  };
}

async function seatBefore(): Promise<Seat> {
  const cluster = new Cluster({ seed: 3, workers: 1 });
  cluster.runUntilReady();
  return Seat.take({ transport: transportTo(cluster) });
}

test('a command runs on the node, and its exit code comes back', async () => {
  const seat = await seatBefore();
  expect(await seat.line('ssh worker-1 hostname')).toBe('worker-1');
  expect(await seat.line('ssh root@worker-1 "exit 7"; echo $?')).toBe('7');
  expect(await seat.line('ssh worker-1 systemctl is-active kubelet | tr a-z A-Z')).toBe('ACTIVE');
});

test('a machine that is not there is named, as ssh names it', async () => {
  const seat = await seatBefore();
  const said = 'ssh: Could not resolve hostname nowhere: Name or service not known';
  expect(await seat.line('ssh nowhere; echo $?')).toBe(`${said}\n255`);
});

test('a shell on the node takes lines until exit', async () => {
  const seat = await seatBefore();
  seat.type('ssh worker-1\r');
  await seat.quiet();
  seat.type('cat /etc/hostname\r');
  await seat.quiet();
  seat.type('exit\r');
  await seat.terminal.settled();
  expect(seat.screen.text).toContain('root@worker-1:~# cat /etc/hostname\nworker-1\nroot@worker-1:~# exit');
  expect(await seat.line('hostname')).toBe('orrery');
});
