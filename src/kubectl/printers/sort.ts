import { tryParseQuantity } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { sortGo } from '../go-sort.ts';
import type { Json } from '../rest/types.ts';
import { goType } from './go-values.ts';
import { JSONPathTemplate, relaxedJSONPath } from './jsonpath.ts';
import { PrintError, type Printer } from './types.ts';
import type { Table, TableRow } from './table.ts';

/** Objects in the order of a field, by --sort-by (kubectl/pkg/cmd/get/sorter.go). Throws when no object has the field. */
export function sortObjects<T>(items: readonly T[], objectOf: (item: T) => unknown, field: string): readonly T[] {
  const path = tryRelaxed(field);
  return sortBy(items, objectOf, path, '*unstructured.Unstructured', 329);
}

/** The rows of a table by their objects; a table of one row is as it is. */
export function sortTable(table: Table, field: string): Table {
  if (table.rows.length < 2) return table;
  const objectOf = ({ object }: TableRow): unknown => object;
  return { ...table, rows: sortBy(table.rows, objectOf, tryRelaxed(field), '[][][]reflect.Value', 375) };
}

/** Sorts what is in a list before another printer prints it (SortingPrinter). */
export function sortingPrinter(printer: Printer, field: string): Printer {
  return {
    print(object) {
      const items = object['items'];
      if (!Array.isArray(items)) return printer.print(object);
      return printer.print({ ...object, items: sortObjects(items as readonly Json[], (item) => item, relaxed(field)) });
    },
  };
}

function relaxed(field: string): string {
  try {
    return relaxedJSONPath(field);
  } catch (error) {
    throw error instanceof PrintError ? new CommandError(error.message) : error;
  }
}

/** As the sorter reads it: what is no relaxed path may be a template all the same. */
function tryRelaxed(field: string): string {
  try {
    return relaxedJSONPath(field);
  } catch {
    return field;
  }
}

function sortBy<T>(
  items: readonly T[],
  objectOf: (item: T) => unknown,
  path: string,
  what: string,
  line: number,
): readonly T[] {
  const template = templateOf(path);
  const keyed = items.map((item) => ({ item, value: template.findResults(objectOf(item))[0]?.[0] }));
  if (items.length > 0 && keyed.every(({ value }) => value === undefined)) {
    throw new CommandError(`couldn't find any field with path ${JSON.stringify(path)} in the list of objects`);
  }
  const sorted = sortGo(keyed, (a, b) => {
    if (a.value === undefined) return true;
    if (b.value === undefined) return false;
    return isLess(a.value, b.value, `sorter.go:${line}`, `Field ${path} in ${what}`);
  });
  return sorted.map(({ item }) => item);
}

function templateOf(path: string): JSONPathTemplate {
  try {
    return new JSONPathTemplate(path, true);
  } catch (error) {
    throw error instanceof PrintError ? new CommandError(`sorting error: ${error.message}`) : error;
  }
}

/** What cannot be compared ends kubectl where it stands, with a line of its log. */
export class UnsortableError extends Error {
  constructor(
    readonly place: string,
    message: string,
  ) {
    super(message);
  }
}

function isLess(a: unknown, b: unknown, place: string, where: string): boolean {
  if (a === null) return b !== null;
  if (b === null) return false;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [tryParseQuantity(a), tryParseQuantity(b)];
    return x === undefined || y === undefined ? naturalLess(a, b) : x.cmp(y) < 0;
  }
  const why =
    typeof a === 'number' || typeof a === 'string'
      ? 'unsortable interface: interface'
      : `unsortable type: ${goType(a)}`;
  throw new UnsortableError(place, `${where} is an unsortable type: interface, err: ${why}`);
}

/** sortorder.NaturalLess: numbers inside a text by their value, fewer zeros before more. */
export function naturalLess(a: string, b: string): boolean {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [digitsAt(a, i), digitsAt(b, j)];
    if ((x === '') !== (y === '')) return x !== '';
    if (x === '') {
      if (a[i] !== b[j]) return a[i]! < b[j]!;
      i++;
      j++;
      continue;
    }
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')];
    if (m.length !== n.length) return m.length < n.length;
    if (m !== n) return m < n;
    const [zeros, others] = [i + x.length - m.length, j + y.length - n.length];
    if (zeros !== others) return zeros < others;
    i += x.length;
    j += y.length;
  }
  return a.length < b.length;
}

const DIGITS = /[0-9]*/y;

function digitsAt(text: string, at: number): string {
  DIGITS.lastIndex = at;
  return DIGITS.exec(text)?.[0] ?? '';
}
