import { organizationsOf, pemBlocks } from '../../api/certificatesigningrequest/pem.ts';
import type { CertificateSigningRequest } from '../../api/certificatesigningrequest/types.ts';
import { CERTIFICATE_SIGNING_REQUESTS } from '../../api/refs.ts';
import { goQuote, newForbidden, semanticDeepEqual } from '../../apimachinery/index.ts';
import type { Attributes, Operation, Plugin, World } from './plugin.ts';

/**
 * Who may approve and who may sign is granted signer by signer: the verbs `approve` and `sign` on the resource `signers`, by
 * name or for a whole domain (`example.com/*`). plugin/pkg/admission/certificates
 */
const { group, resource } = CERTIFICATE_SIGNING_REQUESTS;
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';
const MASTERS = 'system:masters';
const NOWHERE = { subresource: undefined, namespace: undefined, path: undefined };

function isAbout(attributes: Attributes, operation: Operation, subresource: string | undefined): boolean {
  const { kind } = attributes;
  return (
    kind.resource === resource &&
    kind.group === group &&
    attributes.operation === operation &&
    attributes.subresource === subresource
  );
}

/** IsAuthorizedForSignerName. */
function mustBeGranted(attributes: Attributes, world: World, verb: 'approve' | 'sign'): void {
  const { signerName } = (attributes.object as CertificateSigningRequest).spec;
  const [domain = ''] = signerName.split('/');
  for (const name of [signerName, `${domain}/*`]) {
    const access = { ...NOWHERE, user: attributes.user, verb, group, resource: 'signers', name };
    if (world.authorized(access)) return;
  }
  const text = `user not permitted to ${verb} requests with signerName ${goQuote(signerName)}`;
  throw newForbidden(attributes.kind, attributes.name, text);
}

export const certificateApproval: Plugin = {
  name: 'CertificateApproval',
  handles: (attributes) => isAbout(attributes, 'UPDATE', 'approval'),
  validate: (attributes, world) => mustBeGranted(attributes, world, 'approve'),
};

export const certificateSigning: Plugin = {
  name: 'CertificateSigning',
  handles: (attributes) => isAbout(attributes, 'UPDATE', 'status'),
  validate: (attributes, world) => {
    const after = (attributes.object as CertificateSigningRequest).status;
    const before = (attributes.oldObject as CertificateSigningRequest).status;
    const same = after.certificate === before.certificate && semanticDeepEqual(after.conditions, before.conditions);
    if (!same) mustBeGranted(attributes, world, 'sign');
  },
};

/** Nobody becomes one of system:masters by asking for it. */
export const certificateSubjectRestriction: Plugin = {
  name: 'CertificateSubjectRestriction',
  handles: (attributes) => isAbout(attributes, 'CREATE', undefined),
  validate: (attributes) => {
    const { signerName, request } = (attributes.object as CertificateSigningRequest).spec;
    if (signerName !== CLIENT_SIGNER) return;
    const [block] = pemBlocks(request);
    if (block === undefined || !organizationsOf(block.bytes).includes(MASTERS)) return;
    const text = `use of ${CLIENT_SIGNER} signer with ${MASTERS} group is not allowed`;
    throw newForbidden(attributes.kind, attributes.name, text);
  },
};
