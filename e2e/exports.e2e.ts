import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, apply, openCluster, type OpenedCluster } from './the-page.ts';

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await apply(
    cluster.page,
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: nginx, image: 'nginx:1.27'}]}
`,
  );
  await advance(cluster.page, '20s');
  await cluster.page.evaluate(() => window.orrery!.pause());
});
afterAll(() => cluster.end());

/** What the menu's item gives to the browser to keep. */
async function download(page: Page, item: string): Promise<Buffer> {
  await page.getByTestId('more').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-action="${item}"]`).click()]);
  return readFileSync(await file.path());
}

describe('what is taken along', () => {
  it('is the picture as it stands, twice as fine as the screen', async () => {
    const png = PNG.sync.read(await download(cluster.page, 'export-png'));
    const { width } = (await cluster.page.locator('.map-frame').boundingBox())!;
    expect(png.width).toBe(width * 2);
    const colours = new Set<number>();
    for (let i = 0; i < png.data.length; i += 4 * 97) colours.add(png.data.readUInt32BE(i));
    // Paper, cards, ink, brass, green and what lies between: not an empty sheet.
    expect(colours.size).toBeGreaterThan(40);
  });

  it('is the same as lines that can be drawn at any size', async () => {
    const svg = (await download(cluster.page, 'export-svg')).toString();
    expect(svg).toContain('kube-apiserver');
    expect(svg).not.toMatch(/<script/);
  });

  it('is the trace as ui.perfetto.dev reads it, every message among its arrows', async () => {
    const { traceEvents } = JSON.parse((await download(cluster.page, 'export-perfetto')).toString()) as {
      traceEvents: readonly { readonly ph: string; readonly id?: number }[];
    };
    const starts = traceEvents.filter(({ ph }) => ph === 's').map(({ id }) => id);
    const ends = traceEvents.filter(({ ph }) => ph === 'f').map(({ id }) => id);
    expect(starts.length).toBeGreaterThan(100);
    expect(ends).toEqual(starts);
  });
});
