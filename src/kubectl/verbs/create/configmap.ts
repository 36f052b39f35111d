import { CommandError } from '../../cobra/errors.ts';
import { generatorCommand } from './generator.ts';
import { appendHashFlag, fromSources, hashedName, keyErrors, SOURCE_FLAGS, textOfBytes, toBase64 } from './sources.ts';

export const configmap = generatorCommand({
  name: 'configmap',
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  long: `Create a config map based on a file, directory, or specified literal value.

 A file's key is its name, unless another is given. Of a directory every file is taken whose name can be a key; directories in it are not.`,
  examples: `# Every file of a directory
kubectl create configmap site --from-file=./site

# One file, under a key of its own
kubectl create configmap site --from-file=nginx.conf=./conf/site.conf

# Values that stand on the command line
kubectl create configmap settings --from-literal=COLOR=blue --from-literal=SIZE=10

# A file of key=value lines
kubectl create configmap settings --from-env-file=./settings.env`,
  flags: [...SOURCE_FLAGS, appendHashFlag],
  target: { group: '', version: 'v1', resource: 'configmaps', namespaced: true },
  failure: 'failed to create configmap: ',
  generate: async (invocation, name) => {
    const data = new Map<string, string>();
    const binaryData = new Map<string, string>();
    await fromSources(invocation, (key, bytes) => {
      const wrong = keyErrors(key);
      if (wrong !== '') throw new CommandError(`"${key}" is not a valid key name for a ConfigMap: ${wrong}`);
      const taken = data.has(key) ? 'Data' : binaryData.has(key) ? 'BinaryData' : undefined;
      if (taken !== undefined) {
        throw new CommandError(
          `cannot add key "${key}", another key by that name already exists in ${taken} for ConfigMap "${name}"`,
        );
      }
      const text = textOfBytes(bytes);
      if (text === undefined) binaryData.set(key, toBase64(bytes));
      else data.set(key, text);
    });
    const content = {
      data: Object.fromEntries(data),
      binaryData: binaryData.size === 0 ? undefined : Object.fromEntries(binaryData),
    };
    const hashed = invocation.flags.bool('append-hash');
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: hashed ? hashedName(name, { kind: 'ConfigMap', name, ...content }) : name },
      ...content,
      data: data.size === 0 ? undefined : content.data,
    };
  },
});
