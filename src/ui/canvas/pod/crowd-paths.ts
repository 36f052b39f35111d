import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { glyphPath } from '../../kit/index.ts';
import type { Rect } from '../board/geometry.ts';
import { namespaceHue } from './namespace-hue.ts';
import { podView, type PodShape } from './pod-view.ts';

/** All chips of a room as a few paths: what costs is how many things are drawn, not how many pods they show. */
export interface CrowdPaths {
  /** The outlines and the signs of those that are alike. */
  readonly shapes: ReadonlyMap<PodShape, { readonly body: string; readonly sign: string }>;
  /** The base of each chip, by the hue of its namespace. */
  readonly bases: ReadonlyMap<string, string>;
}

const STROKE = 2;
const BASE = 3;
const SIGN = 16;

export function crowdPaths(pods: readonly ApiObject[], places: ReadonlyMap<string, Rect>): CrowdPaths {
  const shapes = new Map<PodShape, { body: string; sign: string }>();
  const bases = new Map<string, string>();
  for (const pod of pods) {
    const at = places.get(pod.metadata.uid);
    if (!at) continue;
    const { shape, namespace } = podView(pod);
    const paths = shapes.get(shape) ?? { body: '', sign: '' };
    const left = at.x + (at.width - SIGN) / 2;
    const top = at.y + (STROKE + at.height - BASE - SIGN) / 2;
    shapes.set(shape, { body: paths.body + body(at), sign: paths.sign + moved(glyphPath(shape), left, top) });
    const hue = namespaceHue(namespace);
    const bottom = at.y + at.height - BASE / 2;
    bases.set(hue, `${bases.get(hue) ?? ''}M${at.x + 3} ${bottom}h${at.width - 6}`);
  }
  return { shapes, bases };
}

/** Round above, almost square below, as a chip is. */
function body({ x, y, width, height }: Rect): string {
  const inset = STROKE / 2;
  const [wide, high] = [width - STROKE, height - STROKE / 2 - BASE / 2];
  const [head, foot] = [8, 3];
  return (
    `M${x + inset + head} ${y + inset}h${wide - 2 * head}a${head} ${head} 0 0 1 ${head} ${head}v${high - head - foot}` +
    `a${foot} ${foot} 0 0 1 ${-foot} ${foot}h${2 * foot - wide}a${foot} ${foot} 0 0 1 ${-foot} ${-foot}` +
    `v${head + foot - high}a${head} ${head} 0 0 1 ${head} ${-head}z`
  );
}

/** Of each absolute command, which of its numbers are across and which are down. */
const AXES: Readonly<Record<string, string>> = { M: 'xy', L: 'xy', C: 'xyxyxy', H: 'x', V: 'y', A: '.....xy' };

/** The same path elsewhere: relative commands stay as they are. */
export function moved(d: string, x: number, y: number): string {
  return d.replace(/([MLCHVA])([^a-zA-Z]*)/g, (_, command: string, numbers: string) => {
    const axes = AXES[command]!;
    const all = (numbers.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map((number, i) => {
      const axis = axes[i % axes.length];
      return Number(number) + (axis === 'x' ? x : axis === 'y' ? y : 0);
    });
    return command + all.join(' ');
  });
}
