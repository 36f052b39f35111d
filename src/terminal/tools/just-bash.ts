import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import type { CommandName } from 'just-bash/browser';
import { asyncProgram } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import type { Program } from '../../engine/shell/index.ts';
import { filesFor } from './just-bash-files.ts';

/**
 * Tools that are taken from just-bash one by one, each run alone with its arguments, its input and our files: the shell about
 * them is ours, because just-bash runs a pipeline stage after stage. Loaded when the first of them is used.
 */
export const BORROWED: readonly CommandName[] = [
  'jq',
  'awk',
  'diff',
  'column',
  'tree',
  'nl',
  'rev',
  'paste',
  'join',
  'comm',
  'fold',
  'expand',
  'unexpand',
  'tac',
  'expr',
  'stat',
  'file',
  'od',
  'strings',
  'split',
  'rg',
  'du',
];

/** Tools that read their input when they are given no file; the others must not wait for a keyboard. */
const READS = new Set(['tree', 'expr', 'stat', 'file', 'du']);

export function borrowed(machine: LearnerMachine, name: CommandName): Program {
  return asyncProgram(async ({ process, stdin, stdout, stderr, signal }) => {
    const args = process.args.slice(1).map(textOf);
    const input = READS.has(name) ? '' : await readAll(stdin, wantsInput(name, args));
    const { Bash } = await import('just-bash/browser');
    const bash = new Bash({ fs: filesFor(machine.files), commands: [name], cwd: process.cwd, defenseInDepth: false });
    const env = Object.fromEntries([...process.env].map(([key, value]) => [key, textOf(value)]));
    const result = await bash.exec(name, { args, cwd: process.cwd, env, stdin: input, stdinKind: 'bytes', signal });
    if (result.stdout !== '') stdout.writeBytes(bytesOf(result.stdout));
    if (result.stderr !== '') stderr.write(result.stderr.replace(/^bash: /, ''));
    return result.exitCode;
  });
}

/** Their first operand is no file. */
const PATTERN_FIRST = new Set(['jq', 'rg', 'awk']);

/** A keyboard is read only by a tool that has nothing else to read. */
function wantsInput(name: string, args: readonly string[]): boolean {
  const operands = args.filter((arg) => !arg.startsWith('-')).length;
  if (args.includes('-') || (name === 'jq' && (args.includes('-n') || args.includes('--null-input'))))
    return args.includes('-');
  return operands <= (PATTERN_FIRST.has(name) ? 1 : 0);
}

async function readAll(
  stdin: { readonly tty: boolean; read(): Promise<string | undefined> },
  wanted: boolean,
): Promise<string> {
  if (stdin.tty && !wanted) return '';
  let text = '';
  for (let piece; (piece = await stdin.read()) !== undefined;) text += piece;
  return text;
}
