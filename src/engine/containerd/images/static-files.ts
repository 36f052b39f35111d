import { textOf } from '../../apimachinery/index.ts';
import type { PodReply } from '../../cri-api/index.ts';
import { normalize } from '../../shell/index.ts';
import { text, type ProgramContext } from './image.ts';

/** What a web server answers from a folder of its container: what is mounted there counts, and then what its image brings. */
export function serveFile(
  root: string,
  path: string | undefined,
  read: ProgramContext['read'],
  page: (status: number) => string,
): PodReply {
  const asked = (path ?? '/').split(/[?#]/)[0]!;
  const file = normalize(asked) + (asked.endsWith('/') && asked !== '/' ? '/' : '');
  const name = file.endsWith('/') ? `${root}${file}index.html` : root + file;
  const found = read(name);
  if (found !== undefined) return text(200, textOf(found));
  const status = file.endsWith('/') && read(`${root}${file}`) === undefined ? 403 : 404;
  return text(status, page(status));
}

/** The ports that the `listen` directives of nginx's configuration name; undefined: it has none that can be read. */
export function nginxPorts(
  read: ProgramContext['read'],
  list: (path: string) => readonly string[],
): readonly number[] | undefined {
  const folder = '/etc/nginx/conf.d';
  const files = [
    '/etc/nginx/nginx.conf',
    ...list(folder)
      .filter((name) => name.endsWith('.conf'))
      .map((name) => `${folder}/${name}`),
  ];
  const ports = new Set<number>();
  for (const file of files) {
    for (const [, port] of (read(file) ?? '')
      .replace(/#.*/g, '')
      .matchAll(/\blisten\s+(?:[^\s;]*:)?([0-9]{1,5})[\s;]/g))
      ports.add(Number(port));
  }
  return ports.size > 0 ? [...ports] : undefined;
}
