import { byteLength } from '../../apimachinery/index.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8 text in base64url without padding (RFC 4648 §5), for tokens. */
export function encodeBase64Url(text: string): string {
  const bytes = utf8(text);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    out += ALPHABET[a >> 2]! + ALPHABET[((a & 3) << 4) | (b >> 4)]!;
    if (i + 1 < bytes.length) out += ALPHABET[((b & 15) << 2) | (c >> 6)]!;
    if (i + 2 < bytes.length) out += ALPHABET[c & 63]!;
  }
  return out;
}

/** Where text stops being base64url without padding, as Go's decoder counts; undefined when it is. */
export function corruptBase64Url(encoded: string): number | undefined {
  let read = 0;
  let quantum = 0;
  for (let i = 0; i < encoded.length; i++) {
    const character = encoded.charAt(i);
    if (character === '\n' || character === '\r') continue;
    if (!ALPHABET.includes(character)) return i;
    if (read++ % 4 === 0) quantum = i;
  }
  return read % 4 === 1 ? quantum : undefined;
}

/** The text, or undefined when it is not base64url of UTF-8. */
export function decodeBase64Url(encoded: string): string | undefined {
  let bits = 0;
  let held = 0;
  let percent = '';
  for (const character of encoded.replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(character === '+' ? '-' : character === '/' ? '_' : character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    percent += `%${((bits >> held) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(percent);
  } catch {
    return undefined;
  }
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  if (byteLength(text) === text.length) {
    for (let i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i));
    return bytes;
  }
  for (const part of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g)) {
    bytes.push(part[1] === undefined ? part[0].charCodeAt(0) : parseInt(part[1], 16));
  }
  return bytes;
}
