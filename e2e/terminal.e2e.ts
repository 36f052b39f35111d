import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { apply, openCluster, type OpenedCluster } from './the-page.ts';

const PROMPT = 'user@orrery:~$';
let cluster: OpenedCluster;

/** What stands on the screen of the terminal in front, without blanks at the ends. */
function screen(page: Page): Promise<string> {
  return page.$$eval('.xterm-rows > div', (rows) =>
    rows
      .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd(),
  );
}

async function openTerminal(page: Page): Promise<void> {
  if ((await page.locator('.terminal').count()) === 0)
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await until(page, (text) => text.endsWith(PROMPT));
  await page.locator('.terminal .xterm-helper-textarea').focus();
}

async function until(page: Page, done: (text: string) => boolean): Promise<string> {
  for (let i = 0; i < 600; i++) {
    const text = await screen(page);
    if (done(text)) return text;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  throw new Error(`the screen never came to be so:\n${await screen(page)}`);
}

/** Runs a line on a screen that it begins by clearing. Answers what was printed. */
async function line(page: Page, text: string): Promise<string> {
  await page.keyboard.type(`clear; ${text}`);
  await page.keyboard.press('Enter');
  const shown = await until(page, (now) => now.endsWith(PROMPT) && !now.includes('clear;'));
  return shown.slice(0, -PROMPT.length).trimEnd();
}

/** An empty screen with a prompt. */
async function cleared(page: Page): Promise<void> {
  await page.keyboard.type('clear');
  await page.keyboard.press('Enter');
  await until(page, (text) => text === PROMPT);
}

beforeAll(async () => {
  cluster = await openCluster();
  await cluster.page.evaluate(() => window.orrery!.play(10));
  await openTerminal(cluster.page);
});
afterAll(() => cluster.end());

describe('the terminal', () => {
  it('answers kubectl, in pipes too', async () => {
    const { page } = cluster;
    const nodes = await line(page, 'kubectl get nodes');
    expect(nodes).toMatch(/^NAME +STATUS +ROLES +AGE +VERSION\ncontrol-plane-1 +Ready +control-plane/);
    expect(await line(page, 'k get nodes --no-headers | grep -c worker')).toBe('3');
    expect(await line(page, "kubectl get nodes -o json | jq -r '.items[].metadata.name' | sort | head -1")).toBe(
      'control-plane-1',
    );
    expect(await line(page, 'kubectl get nothing; echo $?')).toBe(
      'error: the server doesn\'t have a resource type "nothing"\n1',
    );
  });

  it('watches as things happen, until Ctrl-C', async () => {
    const { page } = cluster;
    await cleared(page);
    await page.keyboard.type('kubectl get pods -w');
    await page.keyboard.press('Enter');
    await apply(
      page,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: seen}\nspec: {containers: [{name: c, image: nginx}]}',
    );
    await until(page, (text) => /seen +1\/1 +Running/.test(text));
    await page.keyboard.press('Control+c');
    await until(page, (text) => text.endsWith(PROMPT));
    await page.keyboard.type('echo code $?');
    await page.keyboard.press('Enter');
    await until(page, (text) => text.endsWith(`\ncode 130\n${PROMPT}`));
  });

  it('completes kinds, names and files with Tab, and lists them at the second', async () => {
    const { page } = cluster;
    await cleared(page);
    await page.keyboard.type('kubectl get no');
    await page.keyboard.press('Tab');
    await until(page, (text) => text.endsWith('kubectl get nodes'));
    await page.keyboard.type('wor');
    await page.keyboard.press('Tab');
    await until(page, (text) => text.endsWith('kubectl get nodes worker-'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await until(page, (text) => text.includes('worker-1  worker-2  worker-3'));
    await page.keyboard.press('Control+c');
    await page.keyboard.type('cat exa');
    await page.keyboard.press('Tab');
    await until(page, (text) => text.endsWith('cat examples/'));
    await page.keyboard.press('Control+c');
  });

  it('shows a paste of several lines, and runs it only at Enter', async () => {
    const { page } = cluster;
    await cleared(page);
    await page.$eval('.xterm-helper-textarea', (element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'echo one\necho two\n');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await until(page, (text) => text.endsWith('2 lines were pasted. Enter runs them, Ctrl-C drops them.'));
    await page.keyboard.press('Enter');
    await until(page, (text) => text.endsWith(`\none\ntwo\n${PROMPT}`));
  });

  it('lets nothing that a file contains do more than be read', async () => {
    const { page } = cluster;
    const title = await page.title();
    const shown = await line(
      page,
      String.raw`printf '\033]0;owned\007\033[2J\033[H<img src=x onerror=alert(1)>\033]8;;http://evil.example\033\\link\033]8;;\033\\ \033[31mred\033[0m\n'`,
    );
    expect(shown).toBe('<img src=x onerror=alert(1)>link red');
    expect(await page.title()).toBe(title);
    expect(await page.locator('.xterm img, .xterm a').count()).toBe(0);
  });

  it('opens a file in the editor, which writes where the shell reads', async () => {
    const { page } = cluster;
    expect(await line(page, 'edit examples/pod.yaml')).toContain('Opened examples/pod.yaml in the editor.');
    await page.waitForSelector('.editor .monaco-editor', { timeout: 60_000 });
    await page.getByText('pod.yaml').first().waitFor();
    await page.getByRole('button', { name: 'Editor', exact: true }).click();
    await page.locator('.terminal .xterm-helper-textarea').focus();
  });

  it('answers scripts through window.orrery.kubectl', async () => {
    const { page } = cluster;
    const answer = await page.evaluate(() => window.orrery!.kubectl('get nodes -o name | tail -1'));
    expect(answer).toEqual({ stdout: 'node/worker-3\n', stderr: '', code: 0 });
    const refused = await page.evaluate(() => window.orrery!.kubectl('kubectl get pod nothing'));
    expect(refused).toEqual({
      stdout: '',
      stderr: 'Error from server (NotFound): pods "nothing" not found\n',
      code: 1,
    });
  });

  it('wakes a clock that stands, and says so', async () => {
    const { page } = cluster;
    await page.evaluate(() => window.orrery!.pause());
    const shown = await line(page, 'kubectl get ns default -o name');
    expect(shown).toBe('The clock stood still; it runs again, since this has to wait.\nnamespace/default');
    await page.evaluate(() => window.orrery!.play(10));
  });

  it('keeps files and history over a reload', async () => {
    const { page } = cluster;
    await line(page, 'echo kept > note; echo done');
    await page.reload();
    await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await openTerminal(page);
    expect(await line(page, 'cat note')).toBe('kept');
    await cleared(page);
    await page.keyboard.press('Control+r');
    await page.keyboard.type('echo kept');
    await until(page, (text) => text.includes("(reverse-i-search)`echo kept': clear; echo kept > note; echo done"));
    await page.keyboard.press('Control+c');
  });
});
