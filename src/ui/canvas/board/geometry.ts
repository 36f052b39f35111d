/** Points and the paths that messages take, in map units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function centerOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

const CORNER_STEPS = 6;

/**
 * A wire: corners given, rounded off, measured once; after that a point on it costs a binary search.
 * `lengths[i]` is the distance from the start to `points[i]`.
 */
export class Path {
  readonly points: readonly Point[];
  readonly lengths: Float64Array;
  readonly length: number;

  constructor(corners: readonly Point[], radius = 14) {
    this.points = rounded(corners, radius);
    this.lengths = new Float64Array(this.points.length);
    let length = 0;
    for (let i = 1; i < this.points.length; i++) {
      const a = this.points[i - 1]!;
      const b = this.points[i]!;
      length += Math.hypot(b.x - a.x, b.y - a.y);
      this.lengths[i] = length;
    }
    this.length = length;
  }

  /** The point at a share of the way, moved to the right of the direction of travel by `aside`. */
  at(share: number, aside = 0): Point {
    const distance = Math.min(1, Math.max(0, share)) * this.length;
    let low = 1;
    let high = this.points.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lengths[middle]! < distance) low = middle + 1;
      else high = middle;
    }
    const a = this.points[low - 1]!;
    const b = this.points[low] ?? a;
    const span = (this.lengths[low] ?? 0) - this.lengths[low - 1]!;
    const t = span === 0 ? 0 : (distance - this.lengths[low - 1]!) / span;
    const x = a.x + (b.x - a.x) * t;
    const y = a.y + (b.y - a.y) * t;
    if (aside === 0 || span === 0) return { x, y };
    return { x: x - ((b.y - a.y) / span) * aside, y: y + ((b.x - a.x) / span) * aside };
  }

  reversed(): Path {
    return new Path([...this.points].reverse(), 0);
  }

  /** The path as an SVG `d`. */
  get d(): string {
    return this.points.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('');
  }
}

function rounded(corners: readonly Point[], radius: number): readonly Point[] {
  if (radius === 0 || corners.length < 3) return corners;
  const points: Point[] = [corners[0]!];
  for (let i = 1; i < corners.length - 1; i++) {
    const before = corners[i - 1]!;
    const corner = corners[i]!;
    const after = corners[i + 1]!;
    const inward = Math.hypot(corner.x - before.x, corner.y - before.y);
    const outward = Math.hypot(after.x - corner.x, after.y - corner.y);
    const r = Math.min(radius, inward / 2, outward / 2);
    if (r < 1) {
      points.push(corner);
      continue;
    }
    const start = {
      x: corner.x + ((before.x - corner.x) / inward) * r,
      y: corner.y + ((before.y - corner.y) / inward) * r,
    };
    const end = {
      x: corner.x + ((after.x - corner.x) / outward) * r,
      y: corner.y + ((after.y - corner.y) / outward) * r,
    };
    for (let step = 0; step <= CORNER_STEPS; step++) {
      const t = step / CORNER_STEPS;
      const u = 1 - t;
      points.push({
        x: u * u * start.x + 2 * u * t * corner.x + t * t * end.x,
        y: u * u * start.y + 2 * u * t * corner.y + t * t * end.y,
      });
    }
  }
  points.push(corners[corners.length - 1]!);
  return points;
}
