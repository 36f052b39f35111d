/** The editor as somebody who writes manifests meets it: told what could stand there, what is wrong, what will happen and what did. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, ask, dropFile, openCluster, podStatuses, type OpenedCluster } from './the-page.ts';

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await cluster.page.evaluate(() => window.orrery!.play(10));
  await cluster.page.getByRole('button', { name: 'Editor', exact: true }).click();
});
afterAll(() => cluster?.end());

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n  containers:\n    - name: one\n      image: nginx:1.27\n';

const deployment = (replicas: string, label = 'web') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  ${replicas}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: ${label}
    spec:
      containers:
        - name: web
          image: nginx:1.27
`;

/** Puts the cursor at the end of the file in front. */
async function toTheEnd(page: Page): Promise<void> {
  await page.locator('.editor .monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+End');
}

/** What stands in a file of the learner's. */
function textOf(page: Page): Promise<string> {
  return page
    .locator('.editor .monaco-editor .view-lines')
    .first()
    .innerText()
    .then((text) => text.replaceAll('\u00a0', ' '));
}

async function goTo(page: Page, line: number): Promise<void> {
  await page.locator('.editor .monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

const panel = (page: Page) => page.locator('.editor-output');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

describe('somebody who writes a manifest', () => {
  it('is told what could stand there, and gets it written', async () => {
    const { page } = cluster;
    await dropFile(page, 'completion.yaml', `${POD}      `);
    await toTheEnd(page);
    await page.keyboard.type('livene');
    const row = page.locator('.suggest-widget .monaco-list-row', { hasText: 'livenessProbe' });
    await row.waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('ht');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'httpGet' }).waitFor();
    await page.keyboard.press('Enter');
    expect(await textOf(page)).toMatch(/\n {6}livenessProbe:\n {8}httpGet:\n {10}port:/);
  });

  it('is told what a field is and who reads it', async () => {
    const { page } = cluster;
    await dropFile(page, 'hover.yaml', POD);
    await goTo(page, 8);
    const line = page.locator('.field-line');
    await line.getByText('spec.containers[0].image').waitFor();
    await line.getByRole('button', { name: 'containerd' }).click();
    await page.locator('.view-line', { hasText: 'image:' }).locator('span', { hasText: 'image' }).last().hover();
    await page.locator('.monaco-hover', { hasText: 'Container image name' }).waitFor();
  });

  it('hears from the server while typing, and nothing of it happens', async () => {
    const { page } = cluster;
    await page.evaluate(() => window.orrery!.pause());
    const length = () => page.evaluate(async () => (await window.orrery!.trace()).length);
    const before = await length();
    await dropFile(page, 'dry.yaml', deployment('replicas: -1'));
    await panel(page).getByText('must be greater than or equal to 0').waitFor();
    await page.waitForSelector('.editor .squiggly-error', { state: 'attached' });
    expect(await length()).toBe(before);
    const found = await page
      .evaluate(() => window.orrery!.play(10))
      .then(() => ask(page, 'GET', '/apis/apps/v1/namespaces/default/deployments'));
    expect((found.body as { items: unknown[] }).items).toEqual([]);
  });

  it('gets put right what is wrong, by key', async () => {
    const { page } = cluster;
    await dropFile(page, 'fix.yaml', deployment('replica: 2', 'wbe'));
    await goTo(page, 6);
    await page.waitForSelector('.editor .squiggly-error', { state: 'attached' });
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget', { hasText: 'replicas' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'replicas: 2' }).waitFor();
    await goTo(page, 9);
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget', { hasText: 'app=web' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.editor .squiggly-error').length === 0);
    expect(await textOf(page)).not.toContain('wbe');
  });
});

describe('somebody who applies', () => {
  it('sees first what will change and then what it caused', async () => {
    const { page } = cluster;
    await dropFile(page, 'web.yaml', deployment('replicas: 2'));
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await panel(page).getByText('will be created').waitFor();
    await panel(page).getByLabel('Always show this before applying').check();
    await page.getByRole('button', { name: 'Apply it', exact: true }).click();
    for (let i = 0; i < 30; i++) await advance(page, '1s');
    await panel(page).getByText('deployment.apps/web created').waitFor();
    await tab(page, 'What it caused').click();
    const rows = page.locator('.effects li');
    await rows.nth(3).waitFor();
    const said = await rows.allInnerTexts();
    expect(said.map((row) => /(Deployment|ReplicaSet|Pod)/.exec(row)?.[0])).toEqual([
      'Deployment',
      'ReplicaSet',
      'Pod',
      'Pod',
    ]);
    expect(said[3]).toMatch(/→ worker-\d · Running/);
    await rows.nth(1).getByRole('button').click();
    expect(Object.values(await podStatuses(page))).toEqual(['Running', 'Running']);
  });

  it('is asked first, field by field, when that is wanted', async () => {
    const { page } = cluster;
    await dropFile(page, 'more.yaml', deployment('replicas: 3'));
    await toTheEnd(page);
    await page.keyboard.press('Control+Enter');
    await panel(page).getByText('spec.replicas').waitFor();
    const changes = await page.locator('.plan-changes').innerText();
    expect(changes).toMatch(/spec\.replicas\s+2\s+→\s+3/);
    await panel(page).getByLabel('Always show this before applying').uncheck();
  });

  it('compares what is written with what is live', async () => {
    const { page } = cluster;
    await page.getByRole('button', { name: /^Compare/ }).click();
    await page.locator('.diff .monaco-diff-editor .line-insert').first().waitFor({ state: 'attached' });
    const inserted = await page
      .locator('.diff .modified-in-monaco-diff-editor .view-lines, .diff .view-lines')
      .allInnerTexts();
    expect(inserted.join('\n').replaceAll('\u00a0', ' ')).toContain('replicas: 3');
    await page.getByLabel('Right side').selectOption('applied');
    await page.locator('.diff').getByText('No difference').waitFor();
    await page.getByRole('button', { name: /^Compare/ }).click();
  });

  it('writes down what runs, as somebody would have written it', async () => {
    const { page } = cluster;
    await tab(page, 'Export').click();
    await panel(page).getByRole('button', { name: 'Write 1 to a file' }).click();
    await page.locator('.draft-tab[data-active]', { hasText: 'default.yaml' }).waitFor();
    const text = await textOf(page);
    expect(text).toContain('replicas: 2');
    expect(text).not.toMatch(/status:|uid:|progressDeadlineSeconds|terminationGracePeriod/);
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-editor-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('of a folder with a kustomization are applied as a whole', async () => {
    const { page } = cluster;
    mkdirSync(join(folder, 'overlay'), { recursive: true });
    writeFileSync(join(folder, 'overlay', 'pod.yaml'), POD);
    writeFileSync(join(folder, 'overlay', 'kustomization.yaml'), 'namePrefix: dev-\nresources:\n  - pod.yaml\n');
    const tree = page.getByRole('tree');
    await page.getByRole('button', { name: 'Files at home' }).click();
    await page.locator('.file-tree input[webkitdirectory]').setInputFiles(join(folder, 'overlay'));
    await tree.getByRole('treeitem', { name: 'kustomization.yaml' }).click();
    await page.getByRole('button', { name: /^What the folder comes to/ }).click();
    await page.locator('.rendered', { hasText: 'name: dev-one' }).waitFor();
    await page.getByRole('button', { name: /^What the folder comes to/ }).click();
    await tab(page, 'What will change').click();
    await panel(page).getByText('pod/dev-one').waitFor();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    for (let i = 0; i < 10; i++) await advance(page, '1s');
    await panel(page).getByText('pod/dev-one created').waitFor();
    await tab(page, 'What it caused').click();
    await page.locator('.effects li', { hasText: 'dev-one' }).waitFor();
    await page.getByRole('button', { name: 'Files at home' }).click();
  });

  it('come with their folders, can be renamed and deleted, and survive a reload', async () => {
    const { page } = cluster;
    mkdirSync(join(folder, 'app', 'base'), { recursive: true });
    writeFileSync(join(folder, 'app', 'base', 'pod.yaml'), POD);
    writeFileSync(join(folder, 'app', 'notes.txt'), 'hello');
    await page.getByRole('button', { name: 'Files at home' }).click();
    await page.locator('.file-tree input[webkitdirectory]').setInputFiles(join(folder, 'app'));
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem', { name: 'pod.yaml', exact: true }).last().waitFor();
    await tree.getByRole('treeitem', { name: 'notes.txt' }).focus();
    await page.keyboard.press('F2');
    await page.locator('.file-rename').fill('words.txt');
    await page.keyboard.press('Enter');
    await tree.getByRole('treeitem', { name: 'words.txt' }).waitFor();
    await page.reload();
    await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Editor', exact: true }).click();
    await tree.getByRole('treeitem', { name: 'words.txt' }).focus();
    await page.keyboard.press('Delete');
    await tree.getByRole('treeitem', { name: 'words.txt' }).waitFor({ state: 'detached' });
    await tree.getByRole('treeitem', { name: 'base', exact: true }).waitFor();
  });
});
