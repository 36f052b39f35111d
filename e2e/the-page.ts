/**
 * The page as a person or a script meets it: opened once for a whole file of tests, past its start screen, with words for
 * what stands on the map. Virtual time passes through window.orrery, never by sleeping.
 */
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
// Declares window.orrery.
import type {} from '../src/ui/app/console-api.ts';
import { launchChromium, openPage, type WatchedPage } from './chromium.ts';

export interface OpenedCluster extends WatchedPage {
  /** Closes the page, failing if it complained, and the browser. */
  end(): Promise<void>;
}

/** Opens the built page on a new cluster, in English unless the query says otherwise, without the start screen. */
export async function openCluster(query = '?lang=en', { keepStart = false } = {}): Promise<OpenedCluster> {
  const browser = await launchChromium();
  const opened = await openPage(browser, inject('appUrl') + query);
  await opened.page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
  if (!keepStart) await leaveStartScreen(opened.page);
  const end = async (): Promise<void> => {
    try {
      await opened.close();
    } finally {
      await browser.close();
    }
  };
  return { ...opened, end };
}

/** The start screen lies over the map at first; Escape is the way past it. */
export async function leaveStartScreen(page: Page): Promise<void> {
  const start = page.locator('.start-layer');
  if ((await start.count()) === 0) return;
  await page.keyboard.press('Escape');
  await start.waitFor({ state: 'detached' });
}

/** `kubectl apply`, and as much virtual time as its answers need, without the slow motion that a person would want. */
export async function apply(page: Page, yaml: string): Promise<readonly string[]> {
  return page.evaluate(async (manifest) => {
    await window.orrery!.play(10);
    return window.orrery!.apply(manifest);
  }, yaml);
}

/** A request from the user's kubectl, and as much virtual time as its answer needs. */
export function ask(page: Page, method: string, url: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ([verb, path, content]) => {
      const api = window.orrery!;
      let answer: Awaited<ReturnType<typeof api.fetch>> | undefined;
      const asked = api.fetch(verb, path, content).then((got) => (answer = got));
      while (answer === undefined) await api.advance('100ms');
      await asked;
      return answer;
    },
    [method, url, body] as const,
  );
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Lets so much virtual time pass; the playhead is at its end. */
export function advance(page: Page, duration: string): Promise<number> {
  return page.evaluate((time) => window.orrery!.advance(time), duration);
}

export function fault(page: Page, name: string, params: Readonly<Record<string, string | number>>): Promise<void> {
  return page.evaluate(([what, how]) => window.orrery!.fault(what, how), [name, params] as const);
}

/** Lets time pass, so much at a time, until something is so. Fails after three thousand times. */
export async function advanceUntil(page: Page, step: string, done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 3_000; i++) {
    if (await done()) return;
    await advance(page, step);
  }
  throw new Error(`it never came to be, however often ${step} passed`);
}

/** The pods that are drawn, by name, with the text that kubectl would print in STATUS. */
export function podStatuses(page: Page): Promise<Record<string, string>> {
  return page.$$eval('[data-kind="Pod"]', (all) =>
    Object.fromEntries(
      all.map((element) => {
        const { name = '', status = '' } = (element as HTMLElement).dataset;
        return [name, status];
      }),
    ),
  );
}

/** Drops a file onto the open editor, as from a desktop. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  await page.waitForSelector('.editor .monaco-editor', { timeout: 60_000 });
  await page.evaluate(
    ([file, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], file!, { type: 'text/yaml' }));
      const editor = document.querySelector('.editor')!;
      editor.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
      editor.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
  await page.getByText(name, { exact: true }).first().waitFor();
}
