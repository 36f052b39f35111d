/**
 * `kubectl logs` (kubectl/pkg/cmd/logs, polymorphichelpers/logsforobject.go): what containers have written, of one pod, of
 * the pods that something has, or of all with a label.
 *
 * Where kubectl tells several logs in whatever order its map has, ours are in the order of the pods and their containers.
 */
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { selectorFlag } from '../../flags/index.ts';
import { messageForError } from '../../check-err.ts';
import { podPath } from '../../remote/containers.ts';
import { followText } from '../../remote/stream.ts';
import { logOptions, type LogOptions } from './options.ts';
import { logsOf, type Log } from './targets.ts';

const EXPECTED =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

export const logs: Command = {
  name: 'logs',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  short: 'Print the logs for a container in a pod',
  long: `Print what a container of a pod has written.

 Where the pod has one container only, it need not be named. What has pods of its own (a deployment, a job) may stand for one of them.`,
  examples: `# What a pod with one container has written
kubectl logs web

# What all containers of all pods with a label have written
kubectl logs -l app=web --all-containers=true

# What the container wrote before it was restarted
kubectl logs -p -c nginx web

# From now on
kubectl logs -f -c nginx web

# The last twenty lines, and those of the last hour
kubectl logs --tail=20 web
kubectl logs --since=1h web

# Of one of a deployment's pods
kubectl logs deployment/web -c nginx`,
  flags: [
    { name: 'all-containers', type: 'bool', usage: "All of the pods' containers." },
    { name: 'all-pods', type: 'bool', usage: 'All of the pods that the object has, each line with where it is from.' },
    { name: 'container', short: 'c', type: 'string', usage: 'The container.' },
    { name: 'follow', short: 'f', type: 'bool', usage: 'Goes on with what is written from now on.' },
    {
      name: 'ignore-errors',
      type: 'bool',
      usage: 'With --follow: what goes wrong with one log does not end the others.',
    },
    {
      name: 'insecure-skip-tls-verify-backend',
      type: 'bool',
      usage: "Trusts the kubelet's certificate whatever it is.",
    },
    { name: 'limit-bytes', type: 'int', usage: 'At most so many bytes of each log. No limit when it is 0.' },
    { name: 'max-log-requests', type: 'int', default: '5', usage: 'At most so many logs are followed at once.' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      usage: 'How long (5s, 2m, 3h) to wait for a pod.',
    },
    { name: 'prefix', type: 'bool', usage: 'Puts the pod and the container before each line.' },
    { name: 'previous', short: 'p', type: 'bool', usage: 'What the container wrote before it was restarted.' },
    selectorFlag,
    {
      name: 'since',
      type: 'duration',
      usage: 'Only what is younger than 5s, 2m or 3h. Not together with --since-time.',
    },
    { name: 'since-time', type: 'string', usage: 'Only what was written after this time (RFC3339).' },
    {
      name: 'tail',
      type: 'int',
      default: '-1',
      usage: 'So many of the last lines. All of them when it is -1; with a selector 10.',
    },
    { name: 'timestamps', type: 'bool', usage: 'Puts the time before each line.' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, err, factory } = invocation;
  const selector = flags.string('selector');
  if (args.length === 0 && selector === '') throw new UsageError(EXPECTED);
  if (args.length > 0 && selector !== '') throw new UsageError('only a selector (-l) or a POD name is allowed');
  if (args.length > 2) throw new UsageError(EXPECTED);
  const options = logOptions(invocation);
  const found = await logsOf(invocation, options);
  if (found === undefined) {
    err(`No resources found in ${(await factory.namespace()).name} namespace.\n`);
    return;
  }
  if (!flags.bool('follow') || found.length < 2) {
    for (const log of found) await consume(invocation, options, log);
    return;
  }
  const most = flags.int('max-log-requests');
  if (found.length > most) {
    throw new CommandError(
      `you are attempting to follow ${found.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    );
  }
  await Promise.all(found.map((log) => consume(invocation, options, log)));
}

async function consume(invocation: Invocation, options: LogOptions, { pod, container }: Log): Promise<void> {
  const { flags, factory, world, out } = invocation;
  const prefixed = flags.bool('prefix') || flags.bool('all-pods');
  const prefix = prefixed ? `[pod/${String((pod['metadata'] as { name: string }).name)}/${container}] ` : '';
  const path = podPath(pod, 'log', [['container', container], ...options.params]);
  let lineBegins = true;
  const write = (text: string): void => {
    if (prefix === '' || text === '') return out(text);
    const shown = text.replace(/\n(?!$)/g, `\n${prefix}`);
    out(lineBegins ? prefix + shown : shown);
    lineBegins = text.endsWith('\n');
  };
  try {
    await followText(factory.rest, world, path, write);
  } catch (error) {
    if (!flags.bool('ignore-errors') || world.signal.aborted) throw error;
    out(`error: ${messageForError(error)}\n`);
  }
}
