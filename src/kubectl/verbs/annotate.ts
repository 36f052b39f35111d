/** annotate: sets and takes away annotations of objects that are there (kubectl/pkg/cmd/annotate/annotate.go). */
import { CommandError } from '../cobra/errors.ts';
import type { Command } from '../cobra/types.ts';
import { changeCommand } from './label/change.ts';
import { parsePairs } from './label/pairs.ts';

export const annotate: Command = changeCommand({
  noun: 'annotation',
  field: 'annotations',
  command: {
    name: 'annotate',
    usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
    short: 'Update the annotations on a resource',
    long: `Update the annotations on one or more resources.

 An annotation is a key and any text, for people and for tools; nothing is selected by it. One that has a value keeps it, unless --overwrite says otherwise.`,
    examples: `# Say what a pod is for
kubectl annotate pods web description='the shop window'

# Another text for an annotation that is there
kubectl annotate --overwrite pods web description='the shop window, at night'

# Why this revision is there: rollout history shows it
kubectl annotate deployment/web kubernetes.io/change-cause='image 1.27'

# Take an annotation away: its key and a hyphen
kubectl annotate pods web description-`,
  },
  localFiles: '-f rsrc.yaml or --filename=rsrc.json',
  listAndOutput: true,
  parse: (pairs) => {
    const changes = parsePairs(pairs, 'annotation');
    const both = changes.remove.filter((key) => changes.set.has(key));
    if (both.length > 0) {
      throw new CommandError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      );
    }
    return changes;
  },
  refuseOverwrites: (taken) => {
    const all = taken.map(([key, value]) => `'${key}' already has a value (${value})`).join('; ');
    throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${all}`);
  },
  done: () => 'annotated',
});
