import { humanDuration, tryParseTime } from '../../../engine/apimachinery/index.ts';
import type { Invocation } from '../../cobra/types.ts';
import {
  CUSTOM_COLUMNS_FORMATS,
  customColumnsPrinter,
  isTable,
  jsonYAMLPrinter,
  kindPrefix,
  namePrinter,
  noPrinterFor,
  outputFormat,
  PLAIN_FORMATS,
  sortingPrinter,
  sortTable,
  tableOf,
  TablePrinter,
  TEMPLATE_FORMATS,
  templatePrinter,
  type Printer,
  type Table,
} from '../../printers/index.ts';
import type { Json, Mapping } from '../../rest/types.ts';

/** Whether -o leaves the form to people's eyes. */
export function isHumanReadable({ flags }: Invocation): boolean {
  const output = flags.string('output');
  return (output === '' && flags.string('template') === '') || output === 'wide';
}

/** The printers of -o for everything but tables (get_flags.go, ToPrinter). */
export async function genericPrinter(invocation: Invocation): Promise<Printer> {
  const { flags } = invocation;
  const format = outputFormat(invocation);
  const printer =
    (await templatePrinter(format, invocation)) ??
    jsonYAMLPrinter(format, flags.bool('show-managed-fields')) ??
    (await customColumnsPrinter(format, invocation, flags.bool('no-headers'))) ??
    (format.toLowerCase() === 'name' ? namePrinter() : undefined);
  if (printer === undefined) {
    throw noPrinterFor(format, [...PLAIN_FORMATS, ...TEMPLATE_FORMATS, ...CUSTOM_COLUMNS_FORMATS, 'wide']);
  }
  return flags.string('sort-by') === '' ? printer : sortingPrinter(printer, flags.string('sort-by'));
}

/** Prints tables, and what the server did not make a table of by name and age. */
export class HumanReadablePrinter {
  readonly #tables: TablePrinter;
  readonly #sortBy: string;
  readonly #now: () => number;

  constructor({ flags, world }: Invocation, mapping: Mapping, withNamespace: boolean, withKind: boolean) {
    this.#sortBy = flags.string('sort-by');
    this.#now = world.now;
    const { group, kind, version } = mapping;
    const apiVersion = group === '' ? version : `${group}/${version}`;
    this.#tables = new TablePrinter({
      noHeaders: flags.bool('no-headers'),
      wide: flags.string('output') === 'wide',
      showLabels: flags.bool('show-labels'),
      columnLabels: flags.list('label-columns'),
      withNamespace,
      kind: withKind || flags.bool('show-kind') ? kindPrefix({ apiVersion, kind }) : undefined,
    });
  }

  /** Cells with tabs between them. @param rows whether they are printed, or only their headers remembered */
  print(
    object: Json,
    { eventType, rows = true }: { readonly eventType?: string; readonly rows?: boolean } = {},
  ): string {
    const isOne = isTable(object);
    if (!rows && !isOne) return '';
    const table = isOne ? tableOf(object) : this.#byNameAndAge(object);
    const shown = rows ? (this.#sortBy === '' ? table : sortTable(table, this.#sortBy)) : { ...table, rows: [] };
    return this.#tables.print(shown, eventType);
  }

  /** tableprinter.go, printObjectMeta. */
  #byNameAndAge(object: Json): Table {
    const items = object['items'];
    const objects = Array.isArray(items) ? (items as readonly Json[]) : [object];
    return {
      columnDefinitions: [
        { name: 'Name', type: 'string', format: 'name' },
        { name: 'Age', type: 'string' },
      ],
      rows: objects.map((one) => {
        const { name, creationTimestamp } = (one['metadata'] ?? {}) as Json;
        const created = typeof creationTimestamp === 'string' ? tryParseTime(creationTimestamp) : undefined;
        const age = created === undefined ? '<unknown>' : humanDuration(this.#now() - created);
        return { cells: [name, age], object: one };
      }),
    };
  }
}
