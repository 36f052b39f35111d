/** What is being typed: characters and a cursor between them. Words are letters and digits, as readline's are. */
export class Buffer {
  #characters: string[] = [];
  #cursor = 0;
  /** What was cut last, for C-y. */
  #cut = '';

  get characters(): readonly string[] {
    return this.#characters;
  }

  get cursor(): number {
    return this.#cursor;
  }

  get text(): string {
    return this.#characters.join('');
  }

  get beforeCursor(): string {
    return this.#characters.slice(0, this.#cursor).join('');
  }

  get atEnd(): boolean {
    return this.#cursor === this.#characters.length;
  }

  set(text: string, cursor = Infinity): void {
    this.#characters = [...text];
    this.#cursor = Math.min(cursor, this.#characters.length);
  }

  insert(text: string): void {
    const added = [...text];
    this.#characters.splice(this.#cursor, 0, ...added);
    this.#cursor += added.length;
  }

  /** Puts a text in the place of what stands between two places and leaves the cursor behind it. */
  replace(from: number, to: number, text: string): void {
    this.#characters.splice(from, to - from);
    this.#cursor = from;
    this.insert(text);
  }

  moveBy(steps: number): void {
    this.#cursor = Math.max(0, Math.min(this.#cursor + steps, this.#characters.length));
  }

  /** To the beginning of its line. */
  home(): void {
    while (this.#cursor > 0 && this.#characters[this.#cursor - 1] !== '\n') this.#cursor--;
  }

  end(): void {
    while (!this.atEnd && this.#characters[this.#cursor] !== '\n') this.#cursor++;
  }

  wordLeft(): void {
    this.#cursor = this.#wordStart();
  }

  wordRight(): void {
    this.#cursor = this.#wordEnd();
  }

  erase(steps: number): void {
    const [from, to] = steps < 0 ? [this.#cursor + steps, this.#cursor] : [this.#cursor, this.#cursor + steps];
    if (from < 0 || to > this.#characters.length) return;
    this.#characters.splice(from, to - from);
    this.#cursor = from;
  }

  /** C-k and C-u: to the end or to the beginning of the line. */
  cutToEnd(): void {
    const from = this.#cursor;
    this.end();
    this.#take(from, this.#cursor);
  }

  cutToHome(): void {
    const to = this.#cursor;
    this.home();
    this.#take(this.#cursor, to);
  }

  /** C-w goes by spaces, M-backspace and M-d by words. */
  cutBackBySpaces(): void {
    let from = this.#cursor;
    while (from > 0 && isSpace(this.#characters[from - 1])) from--;
    while (from > 0 && !isSpace(this.#characters[from - 1])) from--;
    this.#take(from, this.#cursor);
  }

  cutWordLeft(): void {
    this.#take(this.#wordStart(), this.#cursor);
  }

  cutWordRight(): void {
    this.#take(this.#cursor, this.#wordEnd());
  }

  yank(): void {
    this.insert(this.#cut);
  }

  /** C-t: the two characters about the cursor change places. */
  transpose(): void {
    const at = this.atEnd ? this.#cursor - 1 : this.#cursor;
    const [left, right] = [this.#characters[at - 1], this.#characters[at]];
    if (left === undefined || right === undefined) return;
    this.#characters.splice(at - 1, 2, right, left);
    this.#cursor = at + 1;
  }

  #take(from: number, to: number): void {
    if (from < to) this.#cut = this.#characters.slice(from, to).join('');
    this.#characters.splice(from, to - from);
    this.#cursor = from;
  }

  #wordStart(): number {
    let at = this.#cursor;
    while (at > 0 && !isWord(this.#characters[at - 1])) at--;
    while (at > 0 && isWord(this.#characters[at - 1])) at--;
    return at;
  }

  #wordEnd(): number {
    let at = this.#cursor;
    while (at < this.#characters.length && !isWord(this.#characters[at])) at++;
    while (at < this.#characters.length && isWord(this.#characters[at])) at++;
    return at;
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
