/**
 * `kubectl cp` (kubectl/pkg/cmd/cp/cp.go): files to a container and from it, by the `tar` that is in it.
 *
 * It differs in this: a copy that breaks off is not taken up again (--retries), since the network here either carries or is cut.
 */
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { findOrDefaultContainer } from '../../remote/containers.ts';
import { streamsOf } from '../../remote/terminal.ts';
import type { Bytes } from '../../../engine/apimachinery/index.ts';
import { pathOf, type Json } from '../../rest/types.ts';
import type { Input } from '../../world.ts';
import { containerFlag } from '../exec/flags.ts';
import { execute } from '../exec/index.ts';
import { archiveOf, baseOf, cleanPath, directoryOf, extract } from './local.ts';

export const cp: Command = {
  name: 'cp',
  usage: '<file-spec-src> <file-spec-dest>',
  short: 'Copy files and directories to and from containers',
  long: `Copy files and directories to and from containers.

 The container must have a tar.`,
  examples: `# A folder into a pod of the current namespace
kubectl cp /tmp/foo web:/tmp/bar

# A file into one container of it
kubectl cp /tmp/foo web:/tmp/bar -c nginx

# Into a pod of another namespace, and back
kubectl cp /tmp/foo other/web:/tmp/bar
kubectl cp other/web:/tmp/foo /tmp/bar`,
  flags: [
    containerFlag,
    { name: 'no-preserve', type: 'bool', usage: "The copies' owner and permissions are not those of the originals." },
    { name: 'retries', type: 'int', default: '0', usage: 'How often a copy from a container is taken up again.' },
  ],
  run,
};

interface FileSpec {
  readonly namespace: string;
  /** `''`: a file of this machine. */
  readonly pod: string;
  readonly path: string;
}

function fileSpec(text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon < 0) return { namespace: '', pod: '', path: text };
  const pieces = text.slice(0, colon).split('/');
  const pod = pieces.at(-1)!;
  if (colon === 0 || pieces.length > 2) {
    throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  return { namespace: pieces.length === 2 ? pieces[0]! : '', pod, path: text.slice(colon + 1) };
}

async function run(invocation: Invocation): Promise<void> {
  const { args } = invocation;
  if (args.length !== 2) throw new CommandError('source and destination are required');
  const [from, to] = [fileSpec(args[0]!), fileSpec(args[1]!)];
  if (from.pod !== '' && to.pod !== '') throw new CommandError('one of src or dest must be a local file specification');
  if (from.path === '' || to.path === '') throw new CommandError('filepath can not be empty');
  if (from.pod !== '') return copyFromPod(invocation, from, to.path);
  if (to.pod !== '') return copyToPod(invocation, from.path, to);
  throw new CommandError('one of src or dest must be a remote file specification');
}

async function podOf({ factory }: Invocation, { namespace, pod }: FileSpec): Promise<Json> {
  const where = namespace === '' ? (await factory.namespace()).name : namespace;
  return factory.rest.get(pathOf({ group: '', version: 'v1', resource: 'pods', namespaced: true }, where, pod));
}

async function inContainer(
  invocation: Invocation,
  pod: Json,
  command: readonly string[],
  ends: { readonly stdin?: Input; readonly stdout: (bytes: Bytes) => void; readonly quiet?: boolean },
): Promise<void> {
  const { flags, err } = invocation;
  const container = flags.string('container') || findOrDefaultContainer(pod, '', ends.quiet ? undefined : err).name;
  const terminal = { stdin: ends.stdin !== undefined, tty: false };
  const { stderr } = streamsOf(invocation, terminal);
  const heard = ends.quiet === true ? { ...invocation, world: { ...invocation.world, stderr: SILENCE } } : invocation;
  await execute(heard, pod, container, command, terminal, {
    stdin: ends.stdin,
    stdout: ends.stdout,
    stderr: ends.quiet === true ? () => undefined : stderr,
  });
}

const SILENCE = { tty: false, write: () => undefined, writeBytes: () => undefined };

async function copyFromPod(invocation: Invocation, from: FileSpec, to: string): Promise<void> {
  const pod = await podOf(invocation, from);
  let archive: Bytes = '';
  await inContainer(invocation, pod, ['tar', 'cf', '-', from.path], { stdout: (bytes) => (archive += bytes) });
  await extract(invocation, archive, cleanPath(from.path).replace(/^\/+/, ''), to);
}

/** Copies that go into a folder that is there keep their name. */
async function copyToPod(invocation: Invocation, from: string, to: FileSpec): Promise<void> {
  const { flags } = invocation;
  const archive = await archiveOf(invocation, from);
  if (archive === undefined) throw new CommandError(`${from} doesn't exist in local filesystem`);
  const pod = await podOf(invocation, to);
  const folder = await isDirectory(invocation, pod, to.path);
  const target = folder ? `${to.path.replace(/\/+$/, '')}/${baseOf(from)}` : cleanPath(to.path);
  const preserve = flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
  const where = directoryOf(target);
  const command = ['tar', ...preserve, '-xmf', '-', ...(where === '' ? [] : ['-C', where])];
  const pieces = [archive(baseOf(target))];
  const stdin: Input = { tty: false, read: () => Promise.resolve(pieces.shift()) };
  await inContainer(invocation, pod, command, {
    stdin,
    stdout: streamsOf(invocation, { stdin: false, tty: false }).stdout,
  });
}

async function isDirectory(invocation: Invocation, pod: Json, path: string): Promise<boolean> {
  try {
    await inContainer(invocation, pod, ['test', '-d', path], { stdout: () => undefined, quiet: true });
    return true;
  } catch {
    return false;
  }
}
