import { CommandError, throwVisited } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  requireFlags,
  saveConfigFlag,
  withFiles,
} from '../flags/index.ts';
import { printFlags, toPrinter } from '../printers/index.ts';
import type { Info } from '../resource/types.ts';
import { pathOf, type Json } from '../rest/types.ts';
import { typed, withSavedConfig } from '../typed/index.ts';

const AUTOSCALERS = {
  group: 'autoscaling',
  version: 'v2',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
} as const;

/** createHorizontalPodAutoscalerV2 */
function autoscalerFor({ flags }: Invocation, { mapping, name }: Info): Json {
  const { group, version, kind } = mapping;
  const [min, percent, given] = [flags.int('min'), flags.int('cpu-percent'), flags.string('name')];
  const target = { type: 'Utilization', averageUtilization: percent };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: given === '' ? name : given },
    spec: {
      scaleTargetRef: { apiVersion: group === '' ? version : `${group}/${version}`, kind, name },
      ...(min > 0 && { minReplicas: min }),
      maxReplicas: flags.int('max'),
      ...(percent >= 0 && { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] }),
    },
  };
}

async function autoscaleOne(invocation: Invocation, info: Info): Promise<void> {
  const { factory, flags, out } = invocation;
  const { mapping } = info;
  if (!mapping.subresources.includes('scale')) {
    const resource = `${mapping.group}/${mapping.version}, Resource=${mapping.resource}`;
    throw new CommandError(
      `cannot autoscale a ${mapping.kind}: could not find scale subresource for ${resource} in discovery information`,
    );
  }
  const dryRun = dryRunOf(invocation);
  const bare = autoscalerFor(invocation, info);
  const operation = dryRun === 'client' ? 'created' : 'autoscaled';
  const printer = await toPrinter(invocation, { operation, dryRun, typed: true });
  if (dryRun === 'client') return out(printer.print(typed(bare)));
  const object = typed(flags.bool('save-config') ? withSavedConfig(bare) : bare);
  const { name } = await factory.namespace();
  const made = await factory.rest.post(pathOf(AUTOSCALERS, name), object, {
    query: { fieldManager: flags.string('field-manager'), dryRun: dryRun === 'server' ? 'All' : undefined },
  });
  out(printer.print(typed(made)));
}

async function run(invocation: Invocation): Promise<void> {
  const { factory, flags, args } = invocation;
  requireFlags(flags, 'max');
  dryRunOf(invocation);
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
  const { name, enforced } = await factory.namespace();
  const builder = withFiles(factory.builder().continueOnError().namespace(name, enforced), flags).args(args).flatten();
  const { infos, errors } = await builder.gather();
  const failures = [...errors];
  for (const info of infos) await autoscaleOne(invocation, info).catch((error: unknown) => failures.push(error));
  throwVisited(failures);
  if (infos.length === 0) throw new CommandError('no objects passed to autoscale');
}

/** kubectl/pkg/cmd/autoscale/autoscale.go */
export const autoscale: Command = {
  name: 'autoscale',
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long:
    'Makes a HorizontalPodAutoscaler (autoscaling/v2) for a workload: from then on the number of its pods follows how busy they ' +
    'are, between a least and a most.',
  examples: [
    '# Between two and ten pods, by the policy that the server has',
    'kubectl autoscale deployment foo --min=2 --max=10',
    '',
    '# At most five, so that they use 80% of the CPU that they ask for',
    'kubectl autoscale rc foo --max=5 --cpu-percent=80',
  ].join('\n'),
  flags: [
    ...filenameFlags('The files that say what is to be scaled.'),
    ...printFlags,
    { name: 'min', type: 'int', default: '-1', usage: 'The least pods there may be; negative: what the server says.' },
    { name: 'max', type: 'int', default: '-1', usage: 'The most pods there may be. Has to be given.' },
    {
      name: 'cpu-percent',
      type: 'int',
      default: '-1',
      usage: 'How much of the CPU that they ask for the pods shall use on average; negative: what the server says.',
    },
    { name: 'name', type: 'string', usage: "The autoscaler's name; left out: the workload's." },
    dryRunFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-autoscale'),
  ],
  run,
};
