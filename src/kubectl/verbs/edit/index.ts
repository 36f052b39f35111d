/** edit: opens objects in the editor and sends what becomes of them (kubectl/pkg/cmd/edit/edit.go). */
import { deepEqual } from '../../../engine/apimachinery/index.ts';
import {
  encodeSorted,
  IDENTITY,
  inKeyOrder,
  createMergePatch,
  mergeRulesOf,
  PreconditionFailed,
  twoWayStrategicPatch,
  requireMetadataKeyUnchanged,
} from '../../apply/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flag, Invocation } from '../../cobra/types.ts';
import {
  fieldManagerFlag,
  fieldValidationOf,
  filenameFlags,
  saveConfigFlag,
  validateFlag,
  withFiles,
} from '../../flags/index.ts';
import { namePrinter, printFlags } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { editObjects } from './editor.ts';

export const windowsLineEndings: Flag = {
  name: 'windows-line-endings',
  type: 'bool',
  usage: 'Lines end as they do on Windows.',
};

export const edit: Command = {
  name: 'edit',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit a resource on the server',
  long: `Opens objects of the cluster in an editor, as YAML or with -o json as JSON, and sends what was changed when the file is saved. What the server refuses is shown above the object, and the editor opens again.`,
  examples: `# A Service
kubectl edit svc/registry

# A Job, in this version of the API, as JSON
kubectl edit job.v1.batch/myjob -o json

# A Deployment, so that a later apply knows of it
kubectl edit deployment/mydeployment -o yaml --save-config

# Its status
kubectl edit deployment mydeployment --subresource='status'`,
  flags: [
    ...filenameFlags('The files that say which objects are to be edited.'),
    { name: 'output-patch', type: 'bool', usage: 'Also prints the patch that is sent.' },
    { name: 'subresource', type: 'string', usage: 'Edits this subresource of the object.' },
    saveConfigFlag,
    validateFlag,
    windowsLineEndings,
    fieldManagerFlag('kubectl-edit'),
    ...printFlags,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args, out } = invocation;
  const namespace = await factory.namespace();
  const infos = await withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
    .subresource(flags.string('subresource'))
    .args(args, true)
    .latest()
    .flatten()
    .infos();
  if (infos.length === 0) throw new CommandError('edit cancelled, no objects found');
  const send = async (original: Info, edited: Json): Promise<void> => {
    if (deepEqual(original.object, edited)) return out(namePrinter('skipped').print(original.object));
    const patch = patchOf(original, edited);
    if (flags.bool('output-patch')) out(`Patch: ${encodeSorted(patch.body)}\n`);
    const helper = new Helper(factory.rest, original.mapping, {
      fieldManager: flags.string('field-manager'),
      fieldValidation: fieldValidationOf(flags),
      subresource: flags.string('subresource'),
    });
    const object = await helper.patch(original.namespace, original.name, patch.type, patch.body);
    out(namePrinter('edited').print(object));
  };
  await editObjects(invocation, infos, { mode: 'normal', send });
}

/** The patch that makes the edited object out of the one that was shown. */
function patchOf(original: Info, edited: Json): { readonly type: 'strategic' | 'merge'; readonly body: Json } {
  const rules = mergeRulesOf(String(original.object['apiVersion']), original.mapping.kind);
  const preconditions = [...IDENTITY, requireMetadataKeyUnchanged('managedFields')];
  try {
    if (rules !== undefined) {
      const body = inKeyOrder(twoWayStrategicPatch(original.object, edited, rules, preconditions)) as Json;
      return { type: 'strategic', body };
    }
    const body = inKeyOrder(createMergePatch(original.object, edited)) as Json;
    if (!preconditions.every((holds) => holds(body))) throw new PreconditionFailed('');
    return { type: 'merge', body };
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) throw error;
    throw new CommandError('At least one of apiVersion, kind and name was changed');
  }
}
