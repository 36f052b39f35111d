import { bytesToBase64 } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { absolute, configFiles, mergedFiles, writeEntry } from '../../config/index.ts';
import { requireWords } from './arguments.ts';
import { completeClusters } from './complete.ts';

/** kubectl/pkg/cmd/config/set_cluster.go */
export const setCluster: Command = {
  name: 'set-cluster',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] ' +
    '[--tls-server-name=example.com]',
  short: 'Set a cluster entry in kubeconfig',
  long: 'Make a cluster, or change what is said of one that is there; what is not said stays as it is.',
  examples: `# Where the cluster e2e is
kubectl config set-cluster e2e --server=https://1.2.3.4

# Whom to trust there, kept in the kubeconfig itself
kubectl config set-cluster e2e --embed-certs --certificate-authority=~/.kube/e2e/kubernetes.ca.crt

# Do not check its certificate
kubectl config set-cluster e2e --insecure-skip-tls-verify=true`,
  complete: completeClusters,
  flags: [
    { name: 'certificate-authority', type: 'string', usage: 'The file with the authority to trust' },
    { name: 'embed-certs', type: 'bool', usage: 'Keep the certificate itself, not the path of its file' },
    { name: 'insecure-skip-tls-verify', type: 'bool', usage: "Do not check the server's certificate" },
    { name: 'proxy-url', type: 'string', usage: 'The proxy on the way to the cluster' },
    { name: 'server', type: 'string', usage: 'The address of the cluster' },
    { name: 'tls-server-name', type: 'string', usage: "The name that the server's certificate must bear" },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  requireWords(invocation, 1);
  const { args, flags, world, out } = invocation;
  const name = args[0]!;
  const files = await configFiles(invocation);
  const entry: Record<string, unknown> = { ...mergedFiles(files).clusters.get(name) };
  for (const key of ['server', 'tls-server-name', 'proxy-url']) if (flags.changed(key)) entry[key] = flags.string(key);
  if (flags.changed('insecure-skip-tls-verify')) {
    entry['insecure-skip-tls-verify'] = flags.bool('insecure-skip-tls-verify');
    if (flags.bool('insecure-skip-tls-verify')) {
      delete entry['certificate-authority'];
      delete entry['certificate-authority-data'];
    }
  }
  if (flags.changed('certificate-authority')) {
    const path = flags.string('certificate-authority');
    const at = absolute(world.cwd, path);
    delete entry['certificate-authority'];
    delete entry['certificate-authority-data'];
    if (flags.bool('embed-certs')) {
      const bytes = await world.files.read(at);
      if (bytes === undefined) {
        throw new CommandError(
          `could not stat certificate-authority file ${path}: stat ${path}: no such file or directory`,
        );
      }
      entry['certificate-authority-data'] = bytesToBase64(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    } else if (path !== '') {
      entry['certificate-authority'] = at;
      delete entry['insecure-skip-tls-verify'];
    }
  }
  await writeEntry(world, files, 'clusters', name, entry);
  out(`Cluster ${JSON.stringify(name)} set.\n`);
}
