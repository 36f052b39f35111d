/**
 * `kubectl label`: sets and takes away labels of objects that are there. What it shares with annotate is change.ts
 * (kubectl/pkg/cmd/label/label.go).
 *
 * It differs in `--list`: the labels stand sorted, where Go's maps have no order.
 */
import { isValidLabelValue } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError } from '../../cobra/errors.ts';
import type { Command } from '../../cobra/types.ts';
import { changeCommand } from './change.ts';
import type { Changes } from './pairs.ts';

function parseLabels(pairs: readonly string[]): Changes {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    const parts = pair.split('=');
    const [key = '', value = ''] = parts;
    if (parts.length === 1) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    if (parts.length !== 2) throw new CommandError(`invalid label spec: ${pair}`);
    const errors = isValidLabelValue(value);
    if (errors.length > 0) throw new CommandError(`invalid label value: ${JSON.stringify(pair)}: ${errors.join(';')}`);
    set.set(key, value);
  }
  if (remove.some((key) => set.has(key))) {
    throw new CommandError('can not both modify and remove a label in the same command');
  }
  return { set, remove };
}

export const label: Command = changeCommand({
  noun: 'label',
  field: 'labels',
  command: {
    name: 'label',
    usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
    short: 'Update the labels on a resource',
    long: `Update the labels on a resource.

  *  A key begins with a letter or a digit; letters, digits, hyphens, dots and underscores follow, 63 in all. A DNS name and a slash may stand before it.
  *  A value may be empty; else it looks like a key without the name before it.
  *  A label that has a value keeps it, unless --overwrite says otherwise.`,
    examples: `# Mark a pod
kubectl label pods web tier=front

# Another value for a label that is there
kubectl label --overwrite pods web tier=back

# All pods of the namespace
kubectl label pods --all tier=front

# Take a label away: its key and a hyphen
kubectl label pods web tier-`,
  },
  localFiles: '-f pod.yaml or --filename=pod.json',
  listAndOutput: false,
  parse: parseLabels,
  refuseOverwrites: (taken) => {
    const errors = taken.map(
      ([key, value]) => new CommandError(`'${key}' already has a value (${value}), and --overwrite is false`),
    );
    throw errors.length === 1 ? errors[0] : new AggregateFailure(errors);
  },
  done: (before, after, overwrite, same) =>
    same ? 'not labeled' : !overwrite && after < before ? 'unlabeled' : 'labeled',
  notFound: (key) => `label ${JSON.stringify(key)} not found.\n`,
});
