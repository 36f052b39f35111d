/**
 * CertificateSigningRequest: somebody asks for a certificate, somebody else approves, a signer signs. What was asked for
 * never changes; the approval and the certificate are written apart.
 *
 * Different from the real thing: the request must be a PEM block with one DER sequence in it, but the sequence is not read
 * and its signature is not checked.
 */
import { formatTime, humanDuration } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind, RequestFacts } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy, updateStatus, withSpec, withStatus } from '../strategies.ts';
import type {
  CertificateSigningRequest as CSR,
  CertificateSigningRequestCondition as Condition,
  CertificateSigningRequestSpec as Spec,
} from './types.ts';
import { validateCSR, validateCSRUpdate } from './validation.ts';

const MICROS_PER_SECOND = 1_000_000;

function defaults(csr: CSR): CSR {
  if (csr.spec !== undefined && csr.status !== undefined) return csr;
  return { ...csr, spec: csr.spec ?? ({} as Spec), status: csr.status ?? {} };
}

/** Who asks is who sent the request, whatever the request says. pkg/registry/certificates/certificates/strategy.go */
function prepareForCreate(csr: CSR, facts?: RequestFacts): CSR {
  const { username: _u, uid: _i, groups: _g, extra: _e, ...asked } = csr.spec;
  if (facts === undefined) return { ...csr, spec: asked, status: {} };
  const { name, uid, groups, extra } = facts.user;
  const spec: Spec = {
    ...asked,
    username: name,
    ...(uid !== undefined && uid !== '' && { uid }),
    ...(groups.length > 0 && { groups }),
    ...(extra !== undefined && Object.keys(extra).length > 0 && { extra }),
  };
  return { ...csr, spec, status: {} };
}

/** populateConditionTimestamps. */
function withTimes(csr: CSR, old: CSR, facts: RequestFacts | undefined): CSR {
  const { conditions } = csr.status;
  const complete = ({ lastUpdateTime, lastTransitionTime }: Condition): boolean =>
    lastUpdateTime !== undefined && lastTransitionTime !== undefined;
  if (conditions === undefined || facts === undefined || conditions.every(complete)) return csr;
  const now = formatTime(facts.now);
  const dated = conditions.map((condition) => {
    if (complete(condition)) return condition;
    const before = old.status.conditions?.find(({ type }) => type === condition.type);
    const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
    const { lastUpdateTime = now, lastTransitionTime = since ?? now } = condition;
    return { ...condition, lastUpdateTime, lastTransitionTime };
  });
  return withStatus(csr, { ...csr.status, conditions: dated });
}

/** Only the conditions are the approver's to write. */
function prepareApproval(csr: CSR, old: CSR, facts?: RequestFacts): CSR {
  const { conditions } = withTimes(csr, old, facts).status;
  const { conditions: _, ...rest } = old.status;
  return withStatus(withSpec(csr, old.spec), conditions === undefined ? rest : { ...rest, conditions });
}

/** `Approved,Issued` */
function conditionText({ status: { conditions = [], certificate = '' } }: CSR): string {
  const has = (wanted: string): boolean => conditions.some(({ type }) => type === wanted);
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return `${decision}${has('Failed') ? ',Failed' : ''}${certificate === '' ? '' : ',Issued'}`;
}

function requestedDuration({ spec: { expirationSeconds } }: CSR): string {
  return expirationSeconds === undefined ? '<none>' : humanDuration(expirationSeconds * MICROS_PER_SECOND);
}

export const certificateSigningRequestKind: Kind<CSR> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  resource: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  categories: [],
  namespaced: false,
  defaults,
  strategy: plainStrategy<CSR>({
    prepareForCreate,
    validate: validateCSR,
    prepareForUpdate: (csr, old) => withStatus(withSpec(csr, old.spec), old.status),
    validateUpdate: (csr, old) => validateCSRUpdate(csr, old, {}),
  }),
  subresources: {
    status: {
      prepareForUpdate: (csr, old, facts) => withTimes(updateStatus(csr, old), old, facts),
      validateUpdate: (csr, old) => validateCSRUpdate(csr, old, { certificate: true }),
    },
    parts: {
      approval: {
        prepareForUpdate: prepareApproval,
        validateUpdate: (csr, old) => validateCSRUpdate(csr, old, { approval: true }),
      },
    },
  },
  printer: {
    columns: [
      NAME,
      AGE,
      column('SignerName', 'Who is asked to sign.'),
      column('Requestor', 'Who asks.'),
      column('RequestedDuration', 'For how long the certificate is wanted.'),
      column('Condition', 'How far the request has come.'),
    ],
    cells: (csr, now) => [
      csr.metadata.name,
      age(csr, now),
      csr.spec.signerName || '<none>',
      csr.spec.username ?? '',
      requestedDuration(csr),
      conditionText(csr),
    ],
  },
  selectableFieldNames: ['spec.signerName'],
  selectableFields: ({ spec }) => ({ 'spec.signerName': spec.signerName ?? '' }),
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
