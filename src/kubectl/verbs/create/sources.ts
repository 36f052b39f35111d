import {
  bytesToBase64,
  encodeUTF8,
  isConfigMapKey,
  isEnvVarName,
  sha256,
  textOf,
  tryDecodeUTF8,
} from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Invocation } from '../../cobra/types.ts';
import { marshalJSON } from '../../printers/index.ts';
import type { World } from '../../world.ts';

/** A key and what stands under it, wherever it was found. */
export type Found = (key: string, bytes: Uint8Array) => void;

export const appendHashFlag: Flag = {
  name: 'append-hash',
  type: 'bool',
  usage: 'Ends the name with a hash of what is inside.',
};

export const SOURCE_FLAGS: readonly Flag[] = [
  {
    name: 'from-file',
    type: 'stringSlice',
    usage: 'A file, as path or key=path (the key is else the name of the file), or a directory: all files in it.',
  },
  { name: 'from-literal', type: 'stringArray', usage: 'A key and its value: key=value.' },
  { name: 'from-env-file', type: 'stringSlice', usage: 'A file with a key=value on every line.' },
];

/** What bytes a text of one character per byte stands for. */
export function bytesOfText(bytes: string): Uint8Array {
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}

function absolute(world: World, path: string): string {
  return path.startsWith('/') ? path : `${world.cwd === '/' ? '' : world.cwd}/${path}`;
}

/** `key=path`, `path` (kubectl/pkg/util/util.go, ParseFileSource). */
function parseFileSource(source: string): readonly [key: string, path: string] {
  const parts = source.split('=');
  if (parts.length === 1) return [source.replace(/\/+$/, '').split('/').at(-1) ?? '', source];
  if (parts.length === 2 && parts[0] === '') throw new CommandError(`key name for file path ${parts[1]} missing`);
  if (parts.length === 2 && parts[1] === '') throw new CommandError(`file path for key name ${parts[0]} missing`);
  if (parts.length > 2) throw new CommandError("key names or file paths cannot contain '='");
  return [parts[0] ?? '', parts[1] ?? ''];
}

async function readSource(world: World, path: string): Promise<Uint8Array> {
  const bytes = await world.files.read(absolute(world, path));
  if (bytes === undefined) throw new CommandError(`error reading ${path}: no such file or directory`);
  return bytesOfText(bytes);
}

async function fromFile(world: World, source: string, found: Found, fixedKey?: string): Promise<void> {
  const [named, path] = parseFileSource(source);
  const key = fixedKey !== undefined && !source.includes('=') ? fixedKey : named;
  const stat = await world.files.stat(absolute(world, path));
  if (stat === undefined) throw new CommandError(`error reading ${path}: no such file or directory`);
  if (!stat.directory) return found(key, await readSource(world, path));
  if (source.includes('=') || fixedKey !== undefined) {
    throw new CommandError('cannot give a key name for a directory path');
  }
  for (const name of (await world.files.list(absolute(world, path))) ?? []) {
    const inside = `${path.replace(/\/+$/, '')}/${name}`;
    const entry = await world.files.stat(absolute(world, inside));
    if (entry !== undefined && !entry.directory) found(name, await readSource(world, inside));
  }
}

function fromLiteral(source: string, found: Found): void {
  const at = source.indexOf('=');
  if (at <= 0) throw new CommandError(`invalid literal source ${source}, expected key=value`);
  found(source.slice(0, at), encodeUTF8(source.slice(at + 1)));
}

function splitLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 10) continue;
    if (i < bytes.length || start < i) lines.push(bytes.subarray(start, bytes[i - 1] === 13 ? i - 1 : i));
    start = i + 1;
  }
  return lines;
}

const BYTE_ORDER_MARK = '\uFEFF';

async function fromEnvFile(world: World, path: string, found: Found): Promise<void> {
  const stat = await world.files.stat(absolute(world, path));
  if (stat === undefined) throw new CommandError(`error reading ${path}: no such file or directory`);
  if (stat.directory) throw new CommandError('env config file cannot be a directory');
  splitLines(await readSource(world, path)).forEach((bytes, index) => {
    const text = tryDecodeUTF8(bytes);
    if (text === undefined) {
      throw new CommandError(
        `env file ${path} contains invalid utf8 bytes at line ${index + 1}: [${[...bytes].join(' ')}]`,
      );
    }
    const line = (index === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trimStart();
    if (line === '' || line.startsWith('#')) return;
    const at = line.indexOf('=');
    const key = at < 0 ? line : line.slice(0, at);
    const errors = isEnvVarName(key);
    if (errors.length > 0) throw new CommandError(`"${key}" is not a valid key name: ${errors.join(';')}`);
    found(key, encodeUTF8(at < 0 ? (world.env[key] ?? '') : line.slice(at + 1)));
  });
}

/** Every key that --from-file, --from-literal and --from-env-file name, in kubectl's order. */
export async function fromSources({ flags, world }: Invocation, found: Found): Promise<void> {
  const envFiles = flags.list('from-env-file');
  const [files, literals] = [flags.list('from-file'), flags.list('from-literal')];
  if (envFiles.length > 0 && (files.length > 0 || literals.length > 0)) {
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const source of files) await fromFile(world, source, found);
  for (const source of literals) fromLiteral(source, found);
  for (const path of envFiles) await fromEnvFile(world, path, found);
}

/** Files of which each has the same key, unless it names its own. */
export async function fromFilesUnder(invocation: Invocation, key: string, found: Found): Promise<void> {
  for (const source of invocation.flags.list('from-file')) await fromFile(invocation.world, source, found, key);
}

/** What is wrong with a key of a ConfigMap or a Secret. */
export function keyErrors(key: string): string {
  return isConfigMapKey(key).join(',');
}

/** The text that the bytes spell, if they spell one. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  return tryDecodeUTF8(bytes);
}

export const toBase64 = bytesToBase64;

const LETTERS = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);

/** A name and ten letters of a hash that spell no word (kubectl/pkg/util/hash/hash.go). */
export function hashedName(name: string, content: unknown): string {
  const digest = sha256(encodeUTF8(marshalJSON(content)));
  const hex = [...digest.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}-${[...hex].map((digit) => LETTERS.get(digit) ?? digit).join('')}`;
}

/** A file that a flag names as its only content (os.ReadFile's refusal). */
export async function readWhole(world: World, path: string): Promise<string> {
  const bytes = await world.files.read(absolute(world, path));
  if (bytes === undefined) throw new CommandError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return textOf(bytes);
}
