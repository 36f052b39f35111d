import { textOf } from '../../engine/apimachinery/index.ts';
import { absolute } from '../config/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { World } from '../world.ts';

/** Something that can be read to its end and holds documents. */
export interface Source {
  /** As errors call it: the path as it was written, `STDIN`, a URL. */
  readonly name: string;
  readonly read: () => Promise<string>;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** Whether more than one file may have been meant. */
  readonly several: boolean;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** What -f and -R name (resource/builder.go FilenameParam and Path, resource/visitor.go ExpandPathsToFileVisitors). */
export async function sourcesOf(world: World, filenames: readonly string[], recursive: boolean): Promise<Sources> {
  const sources: Source[] = [];
  const errors: Error[] = [];
  let several = false;
  for (const filename of filenames) {
    try {
      if (filename === '-') {
        sources.push(stdin(world));
        several = true;
      } else if (/^https?:\/\//.test(filename)) sources.push(remote(filename));
      else {
        for (const path of await matching(world, filename)) {
          const found = await expand(world, path, recursive);
          several ||= found.length > 1;
          sources.push(...found);
        }
        if (sources.length === 0) {
          throw new Error(`error reading [${filename}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`);
        }
      }
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  if (errors.length > 0) throw errors.length === 1 ? new CommandError(errors[0]!.message) : new PathErrors(errors);
  return { sources, several: several || sources.length > 1 };
}

/** Several paths that cannot be read. */
export class PathErrors extends Error {
  constructor(readonly errors: readonly Error[]) {
    super(errors.map(({ message }) => message).join(', '));
  }
}

function stdin(world: World): Source {
  return {
    name: 'STDIN',
    read: async () => {
      let bytes = '';
      for (let piece = await world.stdin.read(); piece !== undefined; piece = await world.stdin.read()) bytes += piece;
      return textOf(bytes);
    },
  };
}

/** The simulated machine reaches no other: what its name server says of names that nobody has. */
function remote(url: string): Source {
  return {
    name: url,
    read: () => {
      const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? '';
      return Promise.reject(new Error(`Unable to connect to the server: dial tcp: lookup ${host}: no such host`));
    },
  };
}

async function expand(world: World, path: string, recursive: boolean): Promise<readonly Source[]> {
  const at = absolute(world.cwd, path);
  const stat = await world.files.stat(at);
  if (stat === undefined) throw new Error(`the path ${JSON.stringify(path)} does not exist`);
  if (!stat.directory) return [file(world, path)];
  const found: Source[] = [];
  for (const name of (await world.files.list(at)) ?? []) {
    const inside = path === '/' ? `/${name}` : `${path.replace(/\/+$/, '')}/${name}`;
    const directory = (await world.files.stat(absolute(world.cwd, inside)))?.directory === true;
    if (directory) {
      if (recursive) found.push(...(await expand(world, inside, true)));
    } else if (EXTENSIONS.some((extension) => name.endsWith(extension))) found.push(file(world, inside));
  }
  return found;
}

function file(world: World, path: string): Source {
  return {
    name: path.replace(/^\.\//, ''),
    read: async () => {
      const bytes = await world.files.read(absolute(world.cwd, path));
      if (bytes === undefined) throw new Error(`open ${path}: no such file or directory`);
      return textOf(bytes);
    },
  };
}

/** `*.yaml` that the shell left alone (resource/builder.go, expandIfFilePattern). */
async function matching(world: World, pattern: string): Promise<readonly string[]> {
  if (!/[*?[]/.test(pattern)) return [pattern];
  if ((await world.files.stat(absolute(world.cwd, pattern))) !== undefined) return [pattern];
  const slash = pattern.lastIndexOf('/');
  const folder = slash < 0 ? '.' : pattern.slice(0, slash) || '/';
  const names = (await world.files.list(absolute(world.cwd, folder))) ?? [];
  const expression = globExpression(pattern.slice(slash + 1));
  const found = names.filter((name) => expression.test(name)).map((name) => `${pattern.slice(0, slash + 1)}${name}`);
  return found.length > 0 ? found : [pattern];
}

function globExpression(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`);
}
