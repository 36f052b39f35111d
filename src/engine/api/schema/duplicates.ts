/**
 * Fields that a JSON text gives twice, as paths: `spec.containers[0].name`. A parsed object has already forgotten all but
 * the last, so this reads the text. It expects text that parses.
 */
class Scanner {
  readonly found: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: string): void {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(path);
      case '[':
        return this.#array(path);
      case '"':
        this.#string();
        return;
      default:
        while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text.charAt(this.#at))) this.#at++;
    }
  }

  #object(path: string): void {
    const seen = new Set<string>();
    this.#at++;
    this.#skipSpace();
    while (this.#at < this.#text.length && this.#text[this.#at] !== '}') {
      const name = this.#string();
      const child = path === '' ? name : `${path}.${name}`;
      if (seen.has(name)) this.found.push(child);
      seen.add(name);
      this.#skipSpace();
      this.#at++;
      this.value(child);
      this.#separator();
    }
    this.#at++;
  }

  #array(path: string): void {
    this.#at++;
    this.#skipSpace();
    for (let i = 0; this.#at < this.#text.length && this.#text[this.#at] !== ']'; i++) {
      this.value(`${path}[${i}]`);
      this.#separator();
    }
    this.#at++;
  }

  #separator(): void {
    this.#skipSpace();
    if (this.#text[this.#at] === ',') this.#at++;
    this.#skipSpace();
  }

  #string(): string {
    const start = this.#at++;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
    const quoted = this.#text.slice(start, this.#at);
    return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }
}

export function duplicateFields(text: string): readonly string[] {
  const scanner = new Scanner(text);
  scanner.value('');
  return scanner.found;
}
