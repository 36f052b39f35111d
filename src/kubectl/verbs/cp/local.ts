import type { Bytes } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import type { Files } from '../../world.ts';
import { TAR_END, tarEntry, untar } from './tar.ts';

/** Without `.`, `..` and doubled slashes, as Go's path.Clean has it. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push(part);
  }
  return rooted ? `/${parts.join('/')}` : parts.join('/') || '.';
}

export function baseOf(path: string): string {
  return cleanPath(path).split('/').at(-1) ?? '';
}

/** `''`: where one stands. */
export function directoryOf(path: string): string {
  const clean = cleanPath(path);
  const at = clean.lastIndexOf('/');
  return at < 0 ? '' : at === 0 ? '/' : clean.slice(0, at);
}

function absolute({ world }: Invocation, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${world.cwd}/${path}`);
}

/** What makes an archive of a file or a folder under another name; undefined: it is not there. */
export async function archiveOf(invocation: Invocation, path: string): Promise<((name: string) => Bytes) | undefined> {
  const { files } = invocation.world;
  const root = absolute(invocation, path);
  if ((await files.stat(root)) === undefined) return undefined;
  const entries = await entriesOf(files, root, '');
  return (name) => entries.map((entry) => tarEntry({ ...entry, name: name + entry.name })).join('') + TAR_END;
}

type Local = Parameters<typeof tarEntry>[0];

async function entriesOf(files: Files, path: string, name: string): Promise<readonly Local[]> {
  const stat = await files.stat(path);
  if (stat === undefined) return [];
  const modified = Math.trunc(stat.modified / 1_000_000);
  if (!stat.directory) {
    return [{ name, kind: 'file', mode: stat.mode, modified, data: (await files.read(path)) ?? '' }];
  }
  const entries: Local[] = [{ name, kind: 'directory', mode: stat.mode, modified, data: '' }];
  for (const inside of (await files.list(path)) ?? []) {
    entries.push(...(await entriesOf(files, `${path}/${inside}`, `${name}/${inside}`)));
  }
  return entries;
}

/** Writes what an archive has under `prefix` to `target`; nothing is ever written beside it. */
export async function extract(invocation: Invocation, archive: Bytes, prefix: string, target: string): Promise<void> {
  const { world, err } = invocation;
  const root = absolute(invocation, target);
  for (const { name, kind, mode, data, link } of untar(archive)) {
    const inside = name.replace(/^\/+/, '');
    if (!inside.startsWith(prefix)) throw new CommandError('tar contents corrupted');
    const path = cleanPath(`${root}/${inside.slice(prefix.length)}`);
    if (path !== root && !path.startsWith(root === '/' ? '/' : `${root}/`)) {
      err(`warning: file ${JSON.stringify(path)} is outside target destination, skipping\n`);
    } else if (kind === 'directory') await world.files.makeDirectory(path);
    else if (kind === 'symlink') err(`warning: skipping symlink: ${JSON.stringify(path)} -> ${JSON.stringify(link)}\n`);
    else await writeFile(world.files, path, data, mode);
  }
}

async function writeFile(files: Files, path: string, data: Bytes, mode: number): Promise<void> {
  if ((await files.stat(path))?.directory === true) throw new CommandError(`open ${path}: is a directory`);
  await files.makeDirectory(directoryOf(path));
  await files.write(path, data, mode);
}
