import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, apply, openCluster, type OpenedCluster } from './the-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PODS = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Pod
metadata: {name: picky}
spec: {nodeSelector: {disktype: ssd}, containers: [{name: c, image: nginx}]}
`;

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await apply(cluster.page, PODS);
  await advance(cluster.page, '30s');
  await cluster.page.evaluate(() => window.orrery!.pause());
  await cluster.page.evaluate(AXE);
});
afterAll(() => cluster.end());

/** What axe-core finds wrong; a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    const { axe } = window as unknown as {
      axe: {
        run: (what: unknown, how: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

async function select(page: Page, name: string): Promise<void> {
  await page.locator(`[data-kind="Pod"][data-name="${name}"]`).first().press('Enter');
}

describe('why', () => {
  it('says what would give a pod a node, and hands the command line to the terminal without sending it', async () => {
    const { page } = cluster;
    await select(page, 'picky');
    await page.keyboard.press('i');
    const command = page.locator('.answer-command').first();
    await expect(command.locator('code').textContent()).resolves.toBe('kubectl label nodes worker-1 disktype=ssd');
    expect(await violations(page)).toEqual([]);
    await command.getByRole('button').click();
    const prompt = page.locator('.terminal .xterm-rows');
    await prompt.getByText('kubectl label nodes worker-1 disktype=ssd').waitFor();
    await expect(
      page.evaluate(() => window.orrery!.kubectl('get nodes -l disktype=ssd -o name')),
    ).resolves.toMatchObject({ stdout: '' });
    await page.keyboard.press('Enter');
    await page.evaluate(() => window.orrery!.advance('10s'));
    await page.locator('[data-answer="answer.pod.title"]').waitFor();
    await page.locator('.drawer-left').getByRole('button', { name: 'Close', exact: true }).last().click();
  });

  it('is asked of a condition, and answered with the chain that made it so', async () => {
    const { page } = cluster;
    await page.evaluate(() => window.orrery!.pause());
    await page.getByRole('tab', { name: 'State' }).click();
    await page.locator('.conditions .asks', { hasText: 'PodScheduled' }).press('Enter');
    await expect(page.locator('.asked-value').textContent()).resolves.toBe('True');
    await page.locator('.chain .step-text', { hasText: 'binds the pod picky' }).waitFor();
  });
});

describe('the sequence diagram', () => {
  it('opens by key, follows the playhead, and leads it', async () => {
    const { page } = cluster;
    await select(page, 'web');
    await page.keyboard.press('q');
    const rows = page.locator('.seq-row');
    await rows.first().waitFor();
    expect(await rows.count()).toBeGreaterThan(10);
    const scheduling = rows.filter({ hasText: /→ worker-/ }).first();
    await scheduling.focus();
    await page.keyboard.press('Enter');
    await page.locator('.seq-row[data-state="now"]', { hasText: /→ worker-/ }).waitFor();
    await page.locator('.seq-row:focus').press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.seq-row[data-state="now"]', { hasText: 'bind' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('is saved as a picture of its own', async () => {
    const { page } = cluster;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.slice(0, 200)).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text.includes('>kubelet<')).toBe(true);
    expect(/var\(|class=/.test(text)).toBe(false);
    await page.keyboard.press('q');
  });
});

describe('the narrator', () => {
  it('tells the same step at three levels, and a listener hears it', async () => {
    const { page } = cluster;
    const told = page.locator('.narrator-text');
    const level = page.getByRole('combobox', { name: 'Narrator' });
    await page.evaluate(() => window.orrery!.pause());
    await page.evaluate(() => window.orrery!.seek(1_200_000));
    const before = (await told.textContent()) ?? '';
    await page.evaluate(() => window.orrery!.seek(900_000));
    await page.waitForFunction((text) => document.querySelector('.narrator-text')?.textContent !== text, before);
    const sentences = new Set<string>();
    for (const one of ['beginner', 'operator', 'expert']) {
      await level.selectOption(one);
      await page.locator(`.narrator[data-level="${one}"]`).waitFor();
      const text = (await told.textContent()) ?? '';
      sentences.add(text);
      await page.locator('[data-spoken]', { hasText: text }).waitFor({ state: 'attached' });
    }
    expect(sentences.size).toBe(3);
    await level.selectOption('operator');
  });
});

describe('the glossary', () => {
  it('explains a word by key, and gives the focus back', async () => {
    const { page } = cluster;
    const word = page.locator('.narrator .term').first();
    await word.press('Enter');
    await page.getByRole('dialog', { name: 'What this word means' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.term-card').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.className === 'term');
  });

  it('is a page with a search, and shows where a thing is', async () => {
    const { page } = cluster;
    await page.keyboard.press('d');
    await page.getByRole('searchbox').fill('scheduler');
    const first = page.locator('[data-entry]').first();
    await expect(first.getAttribute('data-entry')).resolves.toBe('kube-scheduler');
    expect(await violations(page)).toEqual([]);
    await first.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(page.locator('.inspector-heading h3').textContent()).resolves.toContain('kube-scheduler');
  });
});
