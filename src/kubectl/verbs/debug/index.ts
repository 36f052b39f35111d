/**
 * `kubectl debug` (kubectl/pkg/cmd/debug/debug.go): a container beside those of a pod, a copy of the pod with something changed,
 * or a pod on a node from which one sees all of it.
 *
 * It differs in this: --custom is not read.
 */
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { oneObject, podsOrNamed } from '../../remote/one-object.ts';
import type { Json } from '../../rest/types.ts';
import { podRunningTimeoutFlag, quietFlag, stdinFlag, ttyFlag } from '../exec/flags.ts';
import { debugByCopy } from './copy.ts';
import { debugByEphemeral } from './ephemeral.ts';
import { debugNode } from './node.ts';

const PROFILES = ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'];

const LEGACY =
  '--profile=legacy is deprecated and will be removed in the future. ' +
  'It is recommended to explicitly specify a profile, for example "--profile=general".\n';

export const debug: Command = {
  name: 'debug',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: `Debug cluster resources using interactive debugging containers.

 A pod gets an ephemeral container (its own go on), or, with --copy-to, a copy in which things are changed. A node gets a pod that sees its namespaces and, under /host, its files.`,
  examples: `# A shell beside the containers of a pod
kubectl debug web -it --image=busybox

# In the processes of one of them
kubectl debug web -it --image=busybox --target=nginx

# A copy of the pod with another image in every container
kubectl debug web --copy-to=web-debug --set-image=*=busybox

# A shell on a node
kubectl debug node/worker-1 -it --image=busybox`,
  flags: [
    { name: 'arguments-only', type: 'bool', usage: 'What follows -- are arguments of the image, not the command.' },
    {
      name: 'attach',
      type: 'bool',
      usage: 'Waits until the container runs and attaches to it. Left out: false, but true with -i.',
    },
    { name: 'container', short: 'c', type: 'string', usage: 'The name of the debug container.' },
    { name: 'copy-to', type: 'string', usage: 'Makes a copy of the pod under this name.' },
    { name: 'custom', type: 'string', usage: 'A file with a partial container spec that changes the debug container.' },
    { name: 'env', type: 'stringArray', usage: 'Environment variables of the container.' },
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'A file that names what is to be debugged.' },
    { name: 'image', type: 'string', usage: 'The image of the debug container.' },
    { name: 'image-pull-policy', type: 'string', usage: 'When the image is pulled. Left empty, the server decides.' },
    { name: 'keep-annotations', type: 'bool', usage: "The copy has the pod's annotations." },
    { name: 'keep-init-containers', type: 'bool', default: 'true', usage: 'The copy runs the init containers.' },
    { name: 'keep-labels', type: 'bool', usage: "The copy has the pod's labels." },
    { name: 'keep-liveness', type: 'bool', usage: 'The copy has the liveness probes.' },
    { name: 'keep-readiness', type: 'bool', usage: 'The copy has the readiness probes.' },
    { name: 'keep-startup', type: 'bool', usage: 'The copy has the startup probes.' },
    {
      name: 'profile',
      type: 'string',
      default: 'legacy',
      usage: 'One of "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
      choices: PROFILES,
    },
    { name: 'replace', type: 'bool', usage: 'With --copy-to: deletes the original pod.' },
    { name: 'same-node', type: 'bool', usage: 'With --copy-to: the copy goes to the same node.' },
    { name: 'set-image', type: 'stringArray', usage: 'With --copy-to: name=image pairs; * is every container.' },
    {
      name: 'share-processes',
      type: 'bool',
      default: 'true',
      usage: "With --copy-to: the copy's containers see one another's processes.",
    },
    { name: 'target', type: 'string', usage: 'The container whose processes the ephemeral container sees.' },
    { ...podRunningTimeoutFlag, hidden: true },
    quietFlag,
    stdinFlag,
    ttyFlag,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, dash, err } = invocation;
  validate(invocation);
  const files = flags.list('filename');
  const names = args.slice(0, dash ?? args.length);
  if (flags.string('profile') === 'legacy') err(LEGACY);
  const builder = await podsOrNamed(invocation, files.length > 0 ? [] : names);
  if (files.length > 0) builder.files({ filenames: files }).latest();
  const object = await oneObject(builder, 'expected a resource');
  if (object['kind'] === 'Node') return debugNode(invocation, object);
  if (object['kind'] !== 'Pod') throw new CommandError(`${JSON.stringify(typeText(object))} not supported by debug`);
  return flags.string('copy-to') === '' ? debugByEphemeral(invocation, object) : debugByCopy(invocation, object);
}

function typeText(object: Json): string {
  const version = String(object['apiVersion']);
  return `${version.includes('/') ? version : `/${version}`}, Kind=${String(object['kind'])}`;
}

function validate({ flags, args, dash }: Invocation): void {
  const [copy, image] = [flags.string('copy-to'), flags.string('image')];
  const sets = flags.list('set-image').length > 0;
  const hasCommand = dash !== undefined && args.length > dash;
  if (copy !== '') {
    if (image === '' && !sets && !hasCommand) {
      throw new CommandError('you must specify --image, --set-image or command arguments.');
    }
    if (flags.string('target') !== '') {
      throw new CommandError('--target is incompatible with --copy-to. Use --share-processes instead.');
    }
  } else {
    if (sets) throw new CommandError('--set-image may only be used with --copy-to.');
    if (image === '') throw new CommandError('you must specify --image when not using --copy-to.');
    if (flags.bool('replace')) throw new CommandError('--replace may only be used with --copy-to.');
    if (flags.bool('same-node')) throw new CommandError('--same-node may only be used with --copy-to.');
  }
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true');
  }
  const profile = flags.string('profile');
  if (!PROFILES.includes(profile)) throw new CommandError(`unknown profile: ${profile}`);
  if (args.slice(0, dash ?? args.length).length === 0 && flags.list('filename').length === 0) {
    throw new UsageError('NAME or filename is required for debug');
  }
}
