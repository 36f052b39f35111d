import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { determinismScenario, runDeterminismScenario } from '../src/engine/testing/determinism-scenario.ts';
import { EngineHost } from '../src/worker/engine-host.ts';
import type { Command, FromWorker } from '../src/protocol/index.ts';
import type { TraceRecord } from '../src/engine/trace/index.ts';
import { launchChromium, openPage } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** What a page would send to live the scenario through. */
function commands(): readonly Command[] {
  const { options, inputs, end } = determinismScenario;
  const run = (to: number): Command => ({ type: 'advance', to, budgetMs: 1e9 });
  return [
    { type: 'boot', options },
    ...inputs.flatMap(({ at, input }): Command[] => [
      run(at),
      ...('fetch' in input ? [{ type: 'fetch', request: input.fetch } as const] : []),
      ...('fault' in input ? [{ type: 'fault', fault: input.fault } as const] : []),
    ]),
    run(end),
  ];
}

/** The final state of every record, as one digest. */
function digestOfHost(): string {
  const records: TraceRecord[] = [];
  const host = new EngineHost(
    (message: FromWorker) => {
      if (message.type === 'crash') throw new Error(message.message);
      if (message.type === 'batch') for (const record of message.records) records[record.id - 1] = record;
    },
    () => 0,
  );
  commands().forEach((command, index) => host.handle({ id: index + 1, command }));
  return createHash('sha256').update(JSON.stringify(records)).digest('hex');
}

/** The same in the worker of the built page: `source` is its address. */
function digestOfWorker(page: Page, source: string): Promise<string> {
  return page.evaluate(
    async ([address, list]) => {
      const records: { readonly id: number }[] = [];
      const worker = new Worker(address, { type: 'module' });
      await new Promise<void>((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          if (data.type === 'crash') reject(new Error(data.message));
          if (data.type === 'batch') for (const record of data.records) records[record.id - 1] = record;
          if (data.type === 'answer' && data.id === list.length) resolve();
        };
        worker.onerror = (event) => reject(new Error(event.message));
        list.forEach((command, index) => worker.postMessage({ id: index + 1, command }));
      });
      worker.terminate();
      const bytes = new TextEncoder().encode(JSON.stringify(records));
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    [source, commands()] as const,
  );
}

const ENTRY = `
import { runDeterminismScenario } from './determinism-scenario.ts';
postMessage([runDeterminismScenario(), runDeterminismScenario()]);
`;

/** The engine and its scenario as a worker of their own, beside the page. */
async function bundledScenario(): Promise<string> {
  const resolveDir = fileURLToPath(new URL('../src/engine/testing', import.meta.url));
  const bundled = await build({
    stdin: { contents: ENTRY, resolveDir, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', target: 'es2023', logLevel: 'silent' },
  });
  return bundled.outputFiles[0]!.text;
}

describe('the same seed and inputs', () => {
  it('give the same trace hash in Node and in Chromium, twice each', async () => {
    const body = await bundledScenario();
    const { page, close } = await openPage(browser, inject('appUrl'));
    await page.context().route('**/determinism.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
    const inChromium = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('./determinism.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
        }),
    );
    const inNode = runDeterminismScenario();
    expect(runDeterminismScenario()).toEqual(inNode);
    expect(inChromium).toEqual([inNode, inNode]);
    await close();
  });

  it('give, through the built page’s own worker, every record as the same host writes it in Node', async () => {
    const { page, close } = await openPage(browser, inject('appUrl'));
    // A cluster that is ready has a worker that was heard of.
    await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    const source = page.workers()[0]!.url();
    const inNode = digestOfHost();
    expect(await digestOfWorker(page, source)).toBe(inNode);
    expect(await digestOfWorker(page, source)).toBe(inNode);
    await close();
  });
});
