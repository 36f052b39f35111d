import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Flags } from '../../cobra/types.ts';
import { filenameFlags } from '../../flags/index.ts';
import type { Json } from '../../rest/types.ts';

const GRACE_PERIOD: Flag = {
  name: 'grace-period',
  type: 'int',
  default: '-1',
  usage:
    'Seconds that the object is given to end. Negative: as many as it says itself; 1: at once; 0 only together with --force.',
};

const FORCE: Flag = {
  name: 'force',
  type: 'bool',
  usage:
    'Takes the object out of the API at once, without waiting for it to end. What ran may go on running, and data may be lost.',
};

const CASCADE: Flag = {
  name: 'cascade',
  type: 'string',
  default: 'background',
  bare: 'background',
  usage:
    'What becomes of what the object owns (the Pods of a ReplicaSet): "background" deletes it afterwards, "foreground" before, "orphan" leaves it.',
  choices: ['background', 'orphan', 'foreground'],
};

const TIMEOUT: Flag = {
  name: 'timeout',
  type: 'duration',
  default: '0s',
  usage: 'How long to wait until it is gone; zero: as long as it takes.',
};

function waitFlag(byDefault: boolean): Flag {
  return {
    name: 'wait',
    type: 'bool',
    default: String(byDefault),
    usage: 'Returns when the objects are gone, finalizers and all.',
  };
}

/** Of commands that delete on the way: apply --force, replace --force. */
export function deletionFlags(usage: string): readonly Flag[] {
  return [...filenameFlags(usage), CASCADE, FORCE, GRACE_PERIOD, TIMEOUT, waitFlag(false)];
}

export const deleteFlags: readonly Flag[] = [
  ...filenameFlags('The files that contain what is to be deleted.'),
  CASCADE,
  FORCE,
  GRACE_PERIOD,
  TIMEOUT,
  waitFlag(true),
  { name: 'now', type: 'bool', usage: 'Ends the objects at once (as --grace-period=1).' },
  {
    name: 'ignore-not-found',
    type: 'bool',
    usage: 'What is not there is as good as deleted. "true" when --all is given.',
  },
  {
    name: 'interactive',
    short: 'i',
    type: 'bool',
    usage: 'Shows what would be deleted and asks first.',
  },
  { name: 'output', short: 'o', type: 'string', usage: '"-o name" prints only resource/name.', choices: ['name'] },
  { name: 'raw', type: 'string', usage: 'The path to send a DELETE to, whatever is there.' },
];

const POLICIES = new Map([
  ['true', 'Background'],
  ['background', 'Background'],
  ['foreground', 'Foreground'],
  ['false', 'Orphan'],
  ['orphan', 'Orphan'],
]);

/** --cascade as the API says it (kubectl/pkg/cmd/util/helpers.go, GetCascadingStrategy). */
export function propagationPolicy(flags: Flags): string {
  const word = flags.string('cascade');
  const policy = POLICIES.get(word);
  if (policy !== undefined) return policy;
  throw new CommandError(`invalid cascade value (${word}). Must be "background", "foreground", or "orphan"`);
}

/** The body of a DELETE; a negative grace period is the object's own. */
export function deleteOptions(policy: string, gracePeriod: number): Json {
  return { ...(gracePeriod >= 0 && { gracePeriodSeconds: gracePeriod }), propagationPolicy: policy };
}

/** --grace-period and --force together, as commands take them that delete on their way (DeleteFlags.ToOptions). */
export function deleteGrace(flags: Flags): number {
  const said = flags.int('grace-period');
  return flags.bool('force') && said < 0 ? 0 : said;
}
