/** replace: puts objects from files in the place of those that are there (kubectl/pkg/cmd/replace/replace.go). */
import { isNotFound } from '../../engine/apimachinery/index.ts';
import { withLastApplied, withLastAppliedIfThere } from '../apply/index.ts';
import { CommandError, UsageError } from '../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  saveConfigFlag,
  validateFlag,
  withFiles,
} from '../flags/index.ts';
import { printFlags, toPrinter, type Printer } from '../printers/index.ts';
import { addSourceToError, Helper, type Writing } from '../resource/rest-helper.ts';
import { readAll } from '../resource/read.ts';
import type { Builder } from '../resource/types.ts';
import { refusalOf } from '../rest/index.ts';
import type { Json } from '../rest/types.ts';
import { deletionFlags, propagationPolicy } from './delete/delete-flags.ts';
import { deleteResult } from './delete/delete-result.ts';

const POLL = 1_000_000;
const FIVE_MINUTES = 300_000_000;

export const replace: Command = {
  name: 'replace',
  usage: '-f FILENAME',
  short: 'Replace a resource by file name or stdin',
  long: 'Puts what a file contains in the place of the object of that name. The file must say all of the object; what kubectl get -o yaml prints does.',
  examples: `# What a file describes
kubectl replace -f ./pod.yaml

# What another command writes
cat pod.json | kubectl replace -f -

# Delete it first and create it anew
kubectl replace --force -f ./pod.yaml`,
  flags: [
    ...deletionFlags('The files that contain what is to be replaced.'),
    { name: 'raw', type: 'string', usage: 'The path to PUT the one file to, whatever it contains.' },
    { name: 'subresource', type: 'string', usage: 'Replaces this subresource of the object.' },
    saveConfigFlag,
    validateFlag,
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    ...printFlags,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args } = invocation;
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('must specify one of -f and -k');
  const fieldValidation = fieldValidationOf(flags);
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'replaced', dryRun });
  const policy = propagationPolicy(flags);
  validate(flags);
  const raw = flags.string('raw');
  if (raw !== '') return replaceRaw(invocation, raw);
  const writing: Writing = {
    dryRun,
    fieldManager: flags.string('field-manager'),
    fieldValidation,
    subresource: flags.string('subresource'),
  };
  const namespace = await factory.namespace();
  const builder = (): Builder =>
    withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
      .continueOnError()
      .args(args)
      .flatten();
  if (flags.bool('force')) return forceReplace(invocation, builder, writing, printer, policy);
  await builder()
    .validate(fieldValidation)
    .subresource(flags.string('subresource'))
    .visit(async (info) => {
      const wanted = remembering(info.object, flags);
      if (dryRun === 'client') return invocation.out(printer.print(wanted));
      const helper = new Helper(factory.rest, info.mapping, writing);
      const object = await helper.replace(info.namespace, info.name, wanted).catch((error: unknown) => {
        throw addSourceToError('replacing', info.source, error);
      });
      invocation.out(printer.print(object));
    });
}

function remembering(object: Json, flags: Flags): Json {
  return flags.bool('save-config') ? withLastApplied(object) : withLastAppliedIfThere(object);
}

function validate(flags: Flags): void {
  const force = flags.bool('force');
  if (flags.int('grace-period') >= 0 && !force) throw new CommandError('--grace-period must have --force specified');
  if (flags.duration('timeout') !== 0 && !force) throw new CommandError('--timeout must have --force specified');
}

async function replaceRaw({ flags, factory, world, out }: Invocation, raw: string): Promise<void> {
  const [file, ...more] = flags.list('filename');
  if (file === undefined || more.length > 0) throw new UsageError('--raw can only use a single local file or stdin');
  if (/^https?:/.test(file)) throw new UsageError('--raw cannot read from a url');
  if (flags.string('output') !== '') throw new UsageError('--raw and --output are mutually exclusive');
  const response = await factory.rest.raw('PUT', raw, await readAll(world, file));
  if (response.status >= 400) throw refusalOf(response, 'PUT', raw);
  out(response.body);
}

/** Deletes what is there, waits until it is gone, and creates it anew. */
async function forceReplace(
  invocation: Invocation,
  builder: () => Builder,
  writing: Writing,
  printer: Printer,
  policy: string,
): Promise<void> {
  const { flags, factory, out } = invocation;
  const said = flags.int('grace-period');
  const grace = said < 0 ? 0 : said;
  const infos = await readOnce(builder());
  await deleteResult(invocation, again(infos), {
    policy,
    // A grace of 0 would lose data by accident: it means 1, and waiting.
    gracePeriod: grace === 0 ? 1 : grace,
    dryRun: writing.dryRun,
    ignoreNotFound: true,
    wait: grace === 0 || flags.bool('wait'),
    timeout: flags.duration('timeout'),
    output: flags.string('output'),
    quiet: false,
    warnClusterScope: false,
  });
  for (const info of infos) {
    if (writing.dryRun === undefined) await untilGone(invocation, new Helper(factory.rest, info.mapping), info);
  }
  for (const info of infos) {
    const wanted = remembering(info.object, flags);
    const helper = new Helper(factory.rest, info.mapping, writing);
    out(printer.print(writing.dryRun === 'client' ? wanted : await helper.create(info.namespace, wanted)));
  }
  if (infos.length === 0) throw new CommandError('no objects passed to replace');
}

type Infos = Awaited<ReturnType<Builder['infos']>>;

/** Standard input can be read once only. */
function readOnce(builder: Builder): Promise<Infos> {
  return builder.infos();
}

function again(infos: Infos): Pick<Builder, 'visit'> {
  return {
    visit: async (visitor) => {
      for (const info of infos) await visitor(info);
    },
  };
}

async function untilGone(
  { world, flags }: Invocation,
  helper: Helper,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<void> {
  const timeout = flags.duration('timeout');
  const deadline = world.now() + (timeout === 0 ? FIVE_MINUTES : timeout);
  for (;;) {
    try {
      await helper.get(namespace, name);
    } catch (error) {
      if (isNotFound(error)) return;
      throw error;
    }
    if (world.now() >= deadline) throw new Error('timed out waiting for the condition');
    await world.sleep(POLL);
  }
}
