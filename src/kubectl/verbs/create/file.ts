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
import { printFlags, toPrinter } from '../../printers/index.ts';
import { pathOf } from '../../rest/types.ts';

export const createFileFlags: readonly Flag[] = [
  ...printFlags,
  ...filenameFlags('Files, directories or addresses of what is to be created.'),
  validateFlag,
  saveConfigFlag,
  selectorFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
];

/** `kubectl create -f` (kubectl/pkg/cmd/create/create.go, RunCreate). */
export async function createFromFiles(invocation: Invocation): Promise<void> {
  const { flags, factory, out } = invocation;
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k');
  }
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'created', dryRun });
  const query = {
    fieldManager: flags.string('field-manager'),
    fieldValidation: fieldValidationOf(flags),
    dryRun: dryRun === 'server' ? 'All' : undefined,
  };
  const namespace = await factory.namespace();
  const builder = withFiles(factory.builder(), flags)
    .namespace(namespace.name, namespace.enforced)
    .labelSelector(flags.string('selector'))
    .continueOnError()
    .flatten();
  await builder.visit(async (info) => {
    const object = flags.bool('save-config') ? withLastApplied(info.object) : withLastAppliedIfThere(info.object);
    if (dryRun === 'client') return out(printer.print(object));
    out(printer.print(await factory.rest.post(pathOf(info.mapping, info.namespace), object, { query })));
  });
}
