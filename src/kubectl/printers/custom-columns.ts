import { CommandError } from '../cobra/errors.ts';
import type { Json } from '../rest/types.ts';
import { goFormatValue } from './go-values.ts';
import { JSONPathTemplate, relaxedJSONPath } from './jsonpath.ts';
import { escapeTerminal } from './table.ts';
import { TabWriter } from './tabwriter.ts';
import { readFile } from './template-flags.ts';
import { PrintError, type Asked, type Printer } from './types.ts';

const FORMATS = ['custom-columns-file', 'custom-columns'] as const;

export const CUSTOM_COLUMNS_FORMATS: readonly string[] = FORMATS;

interface Column {
  readonly header: string;
  readonly path: JSONPathTemplate;
}

/** -o custom-columns; undefined when the format is another (kubectl/pkg/cmd/get/customcolumn_flags.go). */
export async function customColumnsPrinter(
  format: string,
  { flags, world }: Asked,
  noHeaders: boolean,
): Promise<Printer | undefined> {
  const argument = flags.has('template') ? flags.string('template') : '';
  const named = argument === '' ? FORMATS.find((known) => format.startsWith(`${known}=`)) : undefined;
  const kind = named ?? format;
  if (kind !== 'custom-columns' && kind !== 'custom-columns-file') return undefined;
  const value = named === undefined ? argument : format.slice(named.length + 1);
  if (value === '') throw new CommandError('custom-columns format specified but no custom columns given');
  if (kind === 'custom-columns') return columnsPrinter(fromSpec(value), noHeaders);
  const text = await readFile(world, value);
  if (text === undefined) {
    throw new CommandError(`error reading template ${value}, open ${value}: no such file or directory\n`);
  }
  return columnsPrinter(fromTemplate(text), false);
}

function fromSpec(spec: string): readonly Column[] {
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0)
      throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return columnOf(part.slice(0, colon), part.slice(colon + 1));
  });
}

const EXPECTED = 'Expected format is one line of space separated headers, one line of space separated column specs.';

function fromTemplate(text: string): readonly Column[] {
  const [headerLine, specLine] = text.replace(/\n$/, '').split('\n');
  if (text === '') throw new CommandError(`invalid template, missing header line. ${EXPECTED}`);
  if (specLine === undefined) throw new CommandError(`invalid template, missing spec line. ${EXPECTED}`);
  const words = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');
  const [headers, specs] = [words(headerLine ?? ''), words(specLine)];
  if (headers.length !== specs.length) {
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return headers.map((header, i) => columnOf(header, specs[i]!));
}

function columnOf(header: string, spec: string): Column {
  try {
    return { header, path: new JSONPathTemplate(relaxedJSONPath(spec), true) };
  } catch (error) {
    throw error instanceof PrintError ? new CommandError(error.message) : error;
  }
}

function columnsPrinter(columns: readonly Column[], noHeaders: boolean): Printer {
  const writer = new TabWriter();
  let lastType: string | undefined;
  return {
    print(object) {
      const items = object['items'];
      const type = Array.isArray(items) ? 'list' : 'object';
      if (!noHeaders && type !== lastType) {
        writer.write(`${columns.map(({ header }) => header).join('\t')}\n`);
        lastType = type;
      }
      for (const one of Array.isArray(items) ? (items as readonly Json[]) : [object]) writer.write(line(columns, one));
      return writer.flush();
    },
  };
}

function line(columns: readonly Column[], object: Json): string {
  const cells = columns.map(({ path }) => {
    const values = path.findResults(object).flat();
    return values.length === 0 ? '<none>' : values.map((value) => escapeTerminal(goFormatValue(value))).join(',');
  });
  return `${cells.join('\t')}\n`;
}
