import { namespaceHue } from '../pod/namespace-hue.ts';
import type { PodShape } from '../pod/pod-view.ts';
import { USES, type Shade } from './shades.ts';

type Rgb = readonly [number, number, number];

/** The colours of a hall, from the page's tokens, mixed here: a canvas knows no variables. */
export interface Ink {
  readonly paper: string;
  readonly card: string;
  readonly well: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly ink2: string;
  readonly brass: string;
  readonly bad: string;
  readonly warn: string;
  readonly desired: string;
  readonly observed: string;
  /** A pod that is not looked for. */
  readonly faint: string;
  /** The ground of a machine on which something is found. */
  readonly found: string;
  readonly font: string;
  /** The smallest text, in pixels. */
  readonly text: number;
  readonly states: Readonly<Record<PodShape, string>>;
  readonly uses: Readonly<Record<string, string>>;
}

export function readInk(element: Element): Ink {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const card = read('--card');
  const mixed = (name: string, share: number): string => mix(read(name), card, share);
  return {
    paper: read('--paper'),
    card,
    well: read('--well'),
    line: read('--line'),
    lineStrong: read('--line-strong'),
    ink: read('--ink'),
    ink2: read('--ink-2'),
    brass: read('--brass'),
    bad: read('--bad'),
    warn: read('--warn'),
    desired: read('--desired'),
    observed: read('--observed'),
    faint: mixed('--line', 0.75),
    found: read('--brass-fill'),
    font: read('--sans'),
    text: Number.parseFloat(read('--text')) || 14,
    states: {
      ready: mixed('--ok', 0.36),
      running: mixed('--warn', 0.62),
      creating: mixed('--desired', 0.62),
      pending: mixed('--desired', 0.9),
      succeeded: mixed('--ink-3', 0.34),
      failed: read('--bad'),
      backoff: mixed('--bad', 0.72),
      terminating: mixed('--ink-3', 0.7),
      unknown: mixed('--ink-2', 0.9),
    },
    uses: Object.fromEntries(USES.map((step, i) => [step, mixed('--brass', 0.1 + i * 0.22)])),
  };
}

/** The colour of a group under a shade. */
export function colourOf(ink: Ink, shade: Shade, group: string): string {
  if (shade === 'state') return ink.states[group as PodShape] ?? ink.line;
  if (shade === 'use') return ink.uses[group] ?? ink.line;
  if (group === '') return ink.lineStrong;
  const hue = namespaceHue(group);
  return hue.startsWith('var') ? ink.lineStrong : hue;
}

/** `share` of one colour in another, both `#rrggbb`. */
export function mix(over: string, under: string, share: number): string {
  const a = rgb(over);
  const b = rgb(under);
  return `rgb(${a.map((part, i) => Math.round(part * share + b[i]! * (1 - share))).join(' ')})`;
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
