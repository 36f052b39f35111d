import { bytesFromBase64, decodeLatin1 } from '../../apimachinery/index.ts';

/**
 * As much of PEM and DER as it takes to tell a certificate request from something else. Signatures are not checked, and what
 * stands inside is left to whoever signs.
 */
const BLOCK = /-----BEGIN ([^\n\r]*?)-----[ \t]*\r?\n([\s\S]*?)\r?\n?-----END \1-----/g;

export interface PemBlock {
  readonly type: string;
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
}

/** encoding/pem.Decode, again and again, on the base64 that a []byte is on the wire. */
export function pemBlocks(base64: string): PemBlock[] {
  // Latin-1 is enough: whatever is not ASCII is outside the blocks or makes them none.
  const text = decodeLatin1(bytesFromBase64(base64));
  const blocks: PemBlock[] = [];
  for (const [, type = '', body = ''] of text.matchAll(BLOCK)) {
    const hasHeaders = body.includes(':');
    blocks.push({ type, hasHeaders, bytes: hasHeaders ? new Uint8Array() : bytesFromBase64(body) });
  }
  return blocks;
}

const SEQUENCE = 0x30;

/** What encoding/asn1 says of bytes that are not one SEQUENCE to the end; undefined when they are. */
export function sequenceError(bytes: Uint8Array): string | undefined {
  const [tag, first = 0] = bytes;
  if (tag === undefined || bytes.length < 2) return 'asn1: syntax error: sequence truncated';
  if (tag !== SEQUENCE) return "asn1: structure error: tags don't match";
  let length = first;
  let header = 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    length = bytes.slice(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
    header += count;
  }
  if (header + length > bytes.length) return 'asn1: syntax error: data truncated';
  return header + length < bytes.length ? 'asn1: syntax error: trailing data' : undefined;
}

/** The object identifier of an organization in a subject, 2.5.4.10. */
const ORGANIZATION = [0x06, 0x03, 0x55, 0x04, 0x0a];

/** The organizations that a request names: every string that follows their identifier. */
export function organizationsOf(bytes: Uint8Array): string[] {
  const found: string[] = [];
  for (let i = 0; i + ORGANIZATION.length + 2 <= bytes.length; i++) {
    if (!ORGANIZATION.every((byte, j) => bytes[i + j] === byte)) continue;
    const from = i + ORGANIZATION.length + 2;
    const length = bytes[from - 1] ?? 0;
    found.push(String.fromCharCode(...bytes.slice(from, from + length)));
  }
  return found;
}
