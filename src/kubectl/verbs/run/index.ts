/**
 * `kubectl run` (kubectl/pkg/cmd/run/run.go): a pod of one image, in a line; with --attach or -i one sits before it at once.
 */
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Flag, Invocation } from '../../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  requireFlags,
  saveConfigFlag,
  type DryRun,
} from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { pathOf, type Json } from '../../rest/types.ts';
import { typed, withSavedConfig } from '../../typed/index.ts';
import { deletionFlags } from '../delete/delete-flags.ts';
import { podRunningTimeoutFlag, quietFlag, stdinFlag, ttyFlag } from '../exec/flags.ts';
import { interact, removeCreated, restartsOf } from './interact.ts';
import { podOf, serviceOf } from './objects.ts';
import { overrideFlags, withOverrides } from '../expose/overrides.ts';

const runFlags: readonly Flag[] = [
  { name: 'annotations', type: 'stringArray', usage: 'Annotations of the pod.' },
  {
    name: 'attach',
    type: 'bool',
    usage:
      "Waits until the pod runs and attaches to it. Left out: false, but true with -i. With --restart=Never kubectl ends with the container's exit code.",
  },
  { name: 'command', type: 'bool', usage: 'What follows the name is the command, not the arguments of the image.' },
  { name: 'env', type: 'stringArray', usage: 'Environment variables of the container.' },
  { name: 'expose', type: 'bool', usage: 'Creates a ClusterIP service for the pod too. Requires --port.' },
  { name: 'image', type: 'string', usage: 'The image of the container.' },
  {
    name: 'image-pull-policy',
    type: 'string',
    usage: 'When the image is pulled. Left empty, the server decides.',
    choices: ['Always', 'IfNotPresent', 'Never'],
  },
  {
    name: 'labels',
    short: 'l',
    type: 'string',
    usage: 'Labels of the pod, separated by commas; they take the place of the one that it would have.',
  },
  {
    name: 'leave-stdin-open',
    type: 'bool',
    usage: "With an attached pod and --stdin: the container's input stays open after the first attach ends.",
  },
  ...overrideFlags,
  { name: 'port', type: 'string', usage: 'The port that the container listens on.' },
  { name: 'privileged', type: 'bool', usage: 'Runs the container in privileged mode.' },
  {
    name: 'restart',
    type: 'string',
    default: 'Always',
    usage: "The pod's restart policy. [Always, OnFailure, Never].",
    choices: ['Always', 'OnFailure', 'Never'],
  },
  {
    name: 'rm',
    type: 'bool',
    usage: 'Deletes the pod when it has ended. Only with an attached container (--attach or -i).',
  },
];

export const run: Command = {
  name: 'run',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  short: 'Run a particular image on the cluster',
  long: 'Create and run a particular image in a pod.',
  examples: `# A pod that runs nginx
kubectl run nginx --image=nginx

# With a port, environment variables and labels
kubectl run cache --image=redis --port=6379 --env="MODE=test" --labels="app=cache,env=test"

# What it would create, and nothing is
kubectl run nginx --image=nginx --dry-run=client -o yaml

# A shell for as long as one needs it
kubectl run -i -t shell --image=busybox --restart=Never --rm

# Another command than the image's own
kubectl run nginx --image=nginx --command -- sh -c 'nginx -g "daemon off;"'`,
  flags: [
    ...printFlags,
    ...runFlags,
    ...deletionFlags('Not of use here: a pod is made of an image.'),
    dryRunFlag,
    fieldManagerFlag('kubectl-run'),
    podRunningTimeoutFlag,
    quietFlag,
    saveConfigFlag,
    stdinFlag,
    ttyFlag,
  ],
  run: runImage,
};

async function runImage(invocation: Invocation): Promise<void> {
  const { flags, args, dash } = invocation;
  requireFlags(flags, 'image');
  if (args.length === 0 || dash === 0) throw new UsageError('NAME is required for run');
  const dryRun = dryRunOf(invocation);
  const attach = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
  validate(invocation, attach, dryRun);
  const name = args[0]!;
  const pod = await created(invocation, 'pods', withOverrides(flags, podOf(invocation, name)), dryRun);
  const objects: Json[] = [pod];
  if (flags.bool('expose')) {
    const service = await created(invocation, 'services', serviceOf(flags, name), dryRun);
    objects.push(service);
    await told(invocation, service, dryRun);
    if (flags.string('output') === 'yaml') invocation.out('---\n');
  }
  if (!attach) return told(invocation, pod, dryRun);
  try {
    await interact(invocation, pod);
  } finally {
    if (flags.bool('rm')) await removeCreated(invocation, objects);
  }
}

const IMAGE =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

function validate({ flags }: Invocation, attach: boolean, dryRun: DryRun): void {
  const [image, pull] = [flags.string('image'), flags.string('image-pull-policy')];
  if (image === '') throw new CommandError('--image is required');
  if (!IMAGE.test(image)) throw new CommandError(`Invalid image name "${image}": invalid reference format`);
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new UsageError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (flags.bool('expose') && flags.string('port') === '') {
    throw new UsageError('--port must be set when exposing a service');
  }
  restartsOf(flags);
  if (!attach && flags.bool('rm')) throw new UsageError('--rm should only be used for attached containers');
  if (attach && dryRun !== undefined) {
    throw new UsageError(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  }
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull))
    throw new UsageError(`invalid image pull policy: ${pull}`);
}

async function created(invocation: Invocation, resource: string, bare: Json, dryRun: DryRun): Promise<Json> {
  const { flags, factory } = invocation;
  const { name: namespace, enforced } = await factory.namespace();
  const metadata = { ...(bare['metadata'] as Json), ...(enforced && { namespace }) };
  const object = typed({ ...bare, metadata });
  if (dryRun === 'client') return object;
  const sent = flags.bool('save-config') ? withSavedConfig(object) : object;
  const mapping = { group: '', version: 'v1', resource, namespaced: true };
  const query = { fieldManager: flags.string('field-manager'), dryRun: dryRun === 'server' ? 'All' : undefined };
  return factory.rest.post(pathOf(mapping, namespace), sent, { query });
}

async function told(invocation: Invocation, object: Json, dryRun: DryRun): Promise<void> {
  const printer = await toPrinter(invocation, { operation: 'created', dryRun, typed: true });
  const separated =
    object['kind'] === 'Pod' && invocation.flags.bool('expose') && invocation.flags.string('output') === 'yaml';
  // Both objects go through one printer in kubectl, which parts them once more.
  invocation.out(`${separated ? '---\n' : ''}${printer.print(typed(object))}`);
}
