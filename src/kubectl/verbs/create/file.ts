import { withLastApplied, withLastAppliedIfThere } from '../../apply/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Invocation } from '../../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  filenameFlags,
  saveConfigFlag,
  selectorFlag,
  validateFlag,
  withFiles,
} from '../../flags/index.ts';
import { printFlags, toPrinter, type Printer } from '../../printers/index.ts';
import { addSourceToError, Helper, type Writing } from '../../resource/rest-helper.ts';
import { readAll } from '../../resource/read.ts';
import type { Info } from '../../resource/types.ts';
import { refusalOf } from '../../rest/index.ts';
import { editObjects } from '../edit/editor.ts';

export const createFileFlags: readonly Flag[] = [
  ...printFlags,
  ...filenameFlags('Files, directories or addresses of what is to be created.'),
  validateFlag,
  saveConfigFlag,
  selectorFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  { name: 'edit', type: 'bool', usage: 'Opens the objects in an editor before they are created.' },
  {
    name: 'windows-line-endings',
    type: 'bool',
    usage: 'With --edit: lines end as they do on Windows.',
  },
  { name: 'raw', type: 'string', usage: 'The path to POST the one file to, whatever it contains.' },
];

/** `kubectl create -f` (kubectl/pkg/cmd/create/create.go, RunCreate). */
export async function createFromFiles(invocation: Invocation): Promise<void> {
  const { flags, factory, out } = invocation;
  const raw = flags.string('raw');
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('must specify one of -f and -k');
  if (raw !== '') return createRaw(invocation, raw);
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'created', dryRun });
  const writing = {
    dryRun,
    fieldManager: flags.string('field-manager'),
    fieldValidation: fieldValidationOf(flags),
  };
  const namespace = await factory.namespace();
  const builder = withFiles(factory.builder(), flags)
    .namespace(namespace.name, namespace.enforced)
    .validate(writing.fieldValidation)
    .labelSelector(flags.string('selector'))
    .continueOnError()
    .flatten();
  if (flags.bool('edit')) return editBeforeCreate(invocation, await builder.infos(), writing, printer);
  let count = 0;
  await builder.visit(async (info) => {
    const wanted = flags.bool('save-config') ? withLastApplied(info.object) : withLastAppliedIfThere(info.object);
    let object = wanted;
    if (dryRun !== 'client') {
      try {
        object = await new Helper(factory.rest, info.mapping, writing).create(info.namespace, wanted);
      } catch (error) {
        throw addSourceToError('creating', info.source, error);
      }
    }
    count++;
    out(printer.print(object));
  });
  if (count === 0) throw new CommandError('no objects passed to create');
}

async function createRaw({ flags, factory, world, out }: Invocation, raw: string): Promise<void> {
  const [file, ...more] = flags.list('filename');
  if (flags.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive');
  if (file === undefined || more.length > 0) throw new CommandError('--raw can only use a single local file or stdin');
  if (/^https?:/.test(file)) throw new CommandError('--raw cannot read from a url');
  if (flags.string('selector') !== '') throw new CommandError('--raw and --selector (-l) are mutually exclusive');
  if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  const response = await factory.rest.raw('POST', raw, await readAll(world, file));
  if (response.status >= 400) throw refusalOf(response, 'POST', raw);
  out(response.body);
}

/** Every object is opened in the editor before it is sent (kubectl/pkg/cmd/create/create.go, RunEditOnCreate). */
async function editBeforeCreate(
  invocation: Invocation,
  infos: readonly Info[],
  writing: Writing,
  printer: Printer,
): Promise<void> {
  const { factory, out } = invocation;
  for (const info of infos) {
    await editObjects(invocation, [info], {
      mode: 'create',
      send: async ({ mapping, namespace }, edited) => {
        const helper = new Helper(factory.rest, mapping, writing);
        out(printer.print(writing.dryRun === 'client' ? edited : await helper.create(namespace, edited)));
      },
    });
  }
}
