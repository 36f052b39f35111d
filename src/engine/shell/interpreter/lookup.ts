import type { Bytes } from '../../apimachinery/index.ts';
import { basename, join } from '../files/path.ts';
import type { Program } from '../machine.ts';
import { shellProgram } from '../main.ts';
import type { Shell } from './shell.ts';

export type Found =
  | { readonly program: Program; readonly args: readonly Bytes[] }
  | { readonly complaint: Bytes; readonly code: 126 | 127 };

/** Where programs without a folder in their name are looked for, when PATH does not say. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const BINARY = /^\/(?:usr\/)?(?:local\/)?s?bin\/[^/]+$/;

/** The file that a name stands for; undefined: no folder of PATH has it. */
export function which(shell: Shell, name: Bytes): Bytes | undefined {
  const { machine } = shell.process;
  if (name.includes('/')) return machine.files.stat(shell.process.path(name)) ? name : undefined;
  for (const folder of (shell.variables.get('PATH') ?? PATH).split(':')) {
    const path = join(folder === '' ? '.' : folder, name);
    const stat = machine.files.stat(shell.process.path(path));
    if (stat?.type === 'file' && (stat.mode & 0o111) !== 0) return path;
  }
  return machine.program(name) ? `/usr/bin/${name}` : undefined;
}

/** What runs for a command: a program of the machine, or a script that somebody has written. */
export function lookUp(shell: Shell, words: readonly Bytes[]): Found {
  const [name = ''] = words;
  const { machine } = shell.process;
  const { files } = machine;
  const path = which(shell, name);
  const known =
    !name.includes('/') || BINARY.test(shell.process.path(name)) ? machine.program(basename(name)) : undefined;
  if (path === undefined)
    return known ? { program: known, args: words } : { complaint: notFound(shell, name), code: 127 };
  const full = shell.process.path(path);
  const stat = files.stat(full);
  if (!stat) return known ? { program: known, args: words } : { complaint: notFound(shell, name), code: 127 };
  if (stat.type === 'directory') {
    return { complaint: `${name}: ${shell.dialect === 'bash' ? 'Is a directory' : 'Permission denied'}`, code: 126 };
  }
  if ((stat.mode & 0o111) === 0) return { complaint: `${name}: Permission denied`, code: 126 };
  const text = files.read(full);
  const interpreter = /^#! *(\S+)(?: +(.*))?/.exec(text);
  if (!interpreter) {
    const program = known ?? machine.program(basename(name)) ?? (text === '' ? undefined : shellProgram('sh'));
    return program ? { program, args: words } : { program: shellProgram('sh'), args: ['sh', full, ...words.slice(1)] };
  }
  const [, file = '', option] = interpreter;
  const wanted = basename(file) === 'env' ? (option ?? '').split(' ')[0]! : basename(file);
  const program = machine.program(wanted);
  if (!program) return { complaint: `${name}: not found`, code: 127 };
  const extra = basename(file) === 'env' || option === undefined ? [] : [option];
  return { program, args: [wanted, ...extra, path.includes('/') ? path : full, ...words.slice(1)] };
}

function notFound(shell: Shell, name: Bytes): Bytes {
  if (shell.dialect !== 'bash') return `${name}: not found`;
  return name.includes('/') ? `${name}: No such file or directory` : `${name}: command not found`;
}
