import { formatLabels, getNested, type LabelSet } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { goFloat } from './go-values.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly priority?: number;
}

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: Json | null;
}

/** meta.k8s.io/v1 Table. */
export interface Table {
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableOptions {
  readonly noHeaders?: boolean;
  readonly wide?: boolean;
  readonly showLabels?: boolean;
  readonly columnLabels?: readonly string[];
  readonly withNamespace?: boolean;
  /** `pod`, `deployment.apps`: put before every name. */
  readonly kind?: string | undefined;
}

export function isTable(object: Json): boolean {
  return object['kind'] === 'Table' && /^meta\.k8s\.io\/v1(beta1)?$/.test(String(object['apiVersion']));
}

/** A Table from outside, whatever it lacks. */
export function tableOf(object: Json): Table {
  const columns: unknown = object['columnDefinitions'];
  const rows: unknown = object['rows'];
  return {
    columnDefinitions: (Array.isArray(columns) ? columns : []).map(columnOf),
    rows: (Array.isArray(rows) ? rows : []).map((row: unknown) => {
      const cells = getNested(row, ['cells']);
      const inner = getNested(row, ['object']);
      return { cells: Array.isArray(cells) ? cells : [], object: isObject(inner) ? inner : null };
    }),
  };
}

function columnOf(column: unknown): TableColumn {
  const priority = getNested(column, ['priority']);
  return {
    name: textAt(column, 'name'),
    type: textAt(column, 'type'),
    format: textAt(column, 'format'),
    priority: typeof priority === 'number' ? priority : 0,
  };
}

function textAt(value: unknown, key: string): string {
  const found = getNested(value, [key]);
  return typeof found === 'string' ? found : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const EVENT_TYPES = new Map([
  ['ADDED', 'ADDED   '],
  ['MODIFIED', 'MODIFIED'],
  ['DELETED', 'DELETED '],
  ['ERROR', 'ERROR   '],
]);

/**
 * Tables as people read them (cli-runtime/pkg/printers/tableprinter.go). What it answers has tabs between its cells; the
 * caller's TabWriter sets the columns. Headers are told once for as long as the columns stay the same.
 */
export class TablePrinter {
  readonly #options: TableOptions;
  #lastColumns: readonly TableColumn[] = [];
  #printedHeaders = false;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** @param eventType the type of the watch event that brought the table, when that is to be told */
  print(table: Table, eventType?: string): string {
    let { noHeaders = false } = this.#options;
    const same = sameColumns(table.columnDefinitions, this.#lastColumns);
    if (this.#printedHeaders && (table.columnDefinitions.length === 0 || same)) noHeaders = true;
    const bare = table.columnDefinitions.length === 0;
    if (!bare && !same) {
      this.#lastColumns = table.columnDefinitions;
      this.#printedHeaders = false;
    }
    if (table.rows.length > 0) this.#printedHeaders = true;
    const columns = bare ? this.#lastColumns : table.columnDefinitions;
    const decorated = decorate({ columnDefinitions: columns, rows: table.rows }, this.#options);
    const told = eventType === undefined ? decorated : withEvent(decorated, eventType);
    return text(told, { ...this.#options, noHeaders });
  }
}

function sameColumns(a: readonly TableColumn[], b: readonly TableColumn[]): boolean {
  return a.length === b.length && a.every((column, i) => column.name === b[i]!.name && column.type === b[i]!.type);
}

function decorate({ columnDefinitions, rows }: Table, options: TableOptions): Table {
  const { columnLabels = [], showLabels = false, withNamespace = false, kind } = options;
  const nameColumn =
    kind === undefined ? -1 : columnDefinitions.findIndex(({ format, type }) => format === 'name' && type === 'string');
  const added = (name: string): TableColumn => ({ name, type: 'string' });
  return {
    columnDefinitions: [
      ...(withNamespace ? [added('Namespace')] : []),
      ...columnDefinitions,
      ...columnLabels.map((label) => added(label.slice(label.lastIndexOf('/') + 1).toUpperCase())),
      ...(showLabels ? [added('Labels')] : []),
    ],
    rows: rows.map(({ cells, object }) => {
      const labels = labelsOf(object);
      const named = cells.map((cell, i) => (i === nameColumn ? `${kind}/${cellText(cell)}` : cell));
      return {
        object: object ?? null,
        cells: [
          ...(withNamespace ? [textAt(getNested(object, ['metadata']), 'namespace')] : []),
          ...named,
          ...columnLabels.map((label) => (object ? (labels.get(label) ?? '') : null)),
          ...(showLabels ? [object ? formatLabels(recordOf(object)) : null] : []),
        ],
      };
    }),
  };
}

function recordOf(object: Json): LabelSet | undefined {
  const labels = getNested(object, ['metadata', 'labels']);
  return isObject(labels) ? (labels as LabelSet) : undefined;
}

function labelsOf(object: Json | null | undefined): ReadonlyMap<string, string> {
  const labels = getNested(object, ['metadata', 'labels']);
  return new Map(isObject(labels) ? Object.entries(labels).map(([key, value]) => [key, String(value)]) : []);
}

function withEvent({ columnDefinitions, rows }: Table, eventType: string): Table {
  const cell = EVENT_TYPES.get(eventType) ?? 'UNKNOWN ';
  return {
    columnDefinitions: [{ name: 'Event', type: 'string' }, ...columnDefinitions],
    rows: rows.map((row) => ({ ...row, cells: [cell, ...row.cells] })),
  };
}

function text({ columnDefinitions, rows }: Table, { noHeaders = false, wide = false }: TableOptions): string {
  if (rows.length === 0) return '';
  const shown = columnDefinitions.flatMap((column, i) => (wide || !column.priority ? [i] : []));
  const lines = rows.map(({ cells }) => shown.filter((i) => i < cells.length).map((i) => cellText(cells[i])));
  if (!noHeaders) lines.unshift(shown.map((i) => columnDefinitions[i]!.name.toUpperCase()));
  return lines.map((cells) => `${cells.join('\t')}\n`).join('');
}

/** One line of text that no terminal takes for a command. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const whole = typeof cell === 'number' ? goFloat(cell) : typeof cell === 'string' ? cell : plain(cell);
  const end = typeof cell === 'string' ? whole.search(/[\f\n\r]/) : -1;
  return escapeTerminal(end < 0 ? whole : `${whole.slice(0, end)}...`);
}

function plain(cell: unknown): string {
  return Array.isArray(cell) ? `[${cell.map(cellText).join(' ')}]` : String(cell);
}

/** printers.WriteEscaped: what would begin a command of the terminal is shown, not obeyed. */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
