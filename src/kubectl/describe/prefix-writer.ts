import { TabWriter } from '../printers/tabwriter.ts';

/** What a describer writes to: text at levels of indentation, aligned at its tabs (PrefixWriter). */
export interface PrefixWriter {
  /** The text behind two spaces for each level. A level indents what is written, wherever in a line that begins. */
  write(level: number, text: string): void;
  /** Write, and the line's end. */
  line(level: number, text: string): void;
  /** Columns end here. */
  flush(): void;
}

/** A terminal that shows what a cluster says must not be steered by it (cli-runtime/pkg/printers/terminal.go). */
function escaped(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

class TabbedWriter implements PrefixWriter {
  readonly #columns = new TabWriter({ minWidth: 0, padding: 2 });
  #out = '';

  write(level: number, text: string): void {
    this.#columns.write('  '.repeat(level) + escaped(text));
  }

  line(level: number, text: string): void {
    this.write(level, `${text}\n`);
  }

  flush(): void {
    this.#out += this.#columns.flush();
  }

  toString(): string {
    this.flush();
    return this.#out;
  }
}

/** What `write` wrote, aligned. */
export function tabbed(write: (w: PrefixWriter) => void): string {
  const w = new TabbedWriter();
  write(w);
  return w.toString();
}

/** What `write` wrote, as it is, tabs and all: how a revision's template is shown. */
export function untabbed(write: (w: PrefixWriter) => void): string {
  let out = '';
  const put = (level: number, text: string): void => {
    out += '  '.repeat(level) + escaped(text);
  };
  write({ write: put, line: (level, text) => put(level, `${text}\n`), flush: () => {} });
  return out;
}

/** The same writer, `indent` levels further in (nestedPrefixWriter). */
export function nested(out: PrefixWriter, indent: number): PrefixWriter {
  return {
    write: (level, text) => out.write(level + indent, text),
    line: (level, text) => out.line(level + indent, text),
    flush: () => out.flush(),
  };
}
