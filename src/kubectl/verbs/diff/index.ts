/**
 * diff: what an apply would change, as diff -u prints it (kubectl/pkg/cmd/diff/diff.go).
 *
 * It differs from upstream in this: the comparing is done here unless KUBECTL_EXTERNAL_DIFF names a program of this machine, and
 * --prune does not look for what is no longer there.
 */
import { bytesOf, formatTime, StatusError } from '../../../engine/apimachinery/index.ts';
import { checkErr } from '../../check-err.ts';
import { CommandError, ExitError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { fieldManagerFlag, filenameFlags, selectorFlag, withFiles } from '../../flags/index.ts';
import { omitManagedFields, toYAML } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { liveAndMerged, masked, type Merging } from './merged.ts';
import { unifiedDiff } from './unified.ts';

export const diff: Command = {
  name: 'diff',
  usage: '-f FILENAME',
  short: 'Diff the live version against a would-be applied version',
  long: `Shows what an apply of the files would change. KUBECTL_EXTERNAL_DIFF may name another program to compare with.

It ends with 0 when there is no difference, with 1 when there is one, and with more when something went wrong.`,
  examples: `# What a file would change
kubectl diff -f pod.yaml

# What standard input would change
cat service.yaml | kubectl diff -f -`,
  flags: [
    ...filenameFlags('The files that contain what would be applied.'),
    { name: 'server-side', type: 'bool', usage: 'Lets the server work out what would be changed.' },
    { name: 'force-conflicts', type: 'bool', usage: 'With --server-side: takes fields over that others have set.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'Shows metadata.managedFields as well.' },
    { name: 'prune', type: 'bool', usage: 'Includes what an apply with --prune would delete.' },
    { name: 'prune-allowlist', type: 'stringArray', usage: 'Which kinds --prune looks through.' },
    { name: 'concurrency', type: 'int', default: '1', usage: 'How many objects are looked at together.' },
    selectorFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
  ],
  run: async (invocation) => {
    try {
      if (await differs(invocation)) throw new ExitError(1);
    } catch (error) {
      if (error instanceof ExitError) throw error;
      if (error instanceof StatusError) {
        invocation.err(`${checkErr(error).message.trimEnd()}\n`);
        throw new ExitError(2);
      }
      // A difference is 1: whatever went wrong is more.
      throw error instanceof CommandError && error.code > 1 ? error : new CommandError(textOfError(error), 2);
    }
  },
};

function textOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function differs(invocation: Invocation): Promise<boolean> {
  const { flags, factory, args, world } = invocation;
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 2);
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('must specify one of -f and -k', 2);
  const serverSide = flags.bool('server-side');
  if (flags.bool('force-conflicts') && !serverSide)
    throw new CommandError('--force-conflicts only works with --server-side', 2);
  const said = flags.string('field-manager');
  const merging: Merging = {
    serverSide,
    forceConflicts: flags.bool('force-conflicts'),
    fieldManager: serverSide && !flags.changed('field-manager') ? 'kubectl' : said,
  };
  const namespace = await factory.namespace();
  const folder = (word: string): string => `/tmp/${word}-${Math.floor(world.random() * 4_000_000_000)}`;
  const folders = { live: folder('LIVE'), merged: folder('MERGED') };
  let found = false;
  await withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
    .labelSelector(flags.string('selector'))
    .flatten()
    .visit(async (info) => {
      const { live, merged } = await liveAndMerged(info, factory.rest, merging);
      const shown = flags.bool('show-managed-fields')
        ? { live, merged }
        : { live: live && omitManagedFields(live), merged: omitManagedFields(merged) };
      const hidden = masked(shown.live, shown.merged);
      if (await printDifference(invocation, fileName(info), folders, hidden.live, hidden.merged)) found = true;
    });
  return found;
}

/** `apps.v1.Deployment.default.web` */
function fileName({ mapping: { group, version, kind }, namespace, name }: Info): string {
  return `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`;
}

async function printDifference(
  { world, out }: Invocation,
  name: string,
  folders: { readonly live: string; readonly merged: string },
  live: Json | undefined,
  merged: Json,
): Promise<boolean> {
  const from = live === undefined ? '' : toYAML(live);
  const to = toYAML(merged);
  const [liveFile, mergedFile] = [`${folders.live}/${name}`, `${folders.merged}/${name}`];
  const program = world.env['KUBECTL_EXTERNAL_DIFF'] ?? '';
  if (program !== '' && world.run !== undefined) {
    await world.files.write(liveFile, bytesOf(from));
    await world.files.write(mergedFile, bytesOf(to));
    const ended = await world.run([...program.split(' '), folders.live, folders.merged], bytesOf(''));
    if (ended === undefined) throw new CommandError(`exec: "${program}": executable file not found in $PATH`, 2);
    return ended.code === 1;
  }
  const text = unifiedDiff(from, to);
  if (text === '') return false;
  const at = timeText(world.now());
  out(`diff -u -N ${liveFile} ${mergedFile}\n--- ${liveFile}\t${at}\n+++ ${mergedFile}\t${at}\n${text}`);
  return true;
}

/** `2026-11-21 14:56:20.877423000 +0000` */
function timeText(micros: number): string {
  const [day = '', time = ''] = formatTime(micros).replace('Z', '').split('T');
  return `${day} ${time}.${String(micros % 1_000_000).padStart(6, '0')}000 +0000`;
}
