import { CommandError } from '../../cobra/errors.ts';

interface Block {
  readonly type: string;
  readonly bytes: readonly number[];
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g;
const SIXTY_FOUR = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** undefined: not base64. */
function decode(text: string): readonly number[] | undefined {
  const letters = text.replaceAll(/[\s=]/g, '');
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of letters) {
    const value = SIXTY_FOUR.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(PEM)].flatMap(([, type = '', body = '']) => {
    const bytes = decode(body);
    return bytes === undefined ? [] : [{ type, bytes }];
  });
}

interface Value {
  readonly tag: number;
  readonly content: readonly number[];
}

/** The values that stand one behind the other in DER; undefined when it is none. */
function valuesOf(bytes: readonly number[]): readonly Value[] | undefined {
  const values: Value[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    let length = bytes[at++] ?? 0;
    if (length > 0x80) {
      const size = length - 0x80;
      length = bytes.slice(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);
      at += size;
    }
    if (at + length > bytes.length) return undefined;
    values.push({ tag, content: bytes.slice(at, at + length) });
    at += length;
  }
  return values;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
const VERSION = 0xa0;
const EC_PUBLIC_KEY = 0xa1;

/** The public numbers of a certificate: its subjectPublicKey (RFC 5280, section 4.1); undefined when it cannot be read. */
function publicKeyOf(certificate: readonly number[]): readonly number[] | undefined {
  const [whole] = valuesOf(certificate) ?? [];
  const [signed] = whole?.tag === SEQUENCE ? (valuesOf(whole.content) ?? []) : [];
  const fields = signed?.tag === SEQUENCE ? (valuesOf(signed.content) ?? []) : [];
  const info = fields[fields[0]?.tag === VERSION ? 6 : 5];
  const [, key] = info === undefined ? [] : (valuesOf(info.content) ?? []);
  return key?.content.slice(1);
}

/** The numbers of a private key that its certificate must hold as well: an RSA modulus, a point of a curve. */
function publicPart(key: readonly number[]): readonly number[] | undefined {
  const [whole] = valuesOf(key) ?? [];
  const fields = whole?.tag === SEQUENCE ? (valuesOf(whole.content) ?? []) : [];
  if (fields[1]?.tag === INTEGER) return fields[1].content;
  if (fields[1]?.tag === SEQUENCE && fields[2]?.tag === OCTETS) return publicPart(fields[2].content);
  return fields.find(({ tag }) => tag === EC_PUBLIC_KEY)?.content.slice(3);
}

function holds(bytes: readonly number[], part: readonly number[]): boolean {
  return bytes.join().includes(part.join());
}

function certificateOf(cert: string): readonly number[] {
  const blocks = blocksOf(cert);
  const found = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (found !== undefined) return found.bytes;
  if (blocks.length === 0) throw new CommandError('tls: failed to find any PEM data in certificate input');
  if (blocks.length === 1 && blocks[0]!.type.endsWith('PRIVATE KEY')) {
    throw new CommandError(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    );
  }
  throw new CommandError(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${blocks.map(({ type }) => type).join(' ')}]`,
  );
}

function privateKeyOf(key: string): readonly number[] {
  const blocks = blocksOf(key);
  const found = blocks.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (found !== undefined) return found.bytes;
  if (blocks.length === 0) throw new CommandError('tls: failed to find any PEM data in key input');
  if (blocks.length === 1 && blocks[0]!.type === 'CERTIFICATE') {
    throw new CommandError('tls: found a certificate rather than a key in the PEM for the private key');
  }
  throw new CommandError(
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${blocks.map(({ type }) => type).join(' ')}]`,
  );
}

/** Refuses what is not a certificate and its key, as far as their numbers tell (crypto/tls, X509KeyPair). */
export function checkKeyPair(cert: string, key: string): void {
  const certificate = certificateOf(cert);
  const privateKey = privateKeyOf(key);
  const publicKey = publicKeyOf(certificate);
  if (publicKey === undefined) throw new CommandError('x509: malformed certificate');
  const part = publicPart(privateKey);
  if (part !== undefined && !holds(publicKey, part)) {
    throw new CommandError('tls: private key does not match public key');
  }
}
