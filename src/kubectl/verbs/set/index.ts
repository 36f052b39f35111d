/**
 * `kubectl set`: changes one thing of objects that are there (kubectl/pkg/cmd/set). change.ts does what they all do alike: it
 * finds the objects, works out a strategic merge patch, sends it and tells.
 *
 * It differs in `env --from`: the keys of a config map come sorted, where Go's maps have no order; and in `env --resolve`, where
 * a resource field is told as it stands, and not divided by a divisor.
 */
import type { Command } from '../../cobra/types.ts';
import { env } from './env.ts';
import { image } from './image.ts';
import { resources } from './resources.ts';
import { selector } from './selector.ts';
import { serviceaccount } from './serviceaccount.ts';
import { subject } from './subject.ts';

export const set: Command = {
  name: 'set',
  usage: 'SUBCOMMAND',
  short: 'Set specific features on objects',
  long: `Configure application resources.

 Each of these commands changes one thing of an object that is there.`,
  commands: [env, image, resources, selector, serviceaccount, subject],
};
