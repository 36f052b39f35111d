import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What sessions call the server, whichever port it has. */
export const SERVER = 'http://127.0.0.1:6443';

/** `~/.kube/config` of the machine that a session is typed on. */
export function writeKubeconfig(folder: string, server: string): void {
  const config = `apiVersion: v1
clusters:
- cluster:
    server: ${server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
preferences: {}
users:
- name: kubernetes-admin
  user: {}
`;
  mkdirSync(join(folder, '.kube'), { recursive: true });
  writeFileSync(join(folder, '.kube', 'config'), config, { mode: 0o600 });
}
