import { Buffer } from 'node:buffer';

/** The few pieces of ASN.1's distinguished encoding that certificates are made of (X.690). */
export function sequence(...items: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(items));
}

export function set(...items: readonly Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(items));
}

export function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 255);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** A whole number that is not negative, from its big-endian bytes. */
export function integer(bytes: Buffer): Buffer {
  return tagged(2, bytes[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function boolean(value: boolean): Buffer {
  return tagged(1, Buffer.from([value ? 0xff : 0]));
}

/** `2.5.4.3` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 127];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift(0x80 | (left & 127));
    bytes.push(...groups);
  }
  return tagged(6, Buffer.from(bytes));
}

export function utf8String(text: string): Buffer {
  return tagged(12, Buffer.from(text, 'utf8'));
}

export function octetString(bytes: Buffer): Buffer {
  return tagged(4, bytes);
}

/** Bits whose last `unused` do not count. */
export function bitString(bytes: Buffer, unused = 0): Buffer {
  return tagged(3, Buffer.concat([Buffer.from([unused]), bytes]));
}

/** GeneralizedTime, for years from 2050 on too. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+/, '').replaceAll(/[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? tagged(23, Buffer.from(digits.slice(2))) : tagged(24, Buffer.from(digits));
}
