/** An absolute path without `.`, `..`, double and trailing slashes: `/a//b/../c/` is `/a/c`. */
export function normalize(path: string): string {
  return `/${partsOf(path).join('/')}`;
}

/** The names on the way to a file. */
export function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts;
}

/** A path as a process in `cwd` means it. */
export function resolve(cwd: string, path: string): string {
  return normalize(path.startsWith('/') ? path : `${cwd}/${path}`);
}

/** `join('/a', 'b')` and `join('/', 'b')`. */
export function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** dirname(3) of an absolute or relative path. */
export function dirname(path: string): string {
  const bare = path.replace(/\/+$/, '');
  if (bare === '') return path.startsWith('/') ? '/' : '.';
  const slash = bare.lastIndexOf('/');
  if (slash < 0) return '.';
  return bare.slice(0, slash).replace(/\/+$/, '') || '/';
}

/** The last name of a path. */
export function basename(path: string): string {
  const bare = path.replace(/\/+$/, '');
  if (bare === '') return path === '' ? '' : '/';
  return bare.slice(bare.lastIndexOf('/') + 1);
}
