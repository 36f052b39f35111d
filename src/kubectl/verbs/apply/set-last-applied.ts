import { isNotFound } from '../../../engine/apimachinery/index.ts';
import {
  annotationsOf,
  createMergePatch,
  encodeSorted,
  LAST_APPLIED,
  lastAppliedOf,
  withAnnotations,
} from '../../apply/index.ts';
import type { Command } from '../../cobra/types.ts';
import { dryRunFlag, dryRunOf } from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { addSourceToError, describeInfo, Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';

/** kubectl/pkg/cmd/apply/apply_set_last_applied.go */
export const setLastAppliedCommand: Command = {
  name: 'set-last-applied',
  usage: '-f FILENAME',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  long: 'Makes the cluster remember what a file says as what the last apply said, and changes nothing else of the object.',
  examples: `# What a file says
kubectl apply set-last-applied -f deploy.yaml

# What every file of a directory says
kubectl apply set-last-applied -f path/

# Also where no apply was before
kubectl apply set-last-applied -f deploy.yaml --create-annotation=true`,
  flags: [
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'The files that contain what is to be remembered.' },
    { name: 'create-annotation', type: 'bool', usage: 'Also remembers it where no apply was before.' },
    dryRunFlag,
    ...printFlags,
  ],
  run: async (invocation) => {
    const { flags, factory, out } = invocation;
    const dryRun = dryRunOf(invocation);
    const printer = await toPrinter(invocation, { operation: 'configured', dryRun });
    const namespace = await factory.namespace();
    const changed: { readonly info: Info; readonly patch: Json; readonly live: Json }[] = [];
    const builder = factory
      .builder()
      .namespace(namespace.name, namespace.enforced)
      .files({ filenames: flags.list('filename') })
      .flatten();
    await builder.visit(async (info) => {
      const said = `${encodeSorted(info.object)}\n`;
      const live = await liveObject(new Helper(factory.rest, info.mapping), info);
      const before = lastAppliedOf(live);
      if (before === undefined && !flags.bool('create-annotation'))
        throw new Error(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        );
      if (before === said) out(`set-last-applied ${info.name}: no changes required.\n`);
      else changed.push({ info, patch: annotationPatch(info.object, said), live });
    });
    for (const { info, patch, live } of changed) {
      const helper = new Helper(factory.rest, info.mapping, { dryRun });
      const object = dryRun === 'client' ? live : await helper.patch(info.namespace, info.name, 'merge', patch);
      out(printer.print(object));
    }
  },
};

async function liveObject(helper: Helper, info: Info): Promise<Json> {
  try {
    return await helper.get(info.namespace, info.name);
  } catch (error) {
    if (isNotFound(error)) throw error;
    throw addSourceToError(
      `retrieving current configuration of:\n${describeInfo(info)}\nfrom server for:`,
      info.source,
      error,
    );
  }
}

/** The patch that makes an object remember this text (kubectl/pkg/cmd/util/editor/editoptions.go, GetApplyPatch). */
export function annotationPatch(object: Json, said: string): Json {
  return createMergePatch(object, withAnnotations(object, { ...annotationsOf(object), [LAST_APPLIED]: said }));
}
