/** patch: changes fields of objects that are there (kubectl/pkg/cmd/patch/patch.go). */
import {
  applyJSONPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJSON,
  decodeJSONPatch,
  deepEqual,
  isUnsupportedMediaType,
  ParseError,
  PatchSchema,
} from '../../engine/apimachinery/index.ts';
import { encodeSorted, mergeRulesOf } from '../apply/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  localFlag,
  withFiles,
  type DryRun,
} from '../flags/index.ts';
import { printFlags, readFile, toPrinter } from '../printers/index.ts';
import { parseYAML } from '../resource/index.ts';
import { Helper, PATCH_TYPES, type PatchType } from '../resource/rest-helper.ts';
import type { Info } from '../resource/types.ts';
import { gvkText } from '../rest/gvk.ts';
import type { Json } from '../rest/types.ts';

const TYPES: readonly PatchType[] = ['json', 'merge', 'strategic'];

export const patch: Command = {
  name: 'patch',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  short: 'Update fields of a resource',
  long: `Changes fields of an object by a strategic merge patch, a JSON merge patch or a JSON patch, written as JSON or as YAML.

A strategic merge patch knows which lists are merged by which key; only the kinds that the server was built with take it. Custom resources take the other two.`,
  examples: `# Part of a node, as JSON
kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

# The same, as YAML
kubectl patch node k8s-node-1 -p $'spec:\\n unschedulable: true'

# What a file describes
kubectl patch -f node.json -p '{"spec":{"unschedulable":true}}'

# A container's image: containers are merged by their names
kubectl patch pod web -p '{"spec":{"containers":[{"name":"nginx","image":"nginx:1.27"}]}}'

# A container's image, by a JSON patch and its place in the list
kubectl patch pod web --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"nginx:1.27"}]'

# How many replicas, through the subresource that scales
kubectl patch deployment web --subresource='scale' --type='merge' -p '{"spec":{"replicas":2}}'`,
  flags: [
    ...filenameFlags('The files that say which objects are to be changed.'),
    { name: 'patch', short: 'p', type: 'string', usage: 'The patch.' },
    { name: 'patch-file', type: 'string', usage: 'A file that contains the patch.' },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      usage: 'What kind of patch it is: json, merge or strategic.',
      choices: TYPES,
    },
    localFlag,
    { name: 'subresource', type: 'string', usage: 'Patches this subresource of the object.' },
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    ...printFlags,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args } = invocation;
  const dryRun = dryRunOf(invocation);
  await toPrinter(invocation, { operation: 'patched' });
  const namespace = await factory.namespace();
  validate(flags, args, dryRun);
  const type = typeOf(flags.string('type'));
  const patch = await patchText(invocation);
  let count = 0;
  const builder = withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
    .continueOnError()
    .subresource(flags.string('subresource'))
    .args(args)
    .flatten();
  if (flags.bool('local')) builder.local();
  await builder.visit(async (info) => {
    count++;
    const local = flags.bool('local') || dryRun === 'client';
    const patched = local
      ? patchedLocally(type, info, patch)
      : await patchedThere(invocation, info, type, patch, dryRun);
    const operation = deepEqual(info.object, patched) ? 'patched (no change)' : 'patched';
    invocation.out((await toPrinter(invocation, { operation })).print(patched));
  });
  if (count === 0) throw new CommandError('no objects passed to patch');
}

function validate(flags: Flags, args: readonly string[], dryRun: DryRun): void {
  const patch = flags.string('patch');
  const file = flags.string('patch-file');
  if (patch !== '' && file !== '') throw new CommandError('cannot specify --patch and --patch-file together');
  if (patch === '' && file === '')
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
  if (!flags.bool('local')) return;
  if (args.length > 0) throw new CommandError('cannot specify --local and server resources');
  if (dryRun === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
}

function typeOf(word: string): PatchType {
  const type = TYPES.find((known) => known === word.toLowerCase());
  if (type === undefined)
    throw new CommandError(`--type must be one of [${TYPES.join(' ')}], not ${JSON.stringify(word)}`);
  return type;
}

/** As it is sent: what looks like a JSON object goes as it is, anything else is YAML. */
async function patchText({ flags, world }: Invocation): Promise<string> {
  const path = flags.string('patch-file');
  const text = path === '' ? flags.string('patch') : await readFile(world, path);
  if (text === undefined) throw new CommandError(`unable to read patch file: open ${path}: no such file or directory`);
  if (text.trimStart().startsWith('{')) return text;
  try {
    return encodeSorted(parseYAML(text) ?? null);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CommandError(`unable to parse ${JSON.stringify(flags.string('patch'))}: ${error.message}`);
  }
}

async function patchedThere(
  { factory, flags }: Invocation,
  info: Info,
  type: PatchType,
  patch: string,
  dryRun: DryRun,
): Promise<Json> {
  const helper = new Helper(factory.rest, info.mapping, {
    dryRun,
    fieldManager: flags.string('field-manager'),
    subresource: flags.string('subresource'),
  });
  try {
    return await helper.patch(info.namespace, info.name, type, patch);
  } catch (error) {
    if (!isUnsupportedMediaType(error)) throw error;
    throw new CommandError(`${PATCH_TYPES[type]} is not supported by ${gvkText(info.mapping)}: ${error.message}`);
  }
}

function patchedLocally(type: PatchType, info: Info, text: string): Json {
  const patch = decodeJSON(text);
  if (type === 'json') return applyJSONPatch(info.object, decodeJSONPatch(patch)) as Json;
  if (type === 'merge') return applyMergePatch(info.object, patch) as Json;
  const rules = mergeRulesOf(String(info.object['apiVersion']), info.mapping.kind);
  if (rules === undefined)
    throw new CommandError(
      `no kind "${info.mapping.kind}" is registered for version "${String(info.object['apiVersion'])}" in scheme "k8s.io/kubectl/pkg/scheme/scheme.go:28"`,
    );
  return applyStrategicMergePatch(info.object, patch, new PatchSchema(rules)) as Json;
}
