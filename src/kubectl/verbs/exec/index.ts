/** `kubectl exec` (kubectl/pkg/cmd/exec/exec.go): runs a command in a container, its streams tied to this machine's. */
import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { attachablePod } from '../../polymorphichelpers/first-pod.ts';
import { findOrDefaultContainer, podPath } from '../../remote/containers.ts';
import { oneObject, podsOrNamed } from '../../remote/one-object.ts';
import { streamCommand, type Streams } from '../../remote/stream.ts';
import { rawWhile, setupTTY, streamParams, streamsOf, type Terminal } from '../../remote/terminal.ts';
import type { Json } from '../../rest/types.ts';
import { containerFlag, podRunningTimeoutFlag, quietFlag, stdinFlag, ttyFlag } from './flags.ts';

export const exec: Command = {
  name: 'exec',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  short: 'Execute a command in a container',
  long: `Run a command in a container, beside what runs there already.

 What stands behind -- is the command, and is not read as flags of kubectl.`,
  examples: `# The time, as the pod's first container has it
kubectl exec web -- date

# In another of its containers
kubectl exec web -c nginx -- date

# A shell, with a terminal
kubectl exec web -c nginx -it -- sh

# In one of a deployment's pods
kubectl exec deploy/web -- date`,
  flags: [
    containerFlag,
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'A file that names the pod.' },
    podRunningTimeoutFlag,
    quietFlag,
    stdinFlag,
    ttyFlag,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, dash, factory, world } = invocation;
  const files = flags.list('filename');
  const command = dash === undefined ? [] : args.slice(dash);
  if (dash === undefined && args.length > 1) {
    throw new UsageError('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  if ((args.length === 0 || dash === 0) && files.length === 0) {
    throw new CommandError('pod, type/name or --filename must be specified');
  }
  if (command.length === 0) throw new CommandError('you must specify at least one command for the container');
  const builder = await podsOrNamed(invocation, files.length > 0 ? [] : [args[0]!]);
  if (files.length > 0) builder.files({ filenames: files }).latest();
  const object = await oneObject(builder, 'cannot exec into multiple objects at a time');
  const pod = await attachablePod(factory, world, object, flags.duration('pod-running-timeout'));
  const quiet = flags.bool('quiet');
  refuseCompleted(pod, 'exec into');
  const container =
    flags.string('container') || findOrDefaultContainer(pod, '', quiet ? undefined : invocation.err).name;
  const terminal = setupTTY(invocation, quiet);
  await rawWhile(invocation, terminal, () => execute(invocation, pod, container, command, terminal));
}

/** Runs a command in a container; what it is told and tells goes through `streams`, this machine's own when left out. */
export async function execute(
  invocation: Invocation,
  pod: Json,
  container: string,
  command: readonly string[],
  terminal: Terminal,
  streams: Streams = streamsOf(invocation, terminal),
): Promise<void> {
  const { factory, world } = invocation;
  const params = [
    ...command.map((word) => ['command', word] as const),
    ['container', container] as const,
    ...streamParams(terminal),
  ];
  await streamCommand(factory.rest, world, podPath(pod, 'exec', params), streams);
}

/** @param what `exec into`, `attach to` */
export function refuseCompleted(pod: Json, what: 'exec into' | 'attach to'): void {
  const phase = getNested(pod, ['status', 'phase']);
  if (phase !== 'Succeeded' && phase !== 'Failed') return;
  throw new CommandError(`cannot ${what} a container in a completed pod; current phase is ${phase}`);
}
