import { apiVersionOf, compareStrings } from '../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../cobra/types.ts';
import { inColumns, TABLE_STYLE } from '../printers/tabwriter.ts';
import { groupResource, type Mapping } from '../rest/types.ts';

/** kubectl/pkg/cmd/apiresources/apiresources.go */
export const apiResources: Command = {
  name: 'api-resources',
  usage: '[flags]',
  short: 'Print the supported API resources on the server',
  examples: `# Every resource that the server serves
kubectl api-resources

# With verbs and categories
kubectl api-resources -o wide

# Sorted by a column
kubectl api-resources --sort-by=name

# Those that belong to a namespace
kubectl api-resources --namespaced=true

# Those of one API group
kubectl api-resources --api-group=rbac.authorization.k8s.io`,
  flags: [
    { name: 'api-group', type: 'string', usage: 'Only resources of this API group.' },
    { name: 'cached', type: 'bool', usage: 'What was remembered will do: the server is not asked anew.' },
    { name: 'categories', type: 'stringSlice', usage: 'Only resources of all of these categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: 'true',
      usage: 'Only resources that belong to a namespace; with false, only those that belong to none.',
    },
    { name: 'no-headers', type: 'bool', usage: 'Print no line of headings.' },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      usage: 'How to print them. One of: (wide, name).',
      choices: ['name', 'wide'],
    },
    { name: 'sort-by', type: 'string', usage: "The column to sort by: 'name' or 'kind'.", choices: ['kind', 'name'] },
    { name: 'verbs', type: 'stringSlice', usage: 'Only resources that know all of these verbs.' },
  ],
  run,
};

async function run({ args, flags, factory, out }: Invocation): Promise<void> {
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  const sortBy = flags.string('sort-by');
  if (!['', 'wide', 'name'].includes(output)) throw new CommandError(`--output ${output} is not available`);
  if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind');
  if (!flags.bool('cached')) factory.forgetDiscovery();
  const all = await factory.mapper.all();
  const shown = sorted(
    all.filter((mapping) => wanted(mapping, flags)),
    sortBy,
  );
  if (output === 'name') {
    for (const mapping of shown) out(`${groupResource(mapping)}\n`);
    return;
  }
  const wide = output === 'wide';
  const head = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = shown.map((mapping) => rowOf(mapping, wide));
  out(inColumns(flags.bool('no-headers') ? rows : [head, ...rows], TABLE_STYLE));
}

function wanted(mapping: Mapping, flags: Flags): boolean {
  if (mapping.verbs.length === 0) return false;
  if (flags.changed('api-group') && mapping.group !== flags.string('api-group')) return false;
  if (flags.changed('namespaced') && mapping.namespaced !== flags.bool('namespaced')) return false;
  return (
    flags.list('verbs').every((verb) => mapping.verbs.includes(verb)) &&
    flags.list('categories').every((category) => mapping.categories.includes(category))
  );
}

function sorted(mappings: readonly Mapping[], by: string): readonly Mapping[] {
  const key = (mapping: Mapping) => (by === 'name' ? mapping.resource : by === 'kind' ? mapping.kind : mapping.group);
  return [...mappings].sort((a, b) => compareStrings(key(a), key(b)) || compareStrings(a.resource, b.resource));
}

function rowOf(mapping: Mapping, wide: boolean): readonly string[] {
  const { resource, shortNames, namespaced, kind, verbs, categories } = mapping;
  const row = [resource, shortNames.join(','), apiVersionOf(mapping), String(namespaced), kind];
  return wide ? [...row, verbs.join(','), categories.join(',')] : row;
}
