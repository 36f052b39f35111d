import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { certificateSigningRequestKind } from './index.ts';
import { organizationsOf, pemBlocks } from './pem.ts';
import { REQUEST } from './testing.ts';

const csrs = new KindTester(certificateSigningRequestKind);
const SPEC = { request: REQUEST, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] };
const refused = (spec: object) => csrs.refusals({ spec: { ...SPEC, ...spec } });

describe('a certificate signing request', () => {
  it('holds a request, usages and a signer', () => {
    expect(refused({})).toEqual([]);
    expect(refused({ request: 'aGVsbG8=' })).toEqual([
      'spec.request: Invalid value: "aGVsbG8=": PEM block type must be CERTIFICATE REQUEST',
    ]);
    expect(refused({ usages: [] })).toEqual(['spec.usages: Required value: usages must be provided']);
    expect(refused({ usages: ['client auth', 'client auth'] })).toEqual([
      'spec.usages[1]: Duplicate value: "client auth"',
    ]);
    expect(refused({ usages: ['all'] })[0]).toMatch(
      /^spec.usages\[0\]: Unsupported value: "all": supported values: "any"/,
    );
    expect(refused({ expirationSeconds: 599 })).toEqual([
      'spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)',
    ]);
  });

  it('names a signer by domain and path', () => {
    expect(refused({ signerName: 'kubernetes.io' })).toEqual([
      `spec.signerName: Invalid value: "kubernetes.io": must be a fully qualified domain and path of the form 'example.com/signer-name'`,
    ]);
    expect(refused({ signerName: 'kubernetes/a' })).toEqual([
      'spec.signerName: Invalid value: "kubernetes": should be a domain with at least two segments separated by dots',
    ]);
    expect(refused({ signerName: 'a.io/B' })[0]).toContain('Invalid value: "B": validating label "B": a lowercase');
    expect(refused({ signerName: 'kubernetes.io/legacy-unknown' })).toEqual([
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ]);
  });

  it('is asked for by whoever sends it', () => {
    const csr = csrs.create({ spec: { ...SPEC, username: 'root', groups: ['system:masters'] } });
    const facts = { user: { name: 'jane', groups: ['dev'] }, now: 0 };
    const { spec } = certificateSigningRequestKind.strategy.prepareForCreate(csr, facts);
    expect(spec).toEqual({ ...SPEC, username: 'jane', groups: ['dev'] });
  });

  it('shows how far it has come', () => {
    const conditions = [{ type: 'Approved', status: 'True' }];
    const text = (status: object) => csrs.cells({ spec: { ...SPEC, expirationSeconds: 3600 } }, status);
    expect(text({})).toEqual(['x', '60s', SPEC.signerName, '', '60m', 'Pending']);
    expect(text({ conditions })[5]).toBe('Approved');
    expect(text({ conditions, certificate: 'YQ==' })[5]).toBe('Approved,Issued');
    expect(text({ conditions: [{ type: 'Denied' }, { type: 'Failed' }] })[5]).toBe('Denied,Failed');
  });

  it('is signed with certificates', () => {
    expect(csrs.statusRefusals({ spec: SPEC }, { certificate: REQUEST })).toEqual([
      'status.certificate: Invalid value: "<certificate data>": only CERTIFICATE PEM blocks are allowed, found "CERTIFICATE REQUEST"',
    ]);
  });

  it('names the organizations of its subject', () => {
    const [block] = pemBlocks(REQUEST);
    expect(organizationsOf(block?.bytes ?? new Uint8Array())).toEqual(['dev']);
  });
});
