import {
  byteLength,
  field,
  goQuote,
  isDNS1123Label,
  isDNS1123Subdomain,
  semanticDeepEqual,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { pemBlocks, sequenceError } from './pem.ts';
import type {
  CertificateSigningRequest as CSR,
  CertificateSigningRequestCondition as Condition,
  CertificateSigningRequestSpec,
} from './types.ts';

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const LEAST_SECONDS = 600;
const MOST_DOMAIN_BYTES = 253;
const MOST_SIGNER_BYTES = 571;
const CONDITIONS = STATUS.child('conditions');
const APPROVAL = ['Approved', 'Denied'];
const ONLY_TRUE = [...APPROVAL, 'Failed'];
const MUTUALLY_EXCLUSIVE = 'Approved and Denied conditions are mutually exclusive';

/** certificates.ParseCSR. */
function requestError(request: string): string | undefined {
  const [block] = pemBlocks(request);
  if (block?.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  return sequenceError(block.bytes);
}

/** validateCertificate. */
function certificateError(certificate: string): string | undefined {
  if (certificate === '') return undefined;
  const blocks = pemBlocks(certificate);
  if (blocks.length === 0) return 'must contain at least one CERTIFICATE PEM block';
  for (const { type, hasHeaders, bytes } of blocks) {
    if (type !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(type)}`;
    if (hasHeaders) return 'no PEM block headers are permitted';
    if (bytes.length === 0) return 'found CERTIFICATE PEM block containing 0 certificates';
    if (sequenceError(bytes) !== undefined) return 'x509: malformed certificate';
  }
  return undefined;
}

/** The first label that is wrong is enough, because the others would say the same. */
function checkLabels(
  errors: ErrorList,
  path: Path,
  segment: string,
  isLabel: (label: string) => readonly string[],
): void {
  for (const label of segment.split('.')) {
    const messages = isLabel(label);
    if (messages.length === 0) continue;
    for (const message of messages) {
      errors.push(field.invalid(path, segment, `validating label ${goQuote(label)}: ${message}`));
    }
    return;
  }
}

/** ValidateCertificateSigningRequestSignerName: `example.com/signer-name`. */
function checkSignerName(errors: ErrorList, name: string): void {
  const path = SPEC.child('signerName');
  if (name === '') return void errors.push(field.required(path, 'signerName must be provided'));
  const [domain = '', rest = '', ...more] = name.split('/');
  if (more.length > 0 || !name.includes('/')) {
    const why = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return void errors.push(field.invalid(path, name, why));
  }
  if (byteLength(domain) > MOST_DOMAIN_BYTES) errors.push(field.tooLong(path, MOST_DOMAIN_BYTES));
  checkLabels(errors, path, domain, isDNS1123Label);
  if (!domain.includes('.')) {
    errors.push(field.invalid(path, domain, 'should be a domain with at least two segments separated by dots'));
  }
  checkLabels(errors, path, rest, isDNS1123Subdomain);
  if (byteLength(name) > MOST_SIGNER_BYTES) errors.push(field.tooLong(path, MOST_SIGNER_BYTES));
}

/** The spec never changes after it was created, so only a create looks at it. */
function checkSpec(errors: ErrorList, spec: CertificateSigningRequestSpec): void {
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec;
  const wrong = requestError(request);
  if (wrong !== undefined) errors.push(field.invalid(SPEC.child('request'), request, wrong));
  const path = SPEC.child('usages');
  if (usages.length === 0) errors.push(field.required(path, 'usages must be provided'));
  usages.forEach((usage, i) => {
    if (!USAGES.includes(usage)) errors.push(field.notSupported(path.index(i), usage, USAGES));
  });
  usages.forEach((usage, i) => {
    if (usages.indexOf(usage) < i) errors.push(field.duplicate(path.index(i), usage));
  });
  if (signerName === LEGACY_SIGNER) {
    const why = 'the legacy signerName is not allowed via this API version';
    errors.push(field.invalid(SPEC.child('signerName'), signerName, why));
  } else checkSignerName(errors, signerName);
  if (expirationSeconds !== undefined && expirationSeconds < LEAST_SECONDS) {
    const why = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(field.invalid(SPEC.child('expirationSeconds'), expirationSeconds, why));
  }
}

/** validateConditions. */
function checkConditions(errors: ErrorList, conditions: readonly Condition[]): void {
  const seen = new Set<string>();
  conditions.forEach(({ type = '', status = '' }, i) => {
    const path = CONDITIONS.index(i);
    if (type === '') errors.push(field.required(path.child('type')));
    const allowed = ONLY_TRUE.includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    if (status === '') errors.push(field.required(path.child('status')));
    else if (!allowed.includes(status)) errors.push(field.notSupported(path.child('status'), status, allowed));
    const other = APPROVAL.includes(type) ? APPROVAL.find((name) => name !== type) : undefined;
    if (other !== undefined && seen.has(other)) {
      errors.push(field.invalid(path.child('type'), type, MUTUALLY_EXCLUSIVE));
    }
    if (seen.has(type)) errors.push(field.duplicate(path.child('type'), type));
    seen.add(type);
  });
}

export function validateCSR(csr: CSR): ErrorList {
  const errors = validateMeta(csr.metadata, false, () => []);
  checkSpec(errors, csr.spec);
  return errors;
}

interface Allowed {
  /** Approved and Denied may come. */
  readonly approval?: boolean;
  /** The certificate may come. */
  readonly certificate?: boolean;
}

function conditionsOf(csr: CSR, type: string): readonly Condition[] {
  return (csr.status.conditions ?? []).filter((condition) => condition.type === type);
}

/** What was decided stays, and who may not decide decides nothing. */
function checkDecisions(errors: ErrorList, csr: CSR, old: CSR, approval: boolean): void {
  for (const type of ONLY_TRUE) {
    if (conditionsOf(csr, type).length >= conditionsOf(old, type).length) continue;
    errors.push(field.forbidden(CONDITIONS, `updates may not remove a condition of type ${goQuote(type)}`));
  }
  if (approval) return;
  for (const type of APPROVAL) {
    const [before, after] = [conditionsOf(old, type), conditionsOf(csr, type)];
    if (after.length > before.length) {
      errors.push(field.forbidden(CONDITIONS, `updates may not add a condition of type ${goQuote(type)}`));
    } else if (after.length === before.length && !semanticDeepEqual(after, before)) {
      errors.push(field.forbidden(CONDITIONS, `updates may not modify a condition of type ${goQuote(type)}`));
    }
  }
}

function checkCertificate(errors: ErrorList, csr: CSR, old: CSR, allowed: boolean): void {
  const [before, after] = [old.status.certificate ?? '', csr.status.certificate ?? ''];
  if (before === after) return;
  const path = STATUS.child('certificate');
  const wrong = certificateError(after);
  if (wrong !== undefined) errors.push(field.invalid(path, '<certificate data>', wrong));
  if (!allowed) errors.push(field.forbidden(path, 'updates may not set certificate content'));
  else if (before !== '') errors.push(field.forbidden(path, 'updates may not modify existing certificate content'));
}

/** validateCertificateSigningRequestUpdate. pkg/apis/certificates/validation/validation.go */
export function validateCSRUpdate(csr: CSR, old: CSR, { approval = false, certificate = false }: Allowed): ErrorList {
  const errors: ErrorList = [];
  if (csr.status.conditions !== old.status.conditions) checkConditions(errors, csr.status.conditions ?? []);
  checkDecisions(errors, csr, old, approval);
  checkCertificate(errors, csr, old, certificate);
  return [...errors, ...validateMetaUpdate(csr.metadata, old.metadata)];
}
