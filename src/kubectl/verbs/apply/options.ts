import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { dryRunOf, fieldValidationOf, type DryRun } from '../../flags/index.ts';
import { outputFormat, toPrinter } from '../../printers/index.ts';
import type { Json, Mapping } from '../../rest/types.ts';
import { deleteGrace, propagationPolicy } from '../delete/delete-flags.ts';
import { parsePruneResources } from './prune.ts';

/** A command line of apply that has been understood (kubectl/pkg/cmd/apply/apply.go, ApplyOptions). */
export interface ApplyOptions {
  readonly invocation: Invocation;
  readonly namespace: { readonly name: string; readonly enforced: boolean };
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly dryRun: DryRun;
  readonly fieldManager: string;
  readonly fieldValidation: string;
  readonly overwrite: boolean;
  readonly subresource: string;
  /** Delete and create anew what cannot be patched. */
  readonly force: boolean;
  readonly policy: string;
  readonly gracePeriod: number;
  /** Microseconds; 0: as long as it takes. */
  readonly timeout: number;
  readonly prune: boolean;
  readonly pruneResources: readonly Mapping[];
  /** What was seen, so that it is not pruned. */
  readonly visitedUids: Set<string>;
  readonly visitedNamespaces: Set<string>;
  /** The objects themselves are printed, at the end, and no lines on the way. */
  readonly printsObjects: boolean;
  /** Tells what was done with an object, unless the objects themselves are printed. */
  readonly tell: (object: Json, operation: string) => Promise<void>;
}

const CLIENT_SIDE = 'kubectl-client-side-apply';

/** Server-side apply is another manager, unless the command line names one (helpers.go, GetFieldManagerFlag of apply). */
function managerOf({ flags }: Invocation, serverSide: boolean): string {
  const said = flags.string('field-manager');
  return serverSide && !flags.changed('field-manager') && said === CLIENT_SIDE ? 'kubectl' : said;
}

export async function applyOptions(invocation: Invocation): Promise<ApplyOptions> {
  const { flags, factory, out } = invocation;
  const serverSide = flags.bool('server-side');
  const dryRun = dryRunOf(invocation);
  const namespace = await factory.namespace();
  const output = outputFormat(invocation);
  const printsObjects = output !== '' && output !== 'name';
  const options: ApplyOptions = {
    invocation,
    namespace,
    serverSide,
    forceConflicts: flags.bool('force-conflicts'),
    dryRun,
    fieldManager: managerOf(invocation, serverSide),
    fieldValidation: fieldValidationOf(flags),
    overwrite: flags.bool('overwrite'),
    subresource: flags.string('subresource'),
    force: flags.bool('force'),
    policy: propagationPolicy(flags),
    gracePeriod: deleteGrace(flags),
    timeout: flags.duration('timeout'),
    prune: flags.bool('prune'),
    pruneResources: await parsePruneResources(flags.list('prune-allowlist'), factory.mapper),
    visitedUids: new Set(),
    visitedNamespaces: new Set(),
    printsObjects,
    tell: async (object, operation) => {
      if (!printsObjects) out((await toPrinter(invocation, { operation, dryRun })).print(object));
    },
  };
  validate(options);
  return options;
}

function validate({ invocation: { flags }, ...options }: ApplyOptions): void {
  const refuse = (wrong: boolean, message: string): void => {
    if (wrong) throw new CommandError(message);
  };
  const all = flags.bool('all');
  const selector = flags.string('selector');
  const { serverSide, dryRun, force, prune } = options;
  refuse(options.forceConflicts && !serverSide, '--force-conflicts only works with --server-side');
  refuse(
    dryRun === 'client' && serverSide,
    "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
  );
  refuse(options.subresource !== '' && !serverSide, '--subresource can only be specified for --server-side');
  refuse(serverSide && force, '--force cannot be used with --server-side');
  refuse(dryRun === 'server' && force, '--dry-run=server cannot be used with --force');
  refuse(all && selector !== '', 'cannot set --all and --selector at the same time');
  if (!prune) return;
  refuse(force, '--force cannot be used with --prune');
  refuse(
    !all && selector === '',
    'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
  );
  refuse(serverSide, "--prune is in alpha and doesn't currently work on objects created by server-side apply");
}
