/**
 * Places that never move. Whoever comes takes the lowest free place of its group and keeps it for life; a place that fell free is
 * given away again only to one who comes later. So nothing that stays is ever moved by what comes or goes.
 *
 *   a arrives → 0, b arrives → 1, a leaves, c arrives → 0; b is at 1 all the while
 *
 * Lives are read from the history, not from what is there now: scrubbing back shows everything where it stood, and the same
 * history gives the same places however one came to look at it.
 */
export interface Life {
  readonly id: string;
  /** Virtual time at which it came and, unless it still is, went. Lives of one group come in the order of their births. */
  readonly born: number;
  readonly died: number | undefined;
}

/** The place of each life by id, 0 first. Births that are older than what was known may be appended only at the end. */
export function berthsOf(lives: readonly Life[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  /** When each place falls free; Infinity while it is taken. */
  const freeAt: number[] = [];
  /** No place falls free before; of very many who all stay, none has to be asked. */
  let soonest = Infinity;
  for (const { id, born, died } of lives) {
    let place = soonest <= born ? freeAt.findIndex((time) => time <= born) : -1;
    const reused = place >= 0;
    if (!reused) place = freeAt.length;
    freeAt[place] = died ?? Infinity;
    soonest = reused
      ? freeAt.reduce((least, time) => Math.min(least, time), Infinity)
      : Math.min(soonest, freeAt[place]!);
    places.set(id, place);
  }
  return places;
}

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/**
 * The cell of a place on a board that grows to the right and downwards in turn, about `aspect` times as many columns as rows: a
 * place's cell does not depend on how many places there are.
 *
 *   aspect 1:  0 1 4 9
 *              2 3 5 10
 *              6 7 8 11
 */
export function cellOf(place: number, aspect = 1): Cell {
  let columns = Math.max(1, Math.round(aspect));
  let rows = 1;
  if (place < columns) return { column: place, row: 0 };
  let first = columns;
  for (;;) {
    if (columns > rows * aspect) {
      // A row below.
      if (place < first + columns) return { column: place - first, row: rows };
      first += columns;
      rows++;
    } else {
      // A column to the right.
      if (place < first + rows) return { column: columns, row: place - first };
      first += rows;
      columns++;
    }
  }
}
