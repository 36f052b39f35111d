import { describe, expect, it } from 'vitest';
import { parseTime } from '../../apimachinery/index.ts';
import { podPrinter } from './printer.ts';
import type { Pod } from './types.ts';

const NOW = parseTime('2026-11-21T08:00:00Z');

function row(status: object, spec: object = {}, meta: object = {}): string {
  const pod: unknown = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', creationTimestamp: '2026-11-21T07:55:00Z', ...meta },
    spec: { containers: [{ name: 'a' }], ...spec },
    status: { phase: 'Running', ...status },
  };
  return podPrinter
    .cells(pod as Pod, NOW)
    .slice(1, 5)
    .join(' ');
}

function container(state: object, more: object = {}): object {
  return { name: 'a', ready: false, restartCount: 0, state, ...more };
}

const running = container({ running: {} }, { ready: true });

describe('kubectl get pods', () => {
  it.each<[string, object, object, object]>([
    ['0/1 Pending 0 5m', { phase: 'Pending' }, {}, {}],
    ['1/1 Running 0 5m', { containerStatuses: [running] }, {}, {}],
    [
      '0/1 ContainerCreating 0 5m',
      { phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] },
      {},
      {},
    ],
    [
      '0/1 Completed 0 5m',
      { phase: 'Succeeded', containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } })] },
      {},
      {},
    ],
    [
      '0/1 ExitCode:3 0 5m',
      { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 3 } })] },
      {},
      {},
    ],
    [
      '0/1 Signal:9 0 5m',
      { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] },
      {},
      {},
    ],
    ['0/1 Evicted 0 5m', { phase: 'Failed', reason: 'Evicted' }, {}, {}],
    ['1/1 Terminating 0 5m', { containerStatuses: [running] }, {}, { deletionTimestamp: '2026-11-21T08:00:00Z' }],
    [
      '1/1 Unknown 0 5m',
      { reason: 'NodeLost', containerStatuses: [running] },
      {},
      { deletionTimestamp: '2026-11-21T08:00:00Z' },
    ],
    [
      '0/1 Init:0/2 0 5m',
      { phase: 'Pending', initContainerStatuses: [container({ running: {} })] },
      { initContainers: [{ name: 'a' }, { name: 'b' }] },
      {},
    ],
    [
      '0/1 Init:CrashLoopBackOff 2 5m',
      {
        phase: 'Pending',
        initContainerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 2 })],
      },
      { initContainers: [{ name: 'a' }] },
      {},
    ],
    [
      '0/1 Init:Error 0 5m',
      { phase: 'Pending', initContainerStatuses: [container({ terminated: { exitCode: 1, reason: 'Error' } })] },
      { initContainers: [{ name: 'a' }] },
      {},
    ],
    [
      '0/1 SchedulingGated 0 5m',
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
      {},
      {},
    ],
    [
      '1/2 NotReady 0 5m',
      {
        containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } }), { ...running, name: 'b' }],
      },
      { containers: [{ name: 'a' }, { name: 'b' }] },
      {},
    ],
    [
      '2/2 Running 0 5m',
      { initContainerStatuses: [{ ...running, name: 's', started: true }], containerStatuses: [running] },
      { initContainers: [{ name: 's', restartPolicy: 'Always' }] },
      {},
    ],
  ])('%s', (expected, status, spec, meta) => {
    expect(row(status, spec, meta)).toBe(expected);
  });

  it('says when a container was last restarted', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2026-11-21T07:58:30Z' } };
    const crashing = container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 3, lastState });
    expect(row({ containerStatuses: [crashing] })).toBe('0/1 CrashLoopBackOff 3 (90s ago) 5m');
  });
});
