import { getNested, setNested } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Flag } from '../cobra/types.ts';
import type { Json } from '../rest/types.ts';
import { toJSON } from './json.ts';
import { namePrinter } from './name.ts';
import { TEMPLATE_FORMATS, templatePrinter } from './template-flags.ts';
import type { Asked, Done, Printer, PrintFlags, ToPrinter } from './types.ts';
import { toYAML } from './yaml.ts';

export const SHOW_MANAGED_FIELDS: Flag = {
  name: 'show-managed-fields',
  type: 'bool',
  usage: 'Keep metadata.managedFields in what is printed as JSON or YAML.',
};

export const TEMPLATE_FLAGS: readonly Flag[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    usage:
      'A template may name a field or a key that is not there: it then prints nothing. For Go templates and JSONPath only.',
  },
  {
    name: 'template',
    type: 'string',
    usage: 'The template, or the path of the file it is in, for -o=go-template and -o=go-template-file.',
  },
];

export const PLAIN_FORMATS = ['json', 'yaml', 'name'] as const;

function outputFlag(formats: readonly string[]): Flag {
  return {
    name: 'output',
    short: 'o',
    type: 'string',
    usage: `How to print what comes out. One of: (${formats.join(', ')}).`,
    choices: formats,
  };
}

/** Of every command that changes something, and of those that print what they have read. */
export const printFlags: PrintFlags = [
  outputFlag([...PLAIN_FORMATS, ...TEMPLATE_FORMATS]),
  ...TEMPLATE_FLAGS,
  SHOW_MANAGED_FIELDS,
];

/** As printFlags, for a command that has printers of its own beside them (`-o wide`). */
export function printFlagsWith(...formats: readonly string[]): PrintFlags {
  return [outputFlag([...PLAIN_FORMATS, ...TEMPLATE_FORMATS, ...formats]), ...TEMPLATE_FLAGS, SHOW_MANAGED_FIELDS];
}

/** NoCompatiblePrinterError: nothing here prints that format. */
export function noPrinterFor(format: string, allowed: readonly string[]): CommandError {
  const formats = [...allowed].sort().join(',');
  return new CommandError(
    `unable to match a printer suitable for the output format "${format}", allowed formats are: ${formats}`,
  );
}

/** What -o says, and what --template says when -o says nothing. */
export function outputFormat({ flags }: Pick<Asked, 'flags'>): string {
  const output = flags.string('output');
  return output === '' && flags.has('template') && flags.string('template') !== '' ? 'go-template' : output;
}

/** `created (dry run)` */
export function doneText({ operation, dryRun }: Done): string {
  return `${operation}${dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : ''}`;
}

/** JSON or YAML; undefined when the format is neither (genericclioptions/json_yaml_flags.go). */
export function jsonYAMLPrinter(format: string, showManagedFields: boolean, typed = false): Printer | undefined {
  const shown = (object: Json): Json => (showManagedFields ? object : omitManagedFields(object));
  if (format.toLowerCase() === 'json') return { print: (object) => toJSON(shown(object), typed) };
  if (format.toLowerCase() !== 'yaml') return undefined;
  let printed = 0;
  return { print: (object) => `${printed++ > 0 ? '---\n' : ''}${toYAML(shown(object))}` };
}

export const toPrinter: ToPrinter = async (asked, done) => {
  const format = outputFormat(asked);
  const { flags } = asked;
  const data = jsonYAMLPrinter(
    format,
    flags.has('show-managed-fields') && flags.bool('show-managed-fields'),
    done.typed === true,
  );
  if (data !== undefined) return data;
  if (format === '') return namePrinter(doneText(done));
  if (format.toLowerCase() === 'name') return namePrinter();
  const template = await templatePrinter(format, asked);
  if (template !== undefined) return template;
  throw noPrinterFor(format, [...PLAIN_FORMATS, ...TEMPLATE_FORMATS]);
};

/** The object, and every item of a list, without what field managers keep in it. */
export function omitManagedFields(object: Json): Json {
  const own = getNested(object, ['metadata', 'managedFields']);
  const bare = own === undefined ? object : (setNested(object, ['metadata', 'managedFields'], undefined) as Json);
  const items = bare['items'];
  return Array.isArray(items) ? { ...bare, items: (items as readonly Json[]).map(omitManagedFields) } : bare;
}
