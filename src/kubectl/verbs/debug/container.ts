import { getNested, randomString } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { containersOf, findContainer } from '../../remote/containers.ts';
import type { Json } from '../../rest/types.ts';
import { attachTo } from '../attach.ts';
import { attachOrLog, waitForPod } from '../run/interact.ts';

/** What no other has in its name. */
export function suffix({ world }: Invocation): string {
  return randomString({ int: (n) => Math.floor(world.random() * n) }, 5);
}

/** --container, or a name that is told. */
export function debugContainerName(invocation: Invocation, pod: Json): string {
  const { flags, err } = invocation;
  const given = flags.string('container');
  if (given !== '') return given;
  let name = `debugger-${suffix(invocation)}`;
  while (findContainer(pod, name) !== undefined) name = `debugger-${suffix(invocation)}`;
  if (!flags.bool('quiet')) err(`Defaulting debug container name to ${name}.\n`);
  return name;
}

const NETADMIN = { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } };

/** What a container may do beyond others, by profile (kubectl/pkg/cmd/debug/profiles.go). */
const POD_RIGHTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['general', { capabilities: { add: ['SYS_PTRACE'] } }],
  ['netadmin', NETADMIN],
  ['sysadmin', { privileged: true }],
  [
    'restricted',
    {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  ],
]);

export const NODE_RIGHTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['netadmin', NETADMIN],
  ['sysadmin', { privileged: true }],
]);

/** The container that every way of debugging adds. */
export function debugContainer({ flags, args, dash }: Invocation, name: string, rights = POD_RIGHTS): Json {
  const securityContext = rights.get(flags.string('profile'));
  const command = dash === undefined ? [] : args.slice(dash);
  const env = flags.list('env').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new CommandError(`invalid env: ${text}`);
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  const pull = flags.string('image-pull-policy');
  return {
    name,
    image: flags.string('image'),
    ...(command.length > 0 && (flags.bool('arguments-only') ? { args: command } : { command })),
    ...(env.length > 0 && { env }),
    resources: {},
    terminationMessagePolicy: 'File',
    ...(pull !== '' && { imagePullPolicy: pull }),
    ...(flags.bool('stdin') && { stdin: true }),
    ...(flags.bool('tty') && { tty: true }),
    ...(securityContext !== undefined && { securityContext }),
  };
}

/** With --attach or -i: before the new container, as soon as it runs. */
export async function attachIfAsked(invocation: Invocation, pod: Json, name: string): Promise<void> {
  const { flags } = invocation;
  if (!(flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin'))) return;
  const ready = await waitForPod(invocation, pod, (now) => started(now, name));
  await attachOrLog(invocation, ready, () => attachTo(invocation, ready, name), name);
}

function started(pod: Json, name: string): boolean {
  const kind = containersOf(pod).find((one) => one.name === name)?.kind;
  const field = kind === 'ephem' ? 'ephemeralContainerStatuses' : 'containerStatuses';
  const statuses = getNested(pod, ['status', field]);
  const own = Array.isArray(statuses) ? (statuses as readonly Json[]).find((one) => one['name'] === name) : undefined;
  return getNested(own, ['state', 'running']) !== undefined || getNested(own, ['state', 'terminated']) !== undefined;
}
