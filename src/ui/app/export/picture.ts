import { toCanvas, toSvg } from 'html-to-image';
import { fontCss } from './fonts.ts';

/** What is drawn: the stage without what floats over it. */
function stage(): HTMLElement {
  const element = document.querySelector<HTMLElement>('.map-frame');
  if (!element) throw new Error('there is no stage');
  return element;
}

async function options(of: HTMLElement) {
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  // What only assistive technology reads would be drawn as text where styles are not taken along.
  const filter = (node: HTMLElement): boolean => !(node instanceof Element && node.classList.contains('hidden'));
  const fontEmbedCSS = await fontCss(of.innerText);
  return { backgroundColor: paper, filter, fontEmbedCSS, skipAutoScale: true };
}

const DRAWN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
] as const;

/**
 * Does something while every line of every drawing says itself how it looks: html-to-image takes the style of HTML elements along,
 * and of drawings only what stands in them.
 */
async function withLooks<T>(of: HTMLElement, make: () => Promise<T>): Promise<T> {
  const lines = [...of.querySelectorAll<SVGElement>('svg *')].filter((line) => !line.hasAttribute('style'));
  const looks = lines.map((line) => {
    const style = getComputedStyle(line);
    return DRAWN.map((property) => `${property}:${style.getPropertyValue(property)}`).join(';');
  });
  for (const [i, line] of lines.entries()) line.setAttribute('style', looks[i] ?? '');
  try {
    return await make();
  } finally {
    for (const line of lines) line.removeAttribute('style');
  }
}

/** The stage as it stands, in the theme and the language of the page. PNG is twice as fine as the screen. */
export async function pictureFile(format: 'svg' | 'png'): Promise<Blob> {
  const element = stage();
  const how = await options(element);
  if (format === 'png') return blobOf(await withLooks(element, () => toCanvas(element, { ...how, pixelRatio: 2 })));
  const url = await withLooks(element, () => toSvg(element, how));
  const text = decodeURIComponent(url.slice(url.indexOf(',') + 1));
  return new Blob([text], { type: 'image/svg+xml' });
}

/** The stage as it stands, at the size of the screen or smaller. */
export async function pictureCanvas(widest: number): Promise<HTMLCanvasElement> {
  const element = stage();
  const how = await options(element);
  const pixelRatio = Math.min(1, widest / element.offsetWidth);
  return withLooks(element, () => toCanvas(element, { ...how, pixelRatio }));
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large')))),
  );
}
