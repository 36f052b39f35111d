/** text/tabwriter, as far as kubectl uses it: cells end with a tab, columns are padded with spaces (liggitt/tabwriter). */
export interface TabStyle {
  readonly minWidth: number;
  readonly padding: number;
  /** A column is never narrower than it once was, so that lines that come later stand under the earlier ones. */
  readonly rememberWidths?: boolean;
}

/** How kubectl's tables are set (cli-runtime/pkg/printers/tabwriter.go). */
export const TABLE_STYLE: TabStyle = { minWidth: 6, padding: 3, rememberWidths: true };

export class TabWriter {
  readonly #style: TabStyle;
  #text = '';
  #remembered: number[] = [];

  constructor(style: TabStyle = TABLE_STYLE) {
    this.#style = style;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** What was written since the last flush, in columns. A form feed ends a line and every column. */
  flush(): string {
    if (this.#text === '') return '';
    const parts = this.#text.split('\f');
    this.#text = '';
    return parts.map((part) => this.#aligned(part)).join('\n');
  }

  #aligned(text: string): string {
    const lines = text.split('\n').map((line) => line.split(/[\t\v]/));
    const out = lines.map(() => '');
    this.#column(lines, out, 0, lines.length, []);
    return out.join('\n');
  }

  forgetWidths(): void {
    this.#remembered = [];
  }

  /** Lines that follow one another and have a cell in this column share its width; those between are written as they are. */
  #column(lines: readonly string[][], out: string[], from: number, to: number, widths: readonly number[]): void {
    const column = widths.length;
    let unwritten = from;
    for (let at = from; at < to; at++) {
      if (column >= lines[at]!.length - 1) continue;
      this.#emit(lines, out, unwritten, at, widths);
      const start = at;
      while (at < to && column < lines[at]!.length - 1) at++;
      const width = this.#width(lines.slice(start, at), column);
      this.#column(lines, out, start, at, [...widths, width]);
      unwritten = at;
    }
    this.#emit(lines, out, unwritten, to, widths);
  }

  #width(block: readonly string[][], column: number): number {
    const { minWidth, padding, rememberWidths } = this.#style;
    const cells = block.map((line) => runeCount(line[column]!) + padding);
    const width = cells.reduce((widest, cell) => Math.max(widest, cell), minWidth);
    if (rememberWidths !== true) return width;
    const kept = Math.max(width, this.#remembered[column] ?? 0);
    this.#remembered[column] = kept;
    return kept;
  }

  #emit(lines: readonly string[][], out: string[], from: number, to: number, widths: readonly number[]): void {
    for (let at = from; at < to; at++) {
      out[at] = lines[at]!.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - runeCount(cell)))).join(
        '',
      );
    }
  }
}

/** Characters as Go counts them: code points, whatever width a terminal gives them. */
export function runeCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff) count--;
  }
  return count;
}

/** Lines of cells, each line ending with a line's end. */
export function inColumns(rows: readonly (readonly string[])[], style: TabStyle): string {
  const writer = new TabWriter(style);
  for (const row of rows) writer.write(`${row.join('\t')}\n`);
  return writer.flush();
}
