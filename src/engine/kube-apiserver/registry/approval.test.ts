import { beforeEach, describe, expect, it } from 'vitest';
import { REQUEST } from '../../api/certificatesigningrequest/testing.ts';
import type { CertificateSigningRequest } from '../../api/certificatesigningrequest/types.ts';
import type { ApiObject } from '../../apimachinery/index.ts';
import { SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

const CERTIFICATES = { group: 'certificates.k8s.io', version: 'v1' };
const CSRS = 'certificatesigningrequests';
const APPROVED = { type: 'Approved', status: 'True', reason: 'KubectlApprove', message: 'by kubectl' };

let server: TestServer;
let csr: CertificateSigningRequest;
beforeEach(() => {
  server = new TestServer();
  const spec = { request: REQUEST, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] };
  const body = { metadata: { name: 'jane' }, spec };
  csr = server.create(CSRS, body, CERTIFICATES) as CertificateSigningRequest;
});

const write = (subresource: string | undefined, status: object) =>
  server.update(CSRS, { ...csr, status }, { ...CERTIFICATES, subresource }) as CertificateSigningRequest;

describe('certificatesigningrequests', () => {
  it('are asked for by whoever sent them', () => {
    expect(csr.spec).toMatchObject({ username: 'admin', groups: ['system:masters', 'system:authenticated'] });
    expect(csr.status).toEqual({});
  });

  it('are approved by way of approval alone, with the time of it', () => {
    const status = { conditions: [APPROVED] };
    expect(write(undefined, status).status).toEqual({});
    expect(() => write('status', status)).toThrow(
      'CertificateSigningRequest.certificates.k8s.io "jane" is invalid: status.conditions: Forbidden: updates may not add a condition of type "Approved"',
    );
    csr = write('approval', status);
    const [condition] = csr.status.conditions ?? [];
    expect(condition).toMatchObject(APPROVED);
    expect(condition?.lastUpdateTime).toMatch(/^\d{4}-/);
    expect(condition?.lastTransitionTime).toBe(condition?.lastUpdateTime);
    expect(() => write('approval', { conditions: [] })).toThrow(
      'status.conditions: Forbidden: updates may not remove a condition of type "Approved"',
    );
    const denied = { conditions: [...(csr.status.conditions ?? []), { type: 'Denied', status: 'True' }] };
    expect(() => write('approval', denied)).toThrow('Approved and Denied conditions are mutually exclusive');
  });

  it('cannot be signed by way of approval', () => {
    const { status } = write('approval', { conditions: [APPROVED], certificate: 'YQ==' });
    expect(status.certificate).toBeUndefined();
  });

  it('can be read by way of approval', () => {
    const asked = { verb: 'get', resource: CSRS, name: 'jane', subresource: 'approval', ...CERTIFICATES } as const;
    expect(server.object(asked).metadata.name).toBe('jane');
  });

  it('are approved by those who may approve for the signer', () => {
    const jane = { clientCertificate: { commonName: 'jane', organizations: [] } };
    const group = 'rbac.authorization.k8s.io';
    const grant = (name: string, rules: object[]) => {
      const roleRef = { apiGroup: group, kind: 'ClusterRole', name };
      const subjects = [{ apiGroup: group, kind: 'User', name: 'jane' }];
      server.create('clusterroles', { metadata: { name }, rules }, { group });
      server.create('clusterrolebindings', { metadata: { name }, roleRef, subjects }, { group });
      server.advance(SECOND);
    };
    const apiGroups = [CERTIFICATES.group];
    grant('writer', [{ apiGroups, resources: [`${CSRS}/approval`], verbs: ['update'] }]);
    const approve = () =>
      server.update(CSRS, { ...csr, status: { conditions: [APPROVED] } } as ApiObject, {
        ...CERTIFICATES,
        subresource: 'approval',
        credentials: jane,
      });
    expect(approve).toThrow(
      'certificatesigningrequests.certificates.k8s.io "jane" is forbidden: user not permitted to approve requests with signerName "kubernetes.io/kube-apiserver-client"',
    );
    grant('approver', [{ apiGroups, resources: ['signers'], resourceNames: ['kubernetes.io/*'], verbs: ['approve'] }]);
    expect(approve()).toMatchObject({ status: { conditions: [APPROVED] } });
  });
});
