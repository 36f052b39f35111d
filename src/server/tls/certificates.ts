import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  bitString,
  boolean,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  time,
  utf8String,
} from './der.ts';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALT_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

const DAY_MS = 24 * 3600 * 1000;

/** Whose name and key a certificate binds, and what it may be used for. */
export interface Subject {
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly use: 'ca' | 'server' | 'client';
  readonly dnsNames?: readonly string[];
  /** IPv4, as bytes. */
  readonly addresses?: readonly (readonly number[])[];
}

/** A key and the certificate over it, both as PEM, and what is needed to sign with it. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
  readonly privateKey: KeyObject;
  readonly name: Buffer;
}

/** Makes a key and a certificate that `issuer` signs; without one it signs itself. RFC 5280, with ECDSA on P-256. */
export function issue(subject: Subject, now: Date, issuer?: Identity): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = nameOf(subject);
  const algorithm = sequence(objectIdentifier(ECDSA_WITH_SHA256));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    issuer?.name ?? name,
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + 365 * DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensionsOf(subject))),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const cert = pem('CERTIFICATE', sequence(body, algorithm, bitString(signature)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert, privateKey, name };
}

function nameOf({ commonName, organizations = [] }: Subject): Buffer {
  const part = (type: string, text: string) => set(sequence(objectIdentifier(type), utf8String(text)));
  return sequence(...organizations.map((text) => part(ORGANIZATION, text)), part(COMMON_NAME, commonName));
}

function extensionsOf({ use, dnsNames = [], addresses = [] }: Subject): Buffer[] {
  const extension = (id: string, critical: boolean, value: Buffer) =>
    sequence(objectIdentifier(id), ...(critical ? [boolean(true)] : []), octetString(value));
  if (use === 'ca') {
    return [
      extension(BASIC_CONSTRAINTS, true, sequence(boolean(true))),
      // keyCertSign and digitalSignature
      extension(KEY_USAGE, true, bitString(Buffer.from([0x84]), 2)),
    ];
  }
  const names = [
    ...dnsNames.map((name) => tagged(0x82, Buffer.from(name, 'latin1'))),
    ...addresses.map((address) => tagged(0x87, Buffer.from(address))),
  ];
  return [
    extension(BASIC_CONSTRAINTS, true, sequence()),
    extension(KEY_USAGE, true, bitString(Buffer.from([0x80]), 7)),
    extension(EXTENDED_KEY_USAGE, false, sequence(objectIdentifier(use === 'server' ? SERVER_AUTH : CLIENT_AUTH))),
    ...(names.length > 0 ? [extension(SUBJECT_ALT_NAME, false, sequence(...names))] : []),
  ];
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
