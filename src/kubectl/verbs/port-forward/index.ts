/**
 * `kubectl port-forward` (kubectl/pkg/cmd/portforward): listens on ports of this machine and carries whoever comes to a pod.
 *
 * A machine that nothing can come to (World.listen is missing) says so.
 */
import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { attachablePod } from '../../polymorphichelpers/first-pod.ts';
import { podPath } from '../../remote/containers.ts';
import { oneObject, podsOrNamed } from '../../remote/one-object.ts';
import { exchange, UPGRADE } from '../../remote/stream.ts';
import type { Listener, OpenRequest, World } from '../../world.ts';
import { podRunningTimeoutFlag } from '../exec/flags.ts';
import { Connections } from './connections.ts';
import { forwardedPorts, type Forwarded } from './ports.ts';

export const portForward: Command = {
  name: 'port-forward',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  short: 'Forward one or more local ports to a pod',
  long: `Forward one or more local ports to a pod.

 What has several pods stands for one of them, and the forwarding ends with that pod.`,
  examples: `# Ports 5000 and 6000 here are those of the pod
kubectl port-forward pod/web 5000 6000

# Port 8080 here is port 80 of one of the deployment's pods
kubectl port-forward deployment/web 8080:80

# The port that a service calls https
kubectl port-forward service/web 8443:https

# Any port that is free here
kubectl port-forward pod/web :80`,
  flags: [
    {
      name: 'address',
      type: 'stringSlice',
      default: '[localhost]',
      usage: 'Addresses to listen on, separated by commas. IP addresses or localhost, which is 127.0.0.1 and ::1.',
    },
    podRunningTimeoutFlag,
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, factory, world } = invocation;
  if (args.length < 2) throw new UsageError('TYPE/NAME and list of ports are required for port-forward');
  const object = await oneObject(await podsOrNamed(invocation, [args[0]!]), 'expected a resource');
  const pod = await attachablePod(factory, world, object, flags.duration('pod-running-timeout'));
  const ports = forwardedPorts(object, pod, args.slice(1));
  const phase = getNested(pod, ['status', 'phase']);
  if (phase !== 'Running') {
    throw new CommandError(`unable to forward port because pod is not running. Current status=${String(phase)}`);
  }
  let open: OpenRequest | undefined;
  let listeners: readonly Listener[] = [];
  const connections = new Connections(invocation);
  try {
    await exchange(
      world,
      (told) => (open = factory.rest.connect('GET', podPath(pod, 'portforward'), { headers: upgrade }, told)),
      (event) => {
        if (event.type === 'response') {
          connections.begin(open!);
          void listenAll(invocation, ports, connections).then(
            (opened) => (listeners = opened),
            (error: unknown) => connections.fail(error),
          );
        } else if (event.type === 'message') connections.hear(event.message);
      },
      connections.failed,
    );
  } finally {
    for (const listener of listeners) listener.close();
    open?.cancel();
  }
  throw new CommandError('lost connection to pod');
}

const upgrade = { ...UPGRADE, 'sec-websocket-protocol': 'v4.channel.k8s.io' };

async function listenAll(
  invocation: Invocation,
  ports: readonly Forwarded[],
  connections: Connections,
): Promise<readonly Listener[]> {
  const { world, flags } = invocation;
  if (world.listen === undefined) throw new CommandError('this machine has no ports that anybody could come to');
  const opened: Listener[] = [];
  for (const port of ports) {
    for (const address of flags.list('address')) {
      opened.push(...(await listenOn(invocation, world.listen, address, port, connections)));
    }
  }
  if (opened.length > 0) return opened;
  const all = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
  throw new CommandError(`unable to listen on any of the requested ports: [${all}]`);
}

type Listen = NonNullable<World['listen']>;

async function listenOn(
  { out, err }: Invocation,
  listen: Listen,
  address: string,
  { local, remote }: Forwarded,
  connections: Connections,
): Promise<readonly Listener[]> {
  const opened: Listener[] = [];
  const failures: string[] = [];
  for (const host of address === 'localhost' ? ['127.0.0.1', '::1'] : [address]) {
    // What a free port was found for here is listened to there as well.
    const wanted = opened[0]?.port ?? local;
    try {
      const listener: Listener = await listen(wanted, host, (caller) => {
        out(`Handling connection for ${listener.port}\n`);
        connections.carry(caller, listener.port, remote);
      });
      opened.push(listener);
      out(`Forwarding from ${host.includes(':') ? `[${host}]` : host}:${listener.port} -> ${remote}\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`unable to create listener: Error ${reason}`);
    }
  }
  if (opened.length === 0) {
    const why = `Listeners failed to create with the following errors: [${failures.join(' ')}]`;
    err(`Unable to listen on port ${local}: ${why}\n`);
  }
  return opened;
}
