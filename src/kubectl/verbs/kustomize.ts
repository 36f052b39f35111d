/** kustomize: prints what a folder with a kustomization comes to (kustomize/commands/build/build.go). */
import { bytesOf } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Command, Flag } from '../cobra/types.ts';
import { absolute } from '../config/index.ts';
import { kustomize as built } from '../kustomize/index.ts';

const flags: readonly Flag[] = [
  { name: 'output', short: 'o', type: 'string', usage: 'Writes to this file instead of standard output.' },
  {
    name: 'load-restrictor',
    type: 'string',
    default: 'LoadRestrictionsRootOnly',
    usage: 'Which files may be read: those of the folder alone.',
  },
  { name: 'enable-helm', type: 'bool', usage: 'Helm charts; there are none here.' },
  { name: 'enable-alpha-plugins', type: 'bool', usage: 'Plugins; there are none here.' },
];

export const kustomize: Command = {
  name: 'kustomize',
  usage: 'DIR',
  short: 'Build a kustomization target from a directory or URL',
  long: 'Prints the objects that the kustomization.yaml of a directory describes; without a directory, that of the current one.',
  examples: `# The current directory
kubectl kustomize

# Another one
kubectl kustomize ./production`,
  flags,
  run: async ({ args, flags: given, world, out }) => {
    if (args.length > 1) throw new CommandError('specify one path to kustomization.yaml');
    const text = await built(world, args[0] ?? '.');
    const path = given.string('output');
    if (path === '') out(text);
    else await world.files.write(absolute(world.cwd, path), bytesOf(text));
  },
};
