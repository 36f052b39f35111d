import { bytesFromBase64, decodeLatin1, decodeUTF8, ipString } from '../../engine/apimachinery/index.ts';
import { pemBlocks } from '../../engine/api/certificatesigningrequest/pem.ts';

/** What a certificate request asks to be called (crypto/x509.CertificateRequest, as much as is shown). */
export interface CertificateRequest {
  /** By attribute, in the order written: `CN`, `O` … */
  readonly subject: ReadonlyMap<string, readonly string[]>;
  readonly dnsNames: readonly string[];
  readonly emailAddresses: readonly string[];
  readonly uris: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** One value of DER: its tag, and the bytes between its header and its end. */
interface Element {
  readonly tag: number;
  readonly body: Uint8Array;
}

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const OCTET_STRING = 0x04;
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const SUBJECT_ALT_NAME = '2.5.29.17';

/** The values that stand one after the other; what is cut short is left out. */
function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const tag = bytes[at]!;
    let length = bytes[at + 1]!;
    at += 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      length = bytes.slice(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
      at += count;
    }
    if (at + length > bytes.length) break;
    found.push({ tag, body: bytes.slice(at, at + length) });
    at += length;
  }
  return found;
}

function within(element: Element | undefined): Element[] {
  return element === undefined ? [] : elements(element.body);
}

/** `2.5.4.10`. */
function identifierText({ body }: Element): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of body) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

function subjectOf(name: Element | undefined): ReadonlyMap<string, readonly string[]> {
  const subject = new Map<string, string[]>();
  for (const attribute of within(name).flatMap(within)) {
    const [type, value] = within(attribute);
    if (type === undefined || value === undefined) continue;
    const key = identifierText(type);
    subject.set(key, [...(subject.get(key) ?? []), decodeUTF8(value.body)]);
  }
  return subject;
}

/** net.IP.String for the four or the sixteen bytes of an address. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return ipString({ family: 4, parts: [...bytes] });
  const parts = Array.from({ length: 8 }, (_, i) => (bytes[i * 2] ?? 0) * 256 + (bytes[i * 2 + 1] ?? 0));
  return ipString({ family: 6, parts });
}

/** The names beside the subject, of the extensions that were requested. */
function alternativesOf(attributes: Element | undefined): Element[] {
  for (const attribute of within(attributes)) {
    const [type, values] = within(attribute);
    if (type?.tag !== OBJECT_IDENTIFIER || identifierText(type) !== EXTENSION_REQUEST) continue;
    for (const extension of within(values).flatMap(within)) {
      const parts = within(extension);
      const value = parts.find(({ tag }) => tag === OCTET_STRING);
      if (parts[0] === undefined || identifierText(parts[0]) !== SUBJECT_ALT_NAME || value === undefined) continue;
      return elements(value.body).flatMap(within);
    }
  }
  return [];
}

/** certificate.ParseCSR. Answers what is wrong in words. */
export function parseRequest(base64: string): CertificateRequest | string {
  const [block] = bytesFromBase64(base64).length === 0 ? [] : pemBlocks(base64);
  if (block === undefined || block.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  const [request] = elements(block.bytes);
  const [info] = within(request);
  if (request?.tag !== SEQUENCE || info?.tag !== SEQUENCE) return 'asn1: structure error';
  const [, name, , attributes] = within(info);
  const alternatives = alternativesOf(attributes);
  const texts = (tag: number): string[] =>
    alternatives.filter((one) => one.tag === tag).map(({ body }) => decodeLatin1(body));
  return {
    subject: subjectOf(name),
    emailAddresses: texts(0x81),
    dnsNames: texts(0x82),
    uris: texts(0x86),
    ipAddresses: alternatives.filter(({ tag }) => tag === 0x87).map(({ body }) => addressText(body)),
  };
}
