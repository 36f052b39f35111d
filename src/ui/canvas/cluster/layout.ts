import { cellOf } from '../board/berths.ts';
import type { Point, Rect } from '../board/geometry.ts';

/**
 * Where everything stands. A pure function of the machines' berths and the shape of the window: nothing moves because a pod
 * comes or goes, and no machine moves because another joins or leaves. Only what lies outside of the cluster makes room, when
 * the machines need another column.
 *
 *   user ── control plane (etcd · door · scheduler above · controllers below) ══ bus ══ workers ══ outside
 */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly user: Rect;
  readonly shelf: Rect;
  readonly registry: Rect;
  /** Those who ask what runs in the cluster. */
  readonly clients: Rect;
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
  /** The agents that every machine has, this one too. */
  readonly base: Rect;
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
  /** By berth: where a name is missing, the machine that stood there has left. */
  readonly workers: readonly (string | undefined)[];
  /** Height of the window in map units. */
  readonly height: number;
  /** Width over height of the window: a single column of workers takes what a narrow one leaves. */
  readonly aspect?: number;
}

const MARGIN = 8;
/** Height of the strip of agents at a machine's foot. */
const BASE = 30;
const USER_WIDTH = 132;
const PLANE_X = 192;
const PLANE_WIDTH = 376;
const BUS_WIDTH = 84;
const GAP = 18;
const WIDE = 520;
const SLENDER = 362;
const COLUMN_GAP = 44;
const OUTSIDE_GAP = 52;
const OUTSIDE_WIDTH = 128;
const SHORTEST = 560;
const TALLEST = 820;
const COMFORTABLE = 700;

/** Columns of machines to rows of them: three in a column first, then two columns of three, then wider and taller in turn. */
const GRID_ASPECT = 0.42;

export function layoutMap({ controlPlanes, workers, height, aspect = Infinity }: LayoutInput): MapLayout {
  const plate = Math.min(TALLEST, Math.max(SHORTEST, height));
  const cells = workers.map((_, berth) => cellOf(berth, GRID_ASPECT));
  const rows = Math.max(3, ...cells.map(({ row }) => row + 1));
  const columns = Math.max(1, ...cells.map(({ column }) => column + 1));
  const workerHeight = (plate - 2 * GAP) / 3;
  const workerWidth = singleWidth(aspect);
  const planes = placePlanes(controlPlanes, plate);
  const total = Math.max(rows * (workerHeight + GAP) - GAP, controlPlanes.length * (plate + GAP) - GAP, plate);
  const busX = PLANE_X + PLANE_WIDTH + BUS_WIDTH / 2;
  const workersX = PLANE_X + PLANE_WIDTH + BUS_WIDTH;
  const outsideX = workersX + columns * (workerWidth + COLUMN_GAP) - COLUMN_GAP + OUTSIDE_GAP;
  const doorY = planes[0] ? planes[0].apiserver.y : plate / 2;
  const half = (plate - GAP) / 2;
  return {
    width: outsideX + OUTSIDE_WIDTH + MARGIN,
    height: total,
    user: { x: MARGIN, y: doorY - 42, width: USER_WIDTH, height: 116 },
    shelf: { x: MARGIN, y: doorY + 104, width: USER_WIDTH + 24, height: plate - doorY - 104 },
    registry: { x: outsideX, y: half - 140, width: OUTSIDE_WIDTH, height: 132 },
    clients: { x: outsideX, y: half + GAP + 8, width: OUTSIDE_WIDTH, height: 132 },
    controlPlanes: planes,
    workers: workers.flatMap((name, berth) => {
      const cell = cells[berth];
      if (name === undefined || !cell) return [];
      const x = workersX + cell.column * (workerWidth + COLUMN_GAP);
      const y = cell.row * (workerHeight + GAP);
      return placeWorker(name, { x, y, width: workerWidth, height: workerHeight }, cell.column, cell.row);
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

function placePlanes(names: readonly string[], plate: number): ControlPlanePlace[] {
  return names.map((name, i) =>
    placePlane(name, { x: PLANE_X, y: i * (plate + GAP), width: PLANE_WIDTH, height: plate }),
  );
}

function placePlane(name: string, rect: Rect): ControlPlanePlace {
  const { x, y, height } = rect;
  const inner = height - 58 - BASE - 10;
  const topHeight = Math.min(112, inner * 0.2);
  const bottomHeight = Math.min(150, inner * 0.25);
  const gap = 50;
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
    base: { x: x + 16, y: y + height - 12 - BASE, width: 344, height: BASE },
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
