import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours of a theme: what `:root` says, and over it what the theme says. */
function colours(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const take = (block: string | undefined): void => {
    for (const [, name, value] of (block ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)) found.set(name!, value!);
  };
  take(/:root \{([^}]*)\}/.exec(CSS)?.[1]);
  if (theme === 'dark') take(/:root\[data-theme='dark'\] \{([^}]*)\}/.exec(CSS)?.[1]);
  return found;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['paper', 'card', 'well'];
const TEXTS = ['ink', 'ink-2', 'ink-3', 'brass', 'desired', 'observed', 'traffic', 'refusal', 'ok', 'warn', 'bad'];
/** Text that stands on the fill of what is pressed or chosen. */
const ON_FILL = ['ink', 'ink-2', 'bad'];
/** Lines that tell something: outlines of cards, wires, focus. */
const LINES = ['line-strong', 'focus'];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const all = colours(theme);
  const ratio = (a: string, b: string): number => contrast(all.get(a)!, all.get(b)!);

  it('every text is read on every surface it stands on', () => {
    const weak = SURFACES.flatMap((surface) =>
      TEXTS.filter((text) => ratio(text, surface) < 4.5).map((text) => `${text} on ${surface}`),
    );
    expect(weak.concat(ON_FILL.filter((text) => ratio(text, 'brass-fill') < 4.5))).toEqual([]);
  });

  it('every line that tells something is seen', () => {
    const weak = SURFACES.flatMap((surface) =>
      LINES.filter((line) => ratio(line, surface) < 3).map((line) => `${line} on ${surface}`),
    );
    expect(weak).toEqual([]);
  });

  it('what is written on a hue is read', () => {
    for (const hue of ['desired', 'observed', 'traffic', 'refusal']) expect(ratio('on-hue', hue)).toBeGreaterThan(4.5);
  });
});
