import { bytesFromBase64, bytesToBase64, encodeUTF8, tryDecodeUTF8 } from '../../apimachinery/index.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8 text in base64url without padding (RFC 4648 §5), for tokens. */
export function encodeBase64Url(text: string): string {
  return bytesToBase64(encodeUTF8(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
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
  if (!/^[A-Za-z0-9+/_-]*=*$/.test(encoded)) return undefined;
  return tryDecodeUTF8(bytesFromBase64(encoded.replaceAll('-', '+').replaceAll('_', '/')));
}
