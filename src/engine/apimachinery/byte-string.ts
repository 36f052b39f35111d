import { byteLength } from './go-text.ts';

/** Bytes as a string in which every character is one byte, 0 to 255: immutable, comparable, and the same in JSON. */
export type Bytes = string;

/** The UTF-8 of a text. */
export function bytesOf(text: string): Bytes {
  if (byteLength(text) === text.length) return text;
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

const BEYOND_ASCII = /[\x80-\xff]/;

/** The text that UTF-8 bytes are; what is no UTF-8 stays as it is, one character for each byte. */
export function textOf(bytes: Bytes): string {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  try {
    return decodeURIComponent(
      bytes.replace(/[%\x80-\xff]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  } catch {
    return bytes;
  }
}
