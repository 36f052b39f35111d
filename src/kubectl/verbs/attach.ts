/** `kubectl attach` (kubectl/pkg/cmd/attach/attach.go): ties this machine's streams to those of what runs in a container already. */
import { CommandError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { attachablePod } from '../polymorphichelpers/first-pod.ts';
import { findOrDefaultContainer, podPath, type PodContainer } from '../remote/containers.ts';
import { oneObject, podsOrNamed } from '../remote/one-object.ts';
import { streamCommand } from '../remote/stream.ts';
import { rawWhile, setupTTY, streamParams, streamsOf } from '../remote/terminal.ts';
import type { Json } from '../rest/types.ts';
import { containerFlag, podRunningTimeoutFlag, quietFlag, stdinFlag, ttyFlag } from './exec/flags.ts';
import { refuseCompleted } from './exec/index.ts';

export const attach: Command = {
  name: 'attach',
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  short: 'Attach to a running container',
  long: 'Attach to a process that is already running inside an existing container.',
  examples: `# What a pod's first container writes from now on
kubectl attach web

# Type into it, on a terminal
kubectl attach web -c nginx -i -t

# One of a deployment's pods
kubectl attach deploy/web`,
  flags: [containerFlag, podRunningTimeoutFlag, quietFlag, stdinFlag, ttyFlag],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, factory, world } = invocation;
  if (args.length === 0) throw new CommandError('at least 1 argument is required for attach');
  if (args.length > 2)
    throw new CommandError(
      'expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ' + `${args.length}: [${args.join(' ')}]`,
    );
  const builder =
    args.length === 1 ? await podsOrNamed(invocation, args) : await podsOrNamed(invocation, [args.join('/')]);
  const object = await oneObject(builder, 'expected a resource');
  const pod = await attachablePod(factory, world, object, flags.duration('pod-running-timeout'));
  await attachTo(invocation, pod, flags.string('container'));
}

/** Attaches to a pod's container; `run` and `debug` do so too. */
export async function attachTo(invocation: Invocation, pod: Json, name: string): Promise<void> {
  const { flags, factory, world, err } = invocation;
  const quiet = flags.bool('quiet');
  refuseCompleted(pod, 'attach to');
  const container = containerOf(invocation, pod, name, quiet);
  let terminal = setupTTY(invocation, quiet);
  if (terminal.tty && container.spec['tty'] !== true) {
    terminal = { ...terminal, tty: false };
    if (!quiet) err(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`);
  }
  if (!quiet) err("If you don't see a command prompt, try pressing enter.\n");
  const params = [['container', container.name] as const, ...streamParams(terminal)];
  const path = podPath(pod, 'attach', params);
  await rawWhile(invocation, terminal, () => streamCommand(factory.rest, world, path, streamsOf(invocation, terminal)));
}

function containerOf({ err }: Invocation, pod: Json, name: string, quiet: boolean): PodContainer {
  try {
    return findOrDefaultContainer(pod, name, quiet ? undefined : err);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`cannot attach to the container: ${error.message}`);
  }
}
