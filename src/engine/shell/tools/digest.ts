import { bytesFromBase64, bytesToBase64, decodeLatin1, sha256, type Bytes } from '../../apimachinery/index.ts';
import type { Program } from '../machine.ts';
import { Inputs, UsageFailure, readArguments } from './arguments.ts';
import { md5 } from './md5.ts';

function raw(bytes: Bytes): Uint8Array {
  return Uint8Array.from(bytes, (c) => c.charCodeAt(0));
}

export const base64: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'dDi',
    values: 'w',
    long: { decode: 'd', wrap: 'w', 'ignore-garbage': 'i' },
  });
  const inputs = new Inputs(process, args.words);
  const text = yield* inputs.all();
  if (inputs.failed > 0) return 1;
  if (args.has('d', 'D')) {
    const bare = text.replace(/\s+/g, '');
    yield* process.print(decodeLatin1(bytesFromBase64(bare)));
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(bare) && bare.length % 4 === 0) return 0;
    throw new UsageFailure(process.machine.gnu ? 'invalid input' : 'truncated input');
  }
  const width = args.count(76, 'w');
  const encoded = bytesToBase64(raw(text));
  if (width === 0) yield* process.print(encoded);
  else for (let i = 0; i < encoded.length; i += width) yield* process.print(`${encoded.slice(i, i + width)}\n`);
  return 0;
};

function sums(digest: (bytes: Uint8Array) => Uint8Array): Program {
  return function* (process) {
    const args = readArguments(process, { flags: 'bt' });
    const inputs = new Inputs(process, args.words);
    for (const name of inputs.names) {
      const source = yield* inputs.open(name);
      if (!source) continue;
      const hash = digest(raw(yield* process.readAll(source)));
      yield* process.print(`${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}  ${name}\n`);
    }
    return inputs.failed > 0 ? 1 : 0;
  };
}

export const sha256sum = sums(sha256);
export const md5sum = sums(md5);

/** `xxd` and `hexdump -C`: sixteen bytes to a line. */
export const hexdump: Program = function* (process) {
  const args = readArguments(process, { flags: 'Cvp', values: 'nlc' });
  const text = (yield* new Inputs(process, args.words).all()).slice(0, args.count(Infinity, 'n', 'l'));
  const canonical = (process.args[0] ?? '').includes('hexdump');
  for (let i = 0; i < text.length; i += 16) {
    const piece = text.slice(i, i + 16);
    const hex = [...piece].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));
    const shown = piece.replace(/[^ -~]/g, '.');
    const offset = i.toString(16).padStart(8, '0');
    const grouped = hex
      .join('')
      .replace(/(.{4})/g, '$1 ')
      .trim();
    const line = canonical
      ? `${offset}  ${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}  |${shown}|`
      : `${offset}: ${grouped.padEnd(39)}  ${shown}`;
    yield* process.print(`${line}\n`);
  }
  return 0;
};
