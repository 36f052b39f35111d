/**
 * Pictures that people have looked at, and how a new one is compared with them. `UPDATE_PICTURES=1` makes them anew (look at what
 * changed before committing); a difference leaves the new picture and the difference in `.cache/pictures`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const KEPT = fileURLToPath(new URL('./pictures/', import.meta.url));
const SEEN = fileURLToPath(new URL('../.cache/pictures/', import.meta.url));
const MADE_WITH = `${KEPT}made-with.json`;
/** Of all pixels, so many may differ: glyphs are not rasterised alike in every build of a browser. */
const TOLERATED = 0.004;

export const UPDATES = process.env['UPDATE_PICTURES'] === '1';

/** Where pictures cannot be compared, why: letters are drawn otherwise by another system or browser. */
export function incomparable(browser: string): string | undefined {
  const here = signature(browser);
  if (UPDATES) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(MADE_WITH, `${JSON.stringify(here, undefined, 2)}\n`);
    return undefined;
  }
  const made = JSON.parse(readFileSync(MADE_WITH, 'utf8')) as typeof here;
  const same = made.platform === here.platform && made.chromium === here.chromium;
  return same ? undefined : `pictures were made with ${JSON.stringify(made)}, this is ${JSON.stringify(here)}`;
}

function signature(browser: string): { readonly platform: string; readonly chromium: string } {
  return { platform: `${process.platform}-${process.arch}`, chromium: browser.split('.')[0] ?? '' };
}

/** What is wrong with a picture; undefined when it is as it was. */
export function differs(name: string, picture: Buffer): string | undefined {
  const path = `${KEPT}${name}.png`;
  if (UPDATES) {
    writeFileSync(path, picture);
    return undefined;
  }
  if (!existsSync(path)) return `${name}: there is no picture; make it with UPDATE_PICTURES=1`;
  const kept = PNG.sync.read(readFileSync(path));
  const seen = PNG.sync.read(picture);
  if (kept.width !== seen.width || kept.height !== seen.height) {
    keep(name, picture);
    return `${name}: ${seen.width}×${seen.height} and not ${kept.width}×${kept.height}`;
  }
  const difference = new PNG({ width: kept.width, height: kept.height });
  const pixels = pixelmatch(kept.data, seen.data, difference.data, kept.width, kept.height, { threshold: 0.15 });
  if (pixels <= TOLERATED * kept.width * kept.height) return undefined;
  keep(name, picture);
  keep(`${name}.difference`, PNG.sync.write(difference));
  return `${name}: ${pixels} pixels differ, see .cache/pictures`;
}

function keep(name: string, picture: Buffer): void {
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(`${SEEN}${name}.png`, picture);
}
