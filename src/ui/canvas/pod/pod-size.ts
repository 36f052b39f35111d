export type PodSize = 'capsule' | 'slim' | 'chip' | 'dots';

/** In map units, as pods.css draws them. */
const CELLS: Readonly<Record<Exclude<PodSize, 'dots'>, Cells>> = {
  capsule: { width: 147, height: 52, gap: 6 },
  slim: { width: 147, height: 28, gap: 6 },
  chip: { width: 26, height: 26, gap: 4 },
};

interface Cells {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

/** How many pods of a size stand beside and above each other in a room, at least one. */
export function cellsIn(size: Exclude<PodSize, 'dots'>, width: number, height: number) {
  const cell = CELLS[size];
  return {
    ...cell,
    columns: Math.max(1, Math.floor((width + cell.gap) / (cell.width + cell.gap))),
    rows: Math.max(1, Math.floor((height + cell.gap) / (cell.height + cell.gap))),
  };
}

/** The largest size at which so many pods stand in a room; dots when none will do. */
export function sizeFor(count: number, width: number, height: number): PodSize {
  const fits = (size: Exclude<PodSize, 'dots'>): boolean => {
    const { columns, rows } = cellsIn(size, width, height);
    return count <= columns * rows;
  };
  return (['capsule', 'slim', 'chip'] as const).find(fits) ?? 'dots';
}
