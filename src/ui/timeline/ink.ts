/** The page's colours as a canvas needs them; read again when the theme changes. */
export interface Ink {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly well: string;
  readonly brass: string;
  readonly brassFill: string;
  readonly desired: string;
  readonly observed: string;
  readonly traffic: string;
  readonly bad: string;
  readonly card: string;
  readonly font: string;
}

export function readInk(element: Element): Ink {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    line: token('--line'),
    well: token('--well'),
    brass: token('--brass-line'),
    brassFill: token('--brass-fill'),
    desired: token('--desired'),
    observed: token('--observed'),
    traffic: token('--traffic'),
    bad: token('--bad'),
    card: token('--card'),
    font: `${token('--text')} ${token('--sans')}`,
  };
}

/** Makes a canvas as sharp as the screen and gives its pen, cleared. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ratio = devicePixelRatio || 1;
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}
