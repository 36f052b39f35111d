import type { MessageId } from '../../i18n/index.ts';

/** What people know and type, and is not here: tool → what to use instead. */
const INSTEAD: ReadonlyMap<string, MessageId> = new Map(
  Object.entries({
    'terminal.missing.helm': ['helm', 'helmfile', 'kompose'],
    'terminal.missing.cluster': [
      'minikube',
      'kind',
      'k3d',
      'k3s',
      'microk8s',
      'eksctl',
      'gcloud',
      'az',
      'aws',
      'doctl',
      'vagrant',
    ],
    'terminal.missing.viewer': ['k9s', 'stern', 'kubetail', 'lens', 'kubectx', 'kubens', 'kube-ps1', 'octant'],
    'terminal.missing.git': ['git', 'gh', 'scp', 'rsync', 'ftp'],
    'terminal.missing.iac': [
      'terraform',
      'tofu',
      'ansible',
      'ansible-playbook',
      'pulumi',
      'argocd',
      'flux',
      'skaffold',
      'tilt',
      'kustomize',
    ],
    'terminal.missing.packages': [
      'apt',
      'apt-get',
      'yum',
      'dnf',
      'brew',
      'snap',
      'apk',
      'pip',
      'pip3',
      'npm',
      'npx',
      'krew',
      'choco',
    ],
    'terminal.missing.root': ['sudo', 'su'],
    'terminal.missing.language': ['python', 'python3', 'node', 'go', 'perl', 'ruby', 'java', 'gcc', 'make'],
    'terminal.missing.onNode': [
      'crictl',
      'nerdctl',
      'ctr',
      'etcdctl',
      'etcdutl',
      'kubeadm',
      'iptables',
      'ipvsadm',
      'kubelet',
    ],
    'terminal.missing.service': ['systemctl', 'service', 'journalctl', 'reboot', 'shutdown'],
    'terminal.missing.build': ['docker', 'podman', 'buildah', 'docker-compose', 'kaniko'],
  }).flatMap(([id, tools]) => tools.map((tool) => [tool, id as MessageId] as const)),
);

/** undefined: it is a word like any other, `command not found`. */
export function insteadOf(tool: string): MessageId | undefined {
  return INSTEAD.get(tool);
}

export const MISSING: readonly string[] = [...INSTEAD.keys()];
