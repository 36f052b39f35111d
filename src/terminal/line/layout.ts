import { widthOf, withoutColours } from '../screen/width.ts';

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Layout {
  readonly cursor: Place;
  readonly end: Place;
}

export const TAB = '    ';

/** Where the cursor and the end of what is typed come to stand, the prompt beginning at row 0 and column 0. */
export function layOut(prompt: string, text: readonly string[], cursor: number, columns: number): Layout {
  let row = 0;
  let column = 0;
  const put = (character: string): void => {
    if (character === '\n') {
      row++;
      column = 0;
      return;
    }
    for (const one of character === '\t' ? TAB : [character]) {
      const width = widthOf(one);
      if (column + width > columns) {
        row++;
        column = 0;
      }
      column += width;
    }
  };
  // A line that is exactly full stands at the beginning of the next one: who draws makes it so.
  const place = (): Place => (column >= columns ? { row: row + 1, column: 0 } : { row, column });
  for (const character of withoutColours(prompt)) put(character);
  let at = cursor === 0 ? place() : undefined;
  text.forEach((character, index) => {
    put(character);
    if (index + 1 === cursor) at = place();
  });
  const end = place();
  return { cursor: at ?? end, end };
}
