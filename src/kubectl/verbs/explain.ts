import { apiVersionOf, gvrString, tryParseGroupVersion } from '../../engine/apimachinery/index.ts';
import { CommandError, ExitError } from '../cobra/errors.ts';
import type { Command, Completing, Invocation } from '../cobra/types.ts';
import { NoSuchField, plaintext, plaintextOpenAPIV2, Schemas } from '../explain/index.ts';
import { groupResource, type Mapping } from '../rest/types.ts';

/** kubectl/pkg/cmd/explain/explain.go */
export const explain: Command = {
  name: 'explain',
  usage: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  short: 'Get documentation for a resource',
  long:
    'Tell what a type of resource is for and what its fields mean, as the server describes them. A field is named by its ' +
    'path: TYPE.fieldName.fieldName.',
  examples: `# What a pod is, and its fields
kubectl explain pods

# All fields at once, those within fields as well
kubectl explain pods --recursive

# Of another version
kubectl explain deployments --api-version=apps/v1

# One field
kubectl explain pods.spec.containers`,
  flags: [
    { name: 'api-version', type: 'string', usage: 'The group and version to explain' },
    {
      name: 'output',
      type: 'string',
      default: 'plaintext',
      usage: 'The layout (plaintext, plaintext-openapiv2)',
      choices: ['plaintext', 'plaintext-openapiv2'],
    },
    { name: 'recursive', type: 'bool', usage: 'Print the fields of fields as well' },
  ],
  complete,
  run,
};

async function complete({ args, factory }: Completing): Promise<readonly string[]> {
  return args.length > 0 ? [] : (await factory.mapper.all()).map(({ resource }) => resource);
}

async function run(invocation: Invocation): Promise<void> {
  const { args, flags, factory, out, err } = invocation;
  if (args.length === 0) {
    throw new CommandError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported ' +
        'resources.',
    );
  }
  if (args.length > 1) throw new CommandError('We accept only this format: explain RESOURCE');
  const named = await parse(invocation, args[0]!);
  if (named === undefined) {
    err(`the server doesn't have a resource type ${JSON.stringify(args[0]!.split('.')[0]!)}\n`);
    throw new ExitError(1);
  }
  const output = flags.string('output');
  if (output !== 'plaintext' && output !== 'plaintext-openapiv2') {
    throw new CommandError(`unrecognized format: ${output}`);
  }
  const { mapping, path } = named;
  const asked = tryParseGroupVersion(flags.string('api-version'));
  const { group, version } = flags.string('api-version') === '' || asked === undefined ? mapping : asked;
  const document = await factory.openapi(group, version);
  const schemas = new Schemas(document ?? {});
  const root = await rootOf(invocation, schemas, mapping, group, version);
  const older = output === 'plaintext-openapiv2';
  out(older ? olderHead(mapping.kind, group, version) : head(mapping.kind, group, version));
  try {
    out((older ? plaintextOpenAPIV2 : plaintext)(schemas, root, path, flags.bool('recursive')));
  } catch (error) {
    if (error instanceof NoSuchField) throw new CommandError(error.message);
    throw error;
  }
}

async function rootOf(
  { factory }: Invocation,
  schemas: Schemas,
  { resource, kind }: Mapping,
  group: string,
  version: string,
): Promise<NonNullable<ReturnType<Schemas['ofKind']>>> {
  const served = await factory.mapper.kind(apiVersionOf({ group, version }), kind).catch(() => undefined);
  const root = served === undefined ? undefined : schemas.ofKind(group, version, kind);
  if (root !== undefined) return root;
  throw new CommandError(`GVR (${gvrString({ group, version, resource })}) not found in OpenAPI schema`);
}

function head(kind: string, group: string, version: string): string {
  return `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

function olderHead(kind: string, group: string, version: string): string {
  return `KIND:     ${kind}\nVERSION:  ${apiVersionOf({ group, version })}\n\n`;
}

/** `deployments.apps.spec`: a group is taken for one where it is the resource's (SplitAndParseResourceRequestWithMatchingPrefix). */
async function parse(
  { factory }: Invocation,
  word: string,
): Promise<{ readonly mapping: Mapping; readonly path: readonly string[] } | undefined> {
  const [first = '', ...path] = word.replace(/\.$/, '').split('.');
  const mapping = await factory.mapper.tryResource(first);
  if (mapping === undefined) return undefined;
  for (const candidate of await factory.mapper.all()) {
    const name = groupResource(candidate);
    if (candidate.resource !== mapping.resource || candidate.group === '' || !word.startsWith(name)) continue;
    const rest = word.slice(name.length).replace(/^\./, '');
    return { mapping: candidate, path: rest === '' ? [] : rest.split('.') };
  }
  return { mapping, path };
}
