import { FileError } from './files/file-system.ts';
import type { Sink, Source } from './machine.ts';
import type { Process } from './process.ts';
import { Endless, FileSink, Held, NOWHERE } from './streams.ts';

/** The number in `/dev/fd/3` and `/proc/self/fd/3`. */
function descriptor(path: string): number | undefined {
  const match = /^\/(?:dev\/fd|proc\/self\/fd)\/([0-9]+)$/.exec(path);
  if (match) return Number(match[1]);
  const named = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path);
  return named < 0 ? undefined : named;
}

/** `/proc/1/fd/1`: the log of the container, for who is not its first process. */
function ofFirst(process: Process, path: string): Sink | undefined {
  const match = /^\/proc\/([0-9]+)\/fd\/([12])$/.exec(path);
  const first = match && process.machine.processes.get(Number(match[1]));
  return first ? (match[2] === '1' ? first.stdout : first.stderr) : undefined;
}

/** Opens a file or a device for reading. Throws FileError. */
export function openSource(process: Process, name: string): Source {
  const path = process.path(name);
  const fd = descriptor(path);
  if (fd === 0 || path === '/dev/tty') return process.stdin;
  if (fd !== undefined) {
    const stream = process.others.get(fd);
    if (!stream || !('read' in stream)) throw new FileError('ENOENT');
    return stream;
  }
  if (path === '/dev/null') return new Held('');
  if (path === '/dev/zero') return new Endless((length) => '\0'.repeat(length));
  if (path === '/dev/urandom' || path === '/dev/random') {
    const { machine } = process;
    const byte = () => String.fromCharCode(Math.floor(machine.random() * 256));
    return new Endless((length) => Array.from({ length: Math.min(length, 4096) }, byte).join(''));
  }
  return new Held(process.machine.files.read(path));
}

/** Opens a file or a device for writing. Throws FileError. */
export function openSink(process: Process, name: string, append: boolean): Sink {
  const path = process.path(name);
  const fd = descriptor(path);
  if (path === '/dev/tty') return process.stdout.tty ? process.stdout : process.stderr;
  if (fd === 1) return process.stdout;
  if (fd === 2) return process.stderr;
  if (fd !== undefined) {
    const stream = process.others.get(fd);
    if (!stream || !('write' in stream)) throw new FileError('ENOENT');
    return stream;
  }
  if (path === '/dev/null' || path === '/dev/zero') return NOWHERE;
  return ofFirst(process, path) ?? new FileSink(process.machine.files, path, append);
}
