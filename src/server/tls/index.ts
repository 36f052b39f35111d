/**
 * tls: the certificates of one run of the server: an authority of its own, the server's certificate and the admin's, made at the
 * start and gone at the end, as kubeadm makes them for a cluster's life.
 *
 * Promises: only what this authority has signed proves who somebody is; whoever shows nothing, or something else, is anonymous
 * unless a token says otherwise.
 */
import type { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Credentials } from '../../engine/client-go/index.ts';
import { issue, type Identity } from './certificates.ts';

export interface ServerCertificates {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
  /** What kubeadm puts into admin.conf. */
  readonly admin: Identity;
}

export function makeCertificates(now: Date): ServerCertificates {
  const ca = issue({ commonName: 'kubernetes', use: 'ca' }, now);
  const server = issue(
    {
      commonName: 'kube-apiserver',
      use: 'server',
      dnsNames: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
      addresses: [
        [127, 0, 0, 1],
        [10, 96, 0, 1],
      ],
    },
    now,
    ca,
  );
  const admin = issue({ commonName: 'kubernetes-admin', organizations: ['system:masters'], use: 'client' }, now, ca);
  return { ca: ca.cert, key: server.key, cert: server.cert, admin };
}

const ANONYMOUS: Credentials = {};
const known = new WeakMap<TLSSocket, Credentials>();

/** Who is at the other end of a connection, by its certificate: common name and organizations are user and groups. */
export function credentialsOfPeer(socket: Duplex): Credentials {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return ANONYMOUS;
  let credentials = known.get(socket);
  if (!credentials) {
    const peer = socket.getPeerX509Certificate();
    credentials = peer ? { clientCertificate: subjectOf(peer) } : ANONYMOUS;
    known.set(socket, credentials);
  }
  return credentials;
}

/** Node writes a subject as lines: `O=system:masters`, `CN=kubernetes-admin`. */
function subjectOf({ subject }: X509Certificate): { commonName: string; organizations: readonly string[] } {
  const organizations: string[] = [];
  let commonName = '';
  for (const line of subject.split('\n')) {
    if (line.startsWith('CN=')) commonName = line.slice(3);
    else if (line.startsWith('O=')) organizations.push(line.slice(2));
  }
  return { commonName, organizations };
}

/** A kubeconfig that proves its bearer to be the admin. */
export function kubeconfig(server: string, { ca, admin }: ServerCertificates): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return `apiVersion: v1
kind: Config
clusters:
- name: orrery
  cluster:
    server: ${server}
    certificate-authority-data: ${base64(ca)}
users:
- name: kubernetes-admin
  user:
    client-certificate-data: ${base64(admin.cert)}
    client-key-data: ${base64(admin.key)}
contexts:
- name: kubernetes-admin@orrery
  context:
    cluster: orrery
    user: kubernetes-admin
current-context: kubernetes-admin@orrery
`;
}
