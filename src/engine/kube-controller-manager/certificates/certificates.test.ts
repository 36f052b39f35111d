import { describe, expect, it } from 'vitest';
import type { CertificateSigningRequest } from '../../api/certificatesigningrequest/types.ts';
import { bytesToBase64, parseTime } from '../../apimachinery/index.ts';
import { SECOND } from '../../sim/index.ts';
import { wrap } from './encoding.ts';
import { certificateFor, isExpired } from './index.ts';

describe('certificate signing requests', () => {
  const at = '2026-01-01T00:00:00Z';
  const request = (types: readonly string[], certificate?: string): CertificateSigningRequest => ({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'jane', uid: 'u', resourceVersion: '1', creationTimestamp: at },
    spec: {
      request: bytesToBase64(Uint8Array.of(48, 0)),
      signerName: 'kubernetes.io/kube-apiserver-client',
      usages: ['client auth'],
    },
    status: {
      conditions: types.map((type) => ({ type, status: 'True', lastUpdateTime: at })),
      ...(certificate !== undefined && { certificate }),
    },
  });

  it('are signed once they are approved, and not when they are denied', () => {
    expect(certificateFor(request([]))).toBeUndefined();
    expect(certificateFor(request(['Denied']))).toBeUndefined();
    expect(certificateFor(request(['Approved']))).toMatch(/^LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t/);
    expect(certificateFor(request(['Approved'], 'x'))).toBeUndefined();
    expect(wrap([1, 2])).toEqual([48, 2, 1, 2]);
  });

  it('go an hour after they were answered, or after a day without an answer', () => {
    const after = (hours: number): number => parseTime(at) + hours * 3600 * SECOND;
    expect(isExpired(request(['Denied']), after(2))).toBe(true);
    expect(isExpired(request([]), after(2))).toBe(false);
    expect(isExpired(request(['Approved']), after(2))).toBe(false);
    expect(isExpired(request(['Approved'], 'x'), after(2))).toBe(true);
    expect(isExpired(request([]), after(25))).toBe(true);
  });
});
