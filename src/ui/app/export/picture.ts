import { toCanvas, toSvg } from 'html-to-image';
import { fontCss } from './fonts.ts';

/** What is drawn: the stage without what floats over it. */
function stage(): HTMLElement {
  const element = document.querySelector<HTMLElement>('.stages');
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

/** The stage as it stands, in the theme and the language of the page. PNG is twice as fine as the screen. */
export async function pictureFile(format: 'svg' | 'png'): Promise<Blob> {
  const element = stage();
  if (format === 'png') {
    const canvas = await toCanvas(element, { ...(await options(element)), pixelRatio: 2 });
    return blobOf(canvas);
  }
  const url = await toSvg(element, await options(element));
  const text = decodeURIComponent(url.slice(url.indexOf(',') + 1));
  return new Blob([text], { type: 'image/svg+xml' });
}

/** The stage as it stands, at the size of the screen or smaller. */
export async function pictureCanvas(widest: number): Promise<HTMLCanvasElement> {
  const element = stage();
  return toCanvas(element, { ...(await options(element)), pixelRatio: Math.min(1, widest / element.offsetWidth) });
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large')))),
  );
}
