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
] as const;

/** The picture as a file, with nothing in it that leads elsewhere. */
export function svgText(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const shapes = [...picture.querySelectorAll('*')];
  for (const [i, made] of [...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(shapes[i]!);
    for (const name of TAKEN) {
      const value = style.getPropertyValue(name);
      if (value !== '') made.setAttribute(name, value);
    }
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'aria-current']) made.removeAttribute(name);
  }
  // All of the act is told, as it is: rows that lie ahead are not faint in a file.
  for (const row of copy.querySelectorAll('[data-state]')) row.setAttribute('opacity', '1');
  copy.querySelector('g[transform^="translate(0 "]')?.removeAttribute('transform');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--card'));
  copy.prepend(paper);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(picture: SVGSVGElement): void {
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'orrery-sequence.svg';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
