import { bytesToBase64, encodeUTF8 } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { configFiles, mergedFiles, writeCurrentContext, writeEntry, type Stanza } from '../../config/index.ts';
import { requireWords } from './arguments.ts';

/** kubectl/pkg/cmd/config/set.go */
export const set: Command = {
  name: 'set',
  usage: 'PROPERTY_NAME PROPERTY_VALUE',
  short: 'Set an individual value in a kubeconfig file',
  long:
    'Give one field of the kubeconfig another value. Its name is a path: what kind of entry, which of them, which field, ' +
    'with dots between; the names of entries hold no dots.\n\n' +
    'What is kept as bytes, such as certificate-authority-data, is given as base64, or as it is with --set-raw-bytes.',
  examples: `# Where my-cluster is
kubectl config set clusters.my-cluster.server https://1.2.3.4

# Which cluster my-context means
kubectl config set contexts.my-context.cluster my-cluster`,
  flags: [{ name: 'set-raw-bytes', type: 'bool', usage: 'The value is the bytes themselves, not base64 of them.' }],
  run: async (invocation) => {
    requireWords(invocation, 2);
    await change(invocation, invocation.args[0]!, invocation.args[1]!);
    invocation.out(`Property ${JSON.stringify(invocation.args[0]!)} set.\n`);
  },
};

/** kubectl/pkg/cmd/config/unset.go */
export const unset: Command = {
  name: 'unset',
  usage: 'PROPERTY_NAME',
  short: 'Unset an individual value in a kubeconfig file',
  long: 'Take a field, or a whole entry, out of the kubeconfig. Its name is a path with dots between.',
  examples: `# No context is current any more
kubectl config unset current-context

# The context foo names no namespace any more
kubectl config unset contexts.foo.namespace`,
  run: async (invocation) => {
    requireWords(invocation, 1);
    await change(invocation, invocation.args[0]!, undefined);
    invocation.out(`Property ${JSON.stringify(invocation.args[0]!)} unset.\n`);
  },
};

const STANZAS: readonly Stanza[] = ['clusters', 'users', 'contexts'];

async function change(invocation: Invocation, property: string, value: string | undefined): Promise<void> {
  const { world } = invocation;
  const files = await configFiles(invocation);
  const [first = '', name, ...field] = property.split('.');
  if (first === 'current-context') {
    await writeCurrentContext(world, files, value ?? '');
    return;
  }
  const stanza = STANZAS.find((one) => one === first);
  if (stanza === undefined) throw new CommandError(`unable to parse ${property} after [] at api.Config`);
  if (name === undefined || name === '') {
    if (value !== undefined) throw new CommandError(`can't set a map to a value: ${goMap(stanza)}`);
    for (const entry of mergedFiles(files)[stanza].keys()) {
      await writeEntry(world, await configFiles(invocation), stanza, entry, undefined);
    }
    return;
  }
  const before = mergedFiles(files)[stanza].get(name);
  const key = field.join('.');
  if (value === undefined) {
    if (before === undefined) return;
    const { [key]: _gone, ...rest } = before;
    await writeEntry(world, files, stanza, name, key === '' ? undefined : rest);
    return;
  }
  await writeEntry(world, files, stanza, name, { ...before, [key]: valueOf(invocation, key, value) });
}

function goMap(stanza: Stanza): string {
  const type = { clusters: 'Cluster', users: 'AuthInfo', contexts: 'Context' }[stanza];
  return `map[string]*api.${type}`;
}

/** A byte field is kept as base64; booleans are booleans. */
function valueOf({ flags }: Invocation, key: string, value: string): unknown {
  if (key.endsWith('-data')) {
    if (flags.bool('set-raw-bytes')) return bytesToBase64(encodeUTF8(value));
    const wrong =
      /[^A-Za-z0-9+/=]/.exec(value)?.index ?? (value.length % 4 === 0 ? -1 : value.length - (value.length % 4));
    if (wrong >= 0) throw new CommandError(`error decoding input value: illegal base64 data at input byte ${wrong}`);
    return value;
  }
  if (key !== 'insecure-skip-tls-verify' && key !== 'disable-compression') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new CommandError(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
}
