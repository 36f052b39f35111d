import type { Point, Rect } from '../board/geometry.ts';

/**
 * Where everything stands. A pure function of the machines' names and the height of the window: nothing moves because a
 * pod comes or goes, and a node that joins moves the others only when the grid needs another row.
 *
 *   user ── control plane (etcd · door · scheduler above · controllers below) ══ bus ══ workers ══ outside
 */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly user: Rect;
  readonly shelf: Rect;
  readonly registry: Rect;
  readonly controlPlanes: readonly ControlPlanePlace[];
  readonly workers: readonly WorkerPlace[];
  /** Rows of workers. */
  readonly rows: number;
  /** Where the trunk between the door and the workers runs. */
  readonly busX: number;
}

export interface ControlPlanePlace {
  readonly name: string;
  readonly rect: Rect;
  readonly apiserver: Rect;
  readonly etcd: Rect;
  readonly scheduler: Rect;
  readonly controllers: Rect;
  /** Where pods wait that have no node. */
  readonly tray: Rect;
}

export interface WorkerPlace {
  readonly name: string;
  readonly rect: Rect;
  readonly kubelet: Rect;
  readonly proxy: Rect;
  readonly floor: Rect;
  /** Where pods stand. */
  readonly room: Rect;
  readonly column: number;
  readonly row: number;
}

export interface LayoutInput {
  readonly controlPlanes: readonly string[];
  readonly workers: readonly string[];
  /** Height of the window in map units. */
  readonly height: number;
  /** Width over height of the window: a single column of workers takes what a narrow one leaves. */
  readonly aspect?: number;
}

const MARGIN = 8;
const USER_WIDTH = 132;
const PLANE_X = 192;
const PLANE_WIDTH = 376;
const BUS_WIDTH = 84;
const GAP = 18;
const WIDE = 590;
const SLENDER = 362;
const NARROW = 400;
const OUTSIDE_GAP = 52;
const OUTSIDE_WIDTH = 128;
const SHORTEST = 560;
const TALLEST = 820;
const COMFORTABLE = 700;

/** Rows for a number of workers; few steps, so that a joining node seldom moves the others. */
export function rowsFor(workers: number): number {
  if (workers <= 3) return 3;
  if (workers <= 8) return 4;
  if (workers <= 18) return 6;
  if (workers <= 40) return 8;
  return Math.ceil(Math.sqrt(workers * 1.4));
}

export function layoutMap({ controlPlanes, workers, height, aspect = Infinity }: LayoutInput): MapLayout {
  const rows = rowsFor(workers.length);
  const plate = Math.min(TALLEST, Math.max(SHORTEST, height));
  const workerHeight = rows === 3 ? (plate - 2 * GAP) / 3 : Math.max(172, (plate - (rows - 1) * GAP) / rows);
  const gridHeight = rows * workerHeight + (rows - 1) * GAP;
  const total = Math.max(plate, gridHeight, controlPlanes.length * (SHORTEST + GAP) - GAP);
  const columns = Math.max(1, Math.ceil(workers.length / rows));
  const workerWidth = columns === 1 ? singleWidth(aspect) : NARROW;
  const busX = PLANE_X + PLANE_WIDTH + BUS_WIDTH / 2;
  const workersX = PLANE_X + PLANE_WIDTH + BUS_WIDTH;
  const columnGap = columns === 1 ? 0 : 44;
  const workersWidth = columns * workerWidth + (columns - 1) * columnGap;
  const planes = placePlanes(controlPlanes, plate, total);
  const doorY = planes[0] ? planes[0].apiserver.y : total / 2;
  const outsideX = workersX + workersWidth + OUTSIDE_GAP;
  return {
    width: outsideX + OUTSIDE_WIDTH + MARGIN,
    height: total,
    user: { x: MARGIN, y: doorY - 42, width: USER_WIDTH, height: 116 },
    shelf: { x: MARGIN, y: doorY + 104, width: USER_WIDTH + 24, height: total - doorY - 104 },
    registry: { x: outsideX, y: total / 2 - 70, width: OUTSIDE_WIDTH, height: 140 },
    controlPlanes: planes,
    workers: workers.map((name, i) => {
      const column = Math.floor(i / rows);
      const row = i % rows;
      const x = workersX + column * (workerWidth + columnGap);
      const y = (total - gridHeight) / 2 + row * (workerHeight + GAP);
      return placeWorker(name, { x, y, width: workerWidth, height: workerHeight }, column, row);
    }),
    rows,
    busX,
  };
}

/** As wide as the window's shape allows at a comfortable height, within what a machine needs and what it can use. */
function singleWidth(aspect: number): number {
  const others = PLANE_X + PLANE_WIDTH + BUS_WIDTH + OUTSIDE_GAP + OUTSIDE_WIDTH + MARGIN;
  return Math.round(Math.min(WIDE, Math.max(SLENDER, aspect * COMFORTABLE - others)));
}

function placePlanes(names: readonly string[], plate: number, total: number): ControlPlanePlace[] {
  const each = names.length <= 1 ? plate : Math.max(SHORTEST, (total - (names.length - 1) * GAP) / names.length);
  const top = (total - names.length * each - (names.length - 1) * GAP) / 2;
  return names.map((name, i) =>
    placePlane(name, { x: PLANE_X, y: top + i * (each + GAP), width: PLANE_WIDTH, height: each }),
  );
}

function placePlane(name: string, rect: Rect): ControlPlanePlace {
  const { x, y, height } = rect;
  const inner = height - 58;
  const topHeight = Math.min(112, inner * 0.2);
  const bottomHeight = Math.min(150, inner * 0.25);
  const gap = 62;
  const middleY = y + 46 + topHeight + gap;
  const middleHeight = inner - topHeight - bottomHeight - 2 * gap;
  const doorX = x + 230;
  const etcdTop = Math.min(74, middleHeight * 0.3);
  return {
    name,
    rect,
    scheduler: { x: x + 196, y: y + 46, width: 164, height: topHeight },
    tray: { x: x + 16, y: y + 46, width: 168, height: topHeight },
    apiserver: { x: doorX, y: middleY, width: 130, height: middleHeight },
    etcd: { x: x + 16, y: middleY + etcdTop, width: 128, height: middleHeight - etcdTop },
    controllers: { x: x + 16, y: y + 46 + inner - bottomHeight, width: 344, height: bottomHeight },
  };
}

export function placeWorker(name: string, rect: Rect, column: number, row: number): WorkerPlace {
  const { x, y, width, height } = rect;
  const floorHeight = 30;
  const side = 104;
  const top = 44;
  const left = x + 12;
  const roomX = left + side + 14;
  const sideHeight = height - top - 12;
  const kubeletHeight = Math.max(46, sideHeight * 0.5);
  return {
    name,
    rect,
    column,
    row,
    kubelet: { x: left, y: y + top, width: side, height: kubeletHeight },
    proxy: { x: left, y: y + top + kubeletHeight + 14, width: side, height: sideHeight - kubeletHeight - 14 },
    floor: { x: roomX, y: y + height - floorHeight - 12, width: x + width - 12 - roomX, height: floorHeight },
    room: { x: roomX, y: y + top, width: x + width - 12 - roomX, height: height - top - floorHeight - 12 },
  };
}

export function rightOf(rect: Rect, share = 0.5): Point {
  return { x: rect.x + rect.width, y: rect.y + rect.height * share };
}

export function leftOf(rect: Rect, share = 0.5): Point {
  return { x: rect.x, y: rect.y + rect.height * share };
}

export function topOf(rect: Rect, share = 0.5): Point {
  return { x: rect.x + rect.width * share, y: rect.y };
}

export function bottomOf(rect: Rect, share = 0.5): Point {
  return { x: rect.x + rect.width * share, y: rect.y + rect.height };
}
