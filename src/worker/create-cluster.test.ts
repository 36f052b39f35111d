import { describe, expect, it } from 'vitest';
import { createCluster } from './create-cluster.ts';
import { EngineHost } from './engine-host.ts';
import type { ActAgain, FromWorker } from '../protocol/index.ts';

describe('createCluster', () => {
  it('answers web-standard requests, and a pod that was asked for runs after a while', async () => {
    const cluster = createCluster({ seed: 1, workers: 2 });
    const spec = { containers: [{ name: 'main', image: 'nginx:1.27' }] };
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
    const url = 'http://cluster/api/v1/namespaces/default/pods';
    const made = await cluster.fetch(
      new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    );
    expect(made.status).toBe(201);
    await cluster.advance('1m');
    const read = (await (await cluster.fetch(new Request(`${url}/web`))).json()) as { status: { phase: string } };
    expect(read.status.phase).toBe('Running');
  });

  it('gives a watch as a stream that grows as time goes on and ends when it is cancelled', async () => {
    const cluster = createCluster({ seed: 1, workers: 1 });
    const response = await cluster.fetch(new Request('http://cluster/api/v1/nodes?watch=true'));
    const reader = response.body!.getReader();
    await cluster.fault('add-node');
    await cluster.advance('10s');
    let text = '';
    while (!text.includes('worker-2')) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    await cluster.advance('10s');
  });

  it('follows a log as a stream that ends with its container', async () => {
    const cluster = createCluster({ seed: 1, workers: 1 });
    const command = ['sh', '-c', 'echo one; sleep 30; echo two'];
    const spec = { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox', command }] };
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'talker' }, spec });
    const url = 'http://cluster/api/v1/namespaces/default/pods';
    await cluster.fetch(new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }));
    await cluster.advance('10s');
    const log = await cluster.fetch(new Request(`${url}/talker/log?follow=true`));
    expect(log.headers.get('content-type')).toBe('text/plain');
    await cluster.advance('1m');
    expect(await log.text()).toBe('one\ntwo\n');
  });

  it('rejects when there is no API server to answer', async () => {
    const cluster = createCluster({ seed: 1, workers: 1 });
    await cluster.fault('process-crash', { component: 'kube-apiserver', host: 'control-plane-1' });
    await expect(cluster.fetch(new Request('http://cluster/api/v1/pods'))).rejects.toThrow(/connection refused/);
  });
});

describe('the engine’s host', () => {
  function host() {
    const said: FromWorker[] = [];
    let clock = 0;
    const engine = new EngineHost(
      (message) => said.push(message),
      () => clock++,
    );
    return { engine, said };
  }
  const options = { seed: 1, workers: 1, controlPlanes: 1 };

  it('boots, advances in slices and tells each batch before the answer that follows from it', () => {
    const { engine, said } = host();
    engine.handle({ id: 1, command: { type: 'boot', options } });
    const now = (said.find((message) => message.type === 'batch') as { now: number }).now;
    engine.handle({ id: 2, command: { type: 'advance', to: now + 5_000_000, budgetMs: 1e9 } });
    expect(said.map((message) => message.type)).toEqual(['batch', 'answer', 'batch', 'answer']);
    expect(said.at(-1)).toMatchObject({ answer: { type: 'advanced', now: now + 5_000_000, reached: true } });
  });

  it('stops within its budget of wall time and goes on when asked again', () => {
    const { engine, said } = host();
    engine.handle({ id: 1, command: { type: 'boot', options } });
    engine.handle({ id: 2, command: { type: 'advance', to: 3_600_000_000, budgetMs: 3 } });
    expect(said.at(-1)).toMatchObject({ answer: { type: 'advanced', reached: false } });
  });

  it('refuses a command before boot, and a fault that does not exist, without dying', () => {
    const { engine, said } = host();
    engine.handle({ id: 1, command: { type: 'step' } });
    expect(said.at(-1)).toMatchObject({ id: 1, answer: { type: 'failed' } });
    engine.handle({ id: 2, command: { type: 'boot', options } });
    engine.handle({ id: 3, command: { type: 'fault', fault: { name: 'nonsense', params: {} } } });
    expect(said.at(-1)).toMatchObject({
      id: 3,
      answer: { type: 'failed', message: expect.stringMatching(/no fault named/) },
    });
  });

  const pod = {
    method: 'POST',
    url: '/api/v1/namespaces/default/pods',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
    }),
  };

  /** Everything that was told, as it was told last, and the inputs behind it. */
  function history({ engine, said }: ReturnType<typeof host>, to: number) {
    engine.handle({ id: 90, command: { type: 'advance', to, budgetMs: 1e9 } });
    // An answer ends the budget early; the rest of the time passes now.
    engine.handle({ id: 91, command: { type: 'advance', to, budgetMs: 1e9 } });
    engine.handle({ id: 92, command: { type: 'inputs' } });
    const records = new Map<number, unknown>();
    for (const message of said)
      if (message.type === 'batch') for (const one of message.records) records.set(one.id, one);
    const answer = said.find((message) => message.type === 'answer' && message.answer.type === 'inputs');
    const inputs = answer?.type === 'answer' && answer.answer.type === 'inputs' ? answer.answer.inputs : [];
    return { records: JSON.stringify([...records.values()]), inputs };
  }

  it('tells its inputs, and a boot with them makes the same history, refused acts included', () => {
    const first = host();
    first.engine.handle({ id: 1, command: { type: 'boot', options } });
    first.engine.handle({ id: 2, command: { type: 'fetch', request: pod } });
    first.engine.handle({ id: 3, command: { type: 'advance', to: 40_000_000, budgetMs: 7 } });
    first.engine.handle({
      id: 4,
      command: { type: 'fault', fault: { name: 'node-down', params: { node: 'worker-9' } } },
    });
    first.engine.handle({
      id: 5,
      command: { type: 'fault', fault: { name: 'node-down', params: { node: 'worker-1' } } },
    });
    const made = history(first, 120_000_000);
    expect(made.inputs).toHaveLength(3);
    const again = host();
    again.engine.handle({ id: 1, command: { type: 'boot', options: { ...options, inputs: made.inputs } } });
    expect(history(again, 120_000_000)).toEqual(made);
  });

  it('does an act again when the clock comes to it, and not before', () => {
    const { engine, said } = host();
    const again: ActAgain[] = [
      { at: 60_000_000, input: { fault: { name: 'node-down', params: { node: 'worker-1' } } } },
      { at: 61_000_000, input: { fault: { name: 'no-such-thing', params: {} } } },
    ];
    engine.handle({ id: 1, command: { type: 'boot', options: { ...options, again } } });
    engine.handle({ id: 2, command: { type: 'advance', to: 59_999_999, budgetMs: 1e9 } });
    const acts = () =>
      said.flatMap((message) =>
        message.type === 'batch'
          ? message.records.filter((one) => one.type === 'span' && one.process.startsWith('hand'))
          : [],
      );
    expect(acts()).toEqual([]);
    engine.handle({ id: 3, command: { type: 'advance', to: 70_000_000, budgetMs: 1e9 } });
    expect(acts()).toMatchObject([{ operation: 'node-down', start: 60_000_000 }]);
    expect(said.at(-1)).toMatchObject({ answer: { type: 'advanced', now: 70_000_000, reached: true } });
  });
});
