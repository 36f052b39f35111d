import { bytesFromBase64, bytesToBase64, decodeLatin1, encodeUTF8, tryDecodeUTF8 } from '../../apimachinery/index.ts';

/** Standard base64 with padding. */
export function encodeBase64(text: string): string {
  return bytesToBase64(encodeUTF8(text));
}

/** The text behind base64; bytes that are not UTF-8 come back one character each. */
export function decodeBase64(text: string): string {
  const bytes = bytesFromBase64(text);
  return tryDecodeUTF8(bytes) ?? decodeLatin1(bytes);
}

export function decodedLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor((text.length * 3) / 4) - padding;
}
