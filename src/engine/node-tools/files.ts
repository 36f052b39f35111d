/** What a person finds on a node's disk: who the machine is, and what kubeadm has written. */
import { bytesOf } from '../apimachinery/index.ts';
import { directory, file, type DirectoryNode } from '../shell/index.ts';
import type { Node } from './node.ts';

const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
ID=debian
`;

const KUBELET_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: true
authorization:
  mode: Webhook
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
kind: KubeletConfiguration
staticPodPath: /etc/kubernetes/manifests
`;

const CONTROL_PLANE = new Map([
  ['etcd', 'registry.k8s.io/etcd:3.6.5-0'],
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.36.0'],
  ['kube-controller-manager', 'registry.k8s.io/kube-controller-manager:v1.36.0'],
  ['kube-scheduler', 'registry.k8s.io/kube-scheduler:v1.36.0'],
]);

/** As far as it says what runs: the flags of the real one have no meaning here. */
function manifest(name: string, image: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  labels:
    component: ${name}
    tier: control-plane
  name: ${name}
  namespace: kube-system
spec:
  containers:
  - command:
    - ${name}
    image: ${image}
    name: ${name}
  hostNetwork: true
  priorityClassName: system-node-critical
`;
}

/** Paths and texts. */
function textsOf(node: Node): readonly (readonly [path: string, text: string])[] {
  const texts: (readonly [string, string])[] = [
    ['etc/hostname', `${node.name}\n`],
    ['etc/hosts', `127.0.0.1\tlocalhost\n${node.address}\t${node.name}\n`],
    ['etc/os-release', OS_RELEASE],
    ['etc/resolv.conf', 'nameserver 172.18.0.1\n'],
    ['etc/crictl.yaml', 'runtime-endpoint: unix:///run/containerd/containerd.sock\n'],
    ['root/.profile', ''],
    ['tmp/.keep', ''],
  ];
  if (!node.joined()) return texts;
  texts.push(['var/lib/kubelet/config.yaml', KUBELET_CONFIG]);
  if (node.role === 'worker') return texts;
  const manifests = [...CONTROL_PLANE].map(
    ([name, image]) => [`etc/kubernetes/manifests/${name}.yaml`, manifest(name, image)] as const,
  );
  return [...texts, ...manifests];
}

/** The root of a node's files. */
export function nodeRoot(node: Node): DirectoryNode {
  const root = directory();
  for (const [path, text] of textsOf(node)) {
    const parts = path.split('/');
    let at = root;
    for (const part of parts.slice(0, -1)) {
      const found = at.children.get(part);
      const next = found?.type === 'directory' ? found : directory();
      at.children.set(part, next);
      at = next;
    }
    at.children.set(parts.at(-1) ?? '', file(bytesOf(text)));
  }
  return root;
}
