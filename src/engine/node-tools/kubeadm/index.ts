/** kubeadm: lets machines into the cluster and out of it again (kubernetes/cmd/kubeadm). The cluster itself is there already. */
import { formatTime, StatusError } from '../../apimachinery/index.ts';
import { NetworkError, SECOND, sleep, type Task } from '../../sim/index.ts';
import { readArguments, table } from '../arguments.ts';
import { failed, notSimulated, said, type Command, type Said, type Tool } from '../node.ts';
import { caHash, knows, token } from './token.ts';

const VERSION = 'v1.36.0';

function preflight(...errors: readonly string[]): Said {
  const list = errors.map((error) => `\t[ERROR ${error}\n`).join('');
  return {
    out: '[preflight] Running pre-flight checks\n',
    err: `[preflight] Some fatal errors occurred:\n${list}[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`\nerror: error execution phase preflight: preflight checks failed\nTo see the stack trace of this error execute with --v=5 or higher\n`,
    code: 1,
  };
}

function init({ node }: Tool): Said {
  if (node.role === 'worker' && !node.joined()) {
    return failed(
      'kubeadm: "init" is not simulated here: this house has one cluster, and control-plane-1 has begun it\n',
    );
  }
  if (node.role === 'worker') {
    return preflight(
      'Port-10250]: Port 10250 is in use',
      'FileAvailable--etc-kubernetes-kubelet.conf]: /etc/kubernetes/kubelet.conf already exists',
    );
  }
  const manifests = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map(
    (name) =>
      `FileAvailable--etc-kubernetes-manifests-${name}.yaml]: /etc/kubernetes/manifests/${name}.yaml already exists`,
  );
  const ports = [6443, 10259, 10257].map((port) => `Port-${port}]: Port ${port} is in use`);
  return preflight(
    ...ports,
    ...manifests,
    'Port-10250]: Port 10250 is in use',
    'DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty',
  );
}

const JOINED = `
This node has joined the cluster:
* Certificate signing request was sent to apiserver and a response was received.
* The Kubelet was informed of the new secure connection details.

Run 'kubectl get nodes' on the control-plane to see this node join the cluster.

`;

function* join(tool: Tool, words: readonly string[]): Task<Said> {
  const { node, process } = tool;
  const args = readArguments(words, ['--token', '--discovery-token-ca-cert-hash', '--node-name', '--cri-socket']);
  const [address] = args.words;
  if (node.joined()) {
    return preflight(
      'FileAvailable--etc-kubernetes-kubelet.conf]: /etc/kubernetes/kubelet.conf already exists',
      'Port-10250]: Port 10250 is in use',
      'FileAvailable--etc-kubernetes-pki-ca.crt]: /etc/kubernetes/pki/ca.crt already exists',
    );
  }
  if (address === undefined) {
    return failed('discovery: Invalid value: "": bootstrapToken or file must be set\n', 3);
  }
  const shown = args.value('--token') ?? '';
  const hash = args.value('--discovery-token-ca-cert-hash');
  const began = '[preflight] Running pre-flight checks\n';
  if (hash === undefined && !args.has('--discovery-token-unsafe-skip-ca-verification')) {
    return failed(
      'discovery.bootstrapToken: Invalid value: "": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue\n',
      3,
    );
  }
  if (!(yield* knows(tool, shown))) {
    const message = `error: error execution phase preflight: couldn't validate the identity of the API Server: could not find a JWS signature in the cluster-info ConfigMap for token ID "${shown.slice(0, 6)}"\n`;
    return { out: began, err: message, code: 1 };
  }
  if (hash !== undefined && hash !== caHash()) {
    const message = `error: error execution phase preflight: couldn't validate the identity of the API Server: cluster CA found in cluster-info ConfigMap is invalid: none of the public keys "${caHash()}" are pinned\n`;
    return { out: began, err: message, code: 1 };
  }
  node.join();
  // The kubelet asks for its certificate and registers the machine meanwhile.
  yield* sleep(process.sim, SECOND);
  return said(`${began}[preflight] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"
[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"
[kubelet-start] Starting the kubelet
[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s
[kubelet-check] The kubelet is healthy after 501.2ms
[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap
${JOINED}`);
}

function* reset(tool: Tool): Task<Said> {
  const { node } = tool;
  if (node.role === 'control-plane') {
    return failed('kubeadm: "reset" of the only control plane is not simulated here: the cluster would be gone\n');
  }
  const began =
    '[reset] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...\n[preflight] Running pre-flight checks\n';
  if (node.joined()) {
    node.stop('kubelet');
    const cri = tool.cri();
    const { sandboxes } = yield* cri.call('ListContainers', {});
    for (const { id, pod } of sandboxes) {
      yield* cri.call('StopPodSandbox', { podSandboxId: id }, pod.name, pod.namespace);
      yield* cri.call('RemovePodSandbox', { podSandboxId: id }, pod.name, pod.namespace);
    }
    node.reset();
  }
  return said(`${began}[reset] Stopping the kubelet service
[reset] Unmounting mounted directories in "/var/lib/kubelet"
[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet /etc/kubernetes/pki]
[reset] Deleting files: [/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/controller-manager.conf /etc/kubernetes/scheduler.conf]

The reset process does not clean your kubeconfig files, nor the Node object: kubectl delete node ${node.name}
`);
}

const CERTIFICATES = [
  'admin.conf',
  'apiserver',
  'apiserver-etcd-client',
  'apiserver-kubelet-client',
  'controller-manager.conf',
  'etcd-healthcheck-client',
  'etcd-peer',
  'etcd-server',
  'front-proxy-client',
  'scheduler.conf',
  'super-admin.conf',
];

const YEAR = 365 * 24 * 3600 * SECOND;

/** They were made when virtual time began, for a year. */
function certificates({ process: { sim }, node }: Tool): Said {
  if (node.role === 'worker') {
    return failed('failed to load admin kubeconfig: open /etc/kubernetes/admin.conf: no such file or directory\n');
  }
  const left = `${Math.floor((YEAR - sim.now) / (24 * 3600 * SECOND))}d`;
  const until = formatTime(sim.wallClock() - sim.now + YEAR);
  const rows = CERTIFICATES.map((name) => [name, until, left, 'ca', 'no']);
  const head = ['CERTIFICATE', 'EXPIRES', 'RESIDUAL TIME', 'CERTIFICATE AUTHORITY', 'EXTERNALLY MANAGED'];
  return said(table([head, ...rows], 3));
}

const CONFIG = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: kubernetes
kubernetesVersion: ${VERSION}
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/12
`;

function* run(tool: Tool, words: readonly string[]): Task<Said> {
  const [verb, ...rest] = words;
  switch (verb) {
    case 'init':
      return init(tool);
    case 'join':
      return yield* join(tool, rest);
    case 'reset':
      return yield* reset(tool);
    case 'token':
      return yield* token(tool, rest);
    case 'version':
      return said(
        rest.includes('short')
          ? `${VERSION}\n`
          : `kubeadm version: &version.Info{Major:"1", Minor:"36", GitVersion:"${VERSION}"}\n`,
      );
    case 'certs':
      return rest[0] === 'check-expiration' ? certificates(tool) : notSimulated('kubeadm', words.join(' '));
    case 'config':
      return rest[0] === 'print' ? said(CONFIG) : notSimulated('kubeadm', words.join(' '));
    case 'upgrade':
      if (rest[0] !== 'plan') return notSimulated('kubeadm', words.join(' '));
      return said(`[preflight] Running pre-flight checks.
[upgrade/config] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
[upgrade] Running cluster health checks
[upgrade] Fetching available versions to upgrade to
[upgrade/versions] Cluster version: 1.36.0
[upgrade/versions] kubeadm version: ${VERSION}
[upgrade/versions] Target version: ${VERSION}
[upgrade/versions] Latest version in the v1.36 series: ${VERSION}
`);
    case undefined:
      return said(
        'Usage:\n  kubeadm [command]\n\nAvailable Commands: config, init, join, reset, token, upgrade plan, version\n',
      );
    default:
      return notSimulated('kubeadm', words.join(' '));
  }
}

export const kubeadm: Command = function* (tool, words) {
  try {
    return yield* run(tool, words);
  } catch (error) {
    if (error instanceof StatusError || error instanceof NetworkError) return failed(`error: ${error.message}\n`);
    throw error;
  }
};
