import type { Credentials } from '../../client-go/request.ts';

/** Who tests ask as. */
export function certificate(commonName: string, ...organizations: readonly string[]): Credentials {
  return { clientCertificate: { commonName, organizations } };
}

export const ADMIN = certificate('admin', 'system:masters');
export const JANE = certificate('jane', 'devs');

export function kubelet(node: string): Credentials {
  return certificate(`system:node:${node}`, 'system:nodes');
}
