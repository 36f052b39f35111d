const SVG = 'http://www.w3.org/2000/svg';

/** What a shape of the picture takes from the page's styles, so that a file of its own looks the same. */
const TAKEN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'opacity',
  'paint-order',
  'stroke-linejoin',
] as const;

/** The picture as a file, with nothing in it that leads elsewhere. */
export function svgText(picture: SVGSVGElement): string {
  // All of the act is told, as it is: in a file no row lies ahead.
  const rows = [...picture.querySelectorAll<SVGGElement>('[data-state]')];
  const states = rows.map((row) => row.dataset['state'] ?? '');
  for (const row of rows) row.dataset['state'] = 'past';
  const copy = styledCopy(picture);
  for (const [i, row] of rows.entries()) row.dataset['state'] = states[i] ?? '';
  const paper = document.createElementNS(SVG, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--card'));
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The names at the top stand where the reader has scrolled to; in a file they stand at the top. */
function styledCopy(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  copy.querySelector('.seq-head')?.removeAttribute('transform');
  const shapes = [...picture.querySelectorAll('*')];
  for (const [i, made] of [...copy.querySelectorAll('*')].entries()) {
    if (made.tagName !== 'title') takeStyle(made, getComputedStyle(shapes[i]!));
    bare(made);
  }
  bare(copy);
  return copy;
}

function takeStyle(made: Element, style: CSSStyleDeclaration): void {
  for (const name of TAKEN) {
    const value = style.getPropertyValue(name);
    if (value !== '' && value !== 'none' && value !== 'normal') made.setAttribute(name, value);
    else if (value === 'none' && (name === 'fill' || name === 'stroke')) made.setAttribute(name, value);
  }
}

function bare(made: Element): void {
  for (const name of ['class', 'role', 'tabindex', 'aria-label', 'aria-current', 'data-state', 'data-hue'])
    made.removeAttribute(name);
}

export function saveSvg(picture: SVGSVGElement): void {
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'orrery-sequence.svg';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
