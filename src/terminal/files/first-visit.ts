import { bytesToBase64, encodeUTF8 } from '../../engine/apimachinery/index.ts';
import { HOME } from './home-files.ts';

/**
 * As kubeadm's admin.conf is written. The keys are none: who sits at this prompt is the administrator because the page says so,
 * and `kubectl config view` does not show them.
 */
function adminConf(server: string): string {
  const pem = (label: string): string =>
    bytesToBase64(encodeUTF8(`-----BEGIN ${label}-----\norrery\n-----END ${label}-----\n`));
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${pem('CERTIFICATE')}
    server: ${server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
users:
- name: kubernetes-admin
  user:
    client-certificate-data: ${pem('CERTIFICATE')}
    client-key-data: ${pem('RSA PRIVATE KEY')}
`;
}

const SYSTEM: readonly (readonly [string, string])[] = [
  ['/etc/hostname', 'orrery\n'],
  ['/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\torrery\n'],
  ['/etc/os-release', 'PRETTY_NAME="Orrery"\nNAME="Orrery"\nID=orrery\nID_LIKE=debian\n'],
  ['/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\nuser:x:1000:1000:user:/home/user:/bin/bash\n'],
  ['/etc/group', 'root:x:0:\nuser:x:1000:\n'],
];

/** The machine's own files. */
export function systemFiles(): ReadonlyMap<string, string> {
  return new Map(SYSTEM);
}

/** What lies at home on the first visit: the way to the cluster, and manifests to try. `examples`: file name → text. */
export function firstFiles(server: string, examples: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const files = new Map<string, string>([[`${HOME}/.kube/config`, adminConf(server)]]);
  for (const [name, text] of examples) files.set(`${HOME}/examples/${name}`, text);
  return files;
}
