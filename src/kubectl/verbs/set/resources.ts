import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { parseResourceList } from '../create/quota.ts';
import {
  BareError,
  checkTogether,
  infosOf,
  setFlags,
  setSelectorFlag,
  settleAll,
  withContainers,
  withPodSpec,
} from './change.ts';

type List = Readonly<Record<string, string>> | undefined;

function more(before: unknown, list: List): object {
  return { ...(typeof before === 'object' ? before : undefined), ...list };
}

function withRequirements(spec: Json, flags: Flags, limits: List, requests: List): Json {
  const changed = withContainers(spec, flags.string('containers'), (container) => {
    const before = (container['resources'] ?? {}) as Json;
    const resources = {
      ...before,
      ...(limits === undefined ? {} : { limits: more(before['limits'], limits) }),
      ...(requests === undefined ? {} : { requests: more(before['requests'], requests) }),
    };
    return { ...container, resources };
  });
  if (changed === undefined) throw new BareError(`unable to find container named ${flags.string('containers')}`);
  return changed;
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, args } = invocation;
  await toPrinter(invocation, { operation: '', dryRun: dryRunOf(invocation) });
  checkTogether(invocation);
  const infos = await infosOf(invocation, args);
  if (flags.string('limits') === '' && flags.string('requests') === '') {
    throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  }
  const limits = parseResourceList(flags.string('limits'));
  const requests = parseResourceList(flags.string('requests'));
  const setting = {
    operation: 'resource requirements updated',
    failure: 'failed to patch resources update to pod template ',
    change: (info: Info) => withPodSpec(info, (spec) => withRequirements(spec, flags, limits, requests)),
  };
  await settleAll(invocation, setting, infos);
}

export const resources: Command = {
  name: 'resources',
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  short: 'Update resource requests/limits on objects with pod templates',
  long: `Specify compute resource requirements (CPU, memory) for any resource that defines a pod template.  A pod gets at least what it requests on its node, and never more than its limits.`,
  examples: `# How much CPU and memory a container may have
kubectl set resources deployment web -c=nginx --limits=cpu=200m,memory=512Mi

# What all containers ask for, and may have
kubectl set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

# Take it away again
kubectl set resources deployment web --limits=cpu=0,memory=0 --requests=cpu=0,memory=0`,
  flags: [
    ...setFlags,
    setSelectorFlag,
    ...filenameFlags('Files, directories or addresses of the objects.'),
    {
      name: 'containers',
      short: 'c',
      type: 'string',
      default: '*',
      usage: "Which containers change; '*' stands for any letters.",
    },
    { name: 'limits', type: 'string', usage: "How much they may have, as in 'cpu=100m,memory=256Mi'." },
    { name: 'requests', type: 'string', usage: "How much they ask for, as in 'cpu=100m,memory=256Mi'." },
  ],
  run,
};
