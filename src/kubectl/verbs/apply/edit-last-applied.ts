import { decodeJSON, isJSONObject } from '../../../engine/apimachinery/index.ts';
import { encodeSorted, lastAppliedOf } from '../../apply/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command } from '../../cobra/types.ts';
import { fieldManagerFlag, filenameFlags, validateFlag, withFiles } from '../../flags/index.ts';
import { namePrinter, printFlags } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import { editObjects } from '../edit/editor.ts';
import { annotationPatch } from './set-last-applied.ts';

/** kubectl/pkg/cmd/apply/apply_edit_last_applied.go */
export const editLastAppliedCommand: Command = {
  name: 'edit-last-applied',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  long: 'Opens in an editor what the last apply of objects said, and makes the cluster remember what becomes of it.',
  examples: `# By type and name
kubectl apply edit-last-applied deployment/nginx

# Of what a file describes, as JSON
kubectl apply edit-last-applied -f deploy.yaml -o json`,
  flags: [
    ...filenameFlags('The files that say which objects are meant.'),
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', usage: 'Lines end as they do on Windows.' },
    fieldManagerFlag('kubectl-client-side-apply'),
    ...printFlags,
  ],
  run: async (invocation) => {
    const { flags, factory, args, out } = invocation;
    const namespace = await factory.namespace();
    const infos = await withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
      .args(args, true)
      .latest()
      .flatten()
      .infos();
    const said = infos.map(saidBy);
    if (said.length === 0) throw new CommandError('edit cancelled, no objects found');
    await editObjects(invocation, said, {
      mode: 'apply',
      send: async (original, edited) => {
        const helper = new Helper(factory.rest, original.mapping, { fieldManager: flags.string('field-manager') });
        const patch = annotationPatch(edited, `${encodeSorted(edited)}\n`);
        out(namePrinter('edited').print(await helper.patch(original.namespace, original.name, 'merge', patch)));
      },
    });
  },
};

function saidBy(info: Info): Info {
  const text = lastAppliedOf(info.object);
  if (text === undefined)
    throw new CommandError(`no last-applied-configuration annotation found on resource: ${info.name}`);
  const object = decodeJSON(text);
  return { ...info, object: isJSONObject(object) ? object : {} };
}
