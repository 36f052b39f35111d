import { widthOf } from '../screen/width.ts';

/** A terminal's screen as far as our own prompt draws on it: letters, line ends, moving, erasing to the end. For tests. */
export class Screen {
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(readonly columns: number) {}

  write(text: string): void {
    // eslint-disable-next-line no-control-regex
    for (const [token, parameter = '', final = ''] of text.matchAll(/\x1b\[([?0-9;]*)([A-Za-z])|[^]/gu)) {
      if (final !== '') this.#control(final, parameter);
      else this.#put(token);
    }
  }

  /** What is on it, without the blanks at the end of lines. */
  get text(): string {
    return this.#rows
      .map((row) => row.join('').trimEnd())
      .join('\n')
      .trimEnd();
  }

  get lines(): readonly string[] {
    return this.text.split('\n');
  }

  /** Row from the top and column, from 0. */
  get cursor(): readonly [number, number] {
    return [this.#row, this.#column];
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') this.#down();
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character >= ' ') this.#draw(character);
  }

  #draw(character: string): void {
    const width = widthOf(character);
    if (this.#column + width > this.columns) {
      this.#down();
      this.#column = 0;
    }
    const row = this.#rows[this.#row]!;
    while (row.length < this.#column) row.push(' ');
    row.splice(this.#column, width, character, ...Array<string>(Math.max(0, width - 1)).fill(''));
    this.#column += width;
  }

  #down(): void {
    this.#row++;
    if (!this.#rows[this.#row]) this.#rows.push([]);
  }

  #control(final: string, parameter: string): void {
    const count = Math.max(1, Number(parameter === '' ? 1 : parameter));
    if (final === 'A') this.#row = Math.max(0, this.#row - count);
    else if (final === 'B') this.#row = Math.min(this.#rows.length - 1, this.#row + count);
    else if (final === 'C') this.#column = Math.min(this.columns - 1, this.#column + count);
    else if (final === 'D') this.#column = Math.max(0, this.#column - count);
    else if (final === 'H') [this.#row, this.#column] = [0, 0];
    else if (final === 'J') this.#erase(parameter);
    else if (final !== 'm' && final !== 'h' && final !== 'l')
      throw new Error(`the prompt drew with CSI ${parameter}${final}`);
  }

  #erase(parameter: string): void {
    if (parameter === '2' || parameter === '3') {
      this.#rows = [[]];
      [this.#row, this.#column] = [0, 0];
      return;
    }
    const row = this.#rows[this.#row]!;
    row.length = Math.min(row.length, this.#column);
    this.#rows.length = this.#row + 1;
  }
}
