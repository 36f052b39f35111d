/**
 * Go's text/tabwriter: tab-terminated cells that stand below each other make a column, as wide as its widest cell; what
 * follows the last tab of a line belongs to no column. A line without a cell in a column ends that column.
 *
 * `a\tbb\nccc\td\n` becomes, with a padding of 2, `a    bb\nccc  d\n`.
 */
export class TabWriter {
  #lines: string[][] = [['']];
  #out = '';

  constructor(readonly padding = 2) {}

  write(text: string): void {
    for (const piece of text.split(/([\t\v\n\f])/)) {
      const line = this.#lines[this.#lines.length - 1]!;
      if (piece === '\t' || piece === '\v') line.push('');
      else if (piece === '\n' || piece === '\f') {
        this.#lines.push(['']);
        if (piece === '\f') this.flush();
      } else line[line.length - 1] += piece;
    }
  }

  /** Ends every column: what follows is aligned on its own. */
  flush(): void {
    const lines = this.#lines;
    this.#lines = [['']];
    this.#format([], lines, 0, lines.length);
  }

  toString(): string {
    this.flush();
    return this.#out;
  }

  /** Lays out the lines from `from` to `to`, for which the widths of the columns further left are known. */
  #format(widths: readonly number[], lines: readonly string[][], from: number, to: number): void {
    const column = widths.length;
    let unwritten = from;
    for (let at = from; at < to; at++) {
      if (column >= lines[at]!.length - 1) continue;
      this.#writeLines(widths, lines, unwritten, at);
      unwritten = at;
      let width = 0;
      while (at < to && column < lines[at]!.length - 1) {
        width = Math.max(width, [...lines[at]![column]!].length + this.padding);
        at++;
      }
      this.#format([...widths, width], lines, unwritten, at);
      unwritten = at;
    }
    this.#writeLines(widths, lines, unwritten, to);
  }

  #writeLines(widths: readonly number[], lines: readonly string[][], from: number, to: number): void {
    for (let at = from; at < to; at++) {
      lines[at]!.forEach((cell, column) => {
        const width = widths[column];
        this.#out += width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - [...cell].length));
      });
      if (at + 1 < lines.length) this.#out += '\n';
    }
  }
}
