import type { ICertificateSigningRequest } from 'kubernetes-models/certificates.k8s.io/v1/CertificateSigningRequest';
import { formatLabels, humanDuration } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { rfc1123z } from './text.ts';
import { parseRequest, type CertificateRequest } from './x509.ts';

/** extractCSRStatus: `Approved,Issued`. */
export function requestStatus({ status }: ICertificateSigningRequest): string {
  const types = new Set<string>((status?.conditions ?? []).map(({ type }) => type));
  const words = [types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending'];
  if (types.has('Failed')) words.push('Failed');
  if ((status?.certificate ?? '') !== '') words.push('Issued');
  return words.join(',');
}

/** What of a subject may be there several times: its title and its attribute. */
const NAMES = [
  ['Organization', '2.5.4.10'],
  ['Organizational Unit', '2.5.4.11'],
  ['Country', '2.5.4.6'],
  ['Locality', '2.5.4.7'],
  ['Province', '2.5.4.8'],
  ['StreetAddress', '2.5.4.9'],
  ['PostalCode', '2.5.4.17'],
] as const;

const COMMON_NAME = '2.5.4.3';
const SERIAL_NUMBER = '2.5.4.5';

function describeList(title: string, values: readonly string[] | undefined, w: PrefixWriter): void {
  if (values === undefined || values.length === 0) return;
  w.line(0, `\t${title}:\t${values.join('\n\t\t')}`);
}

function describeRequest(request: CertificateRequest, w: PrefixWriter): void {
  const { subject, dnsNames, emailAddresses, uris, ipAddresses } = request;
  w.line(0, 'Subject:');
  w.line(0, `\tCommon Name:\t${subject.get(COMMON_NAME)?.at(-1) ?? ''}`);
  w.line(0, `\tSerial Number:\t${subject.get(SERIAL_NUMBER)?.at(-1) ?? ''}`);
  for (const [title, attribute] of NAMES) describeList(title, subject.get(attribute), w);
  if (dnsNames.length + emailAddresses.length + uris.length + ipAddresses.length === 0) return;
  w.line(0, 'Subject Alternative Names:');
  describeList('DNS Names', dnsNames, w);
  describeList('Email Addresses', emailAddresses, w);
  describeList('URIs', uris, w);
  describeList('IP Addresses', ipAddresses, w);
}

export const certificateSigningRequestDescriber = describing<ICertificateSigningRequest>(
  async (object, settings, subject) => {
    const { metadata, spec } = object;
    const events = await eventsOf(settings, subject, object);
    const request = parseRequest(spec.request);
    if (typeof request === 'string') throw new CommandError(`Error parsing CSR: ${request}`);
    return (w) => {
      w.line(0, `Name:\t${metadata?.name ?? ''}`);
      w.line(0, `Labels:\t${formatLabels(metadata?.labels)}`);
      w.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
      w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
      w.line(0, `Requesting User:\t${spec.username ?? ''}`);
      if (spec.signerName !== '') w.line(0, `Signer:\t${spec.signerName}`);
      const seconds = spec.expirationSeconds;
      if (seconds !== undefined) w.line(0, `Requested Duration:\t${humanDuration(seconds * 1_000_000)}`);
      w.line(0, `Status:\t${requestStatus(object)}`);
      describeRequest(request, w);
      describeEvents(events, w, settings.now);
    };
  },
);
