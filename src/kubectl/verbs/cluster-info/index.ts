import { isJSONObject } from '../../../engine/apimachinery/index.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { labelsOf, nameOf, namespaceOf } from '../../resource/index.ts';
import type { Json } from '../../rest/types.ts';
import { dump } from './dump.ts';

/** kubectl/pkg/cmd/clusterinfo/clusterinfo.go */
export const clusterInfo: Command = {
  name: 'cluster-info',
  usage: '[flags]',
  short: 'Display cluster information',
  long:
    'Tell where the control plane is, and the services that bear the label kubernetes.io/cluster-service=true. For more, ' +
    "use 'kubectl cluster-info dump'.",
  examples: '# Where the control plane and the services of the cluster are\nkubectl cluster-info',
  commands: [dump],
  run,
};

async function run({ factory, flags, out, world }: Invocation): Promise<void> {
  const server = await factory.server();
  const namespace = flags.string('namespace') === '' ? 'kube-system' : flags.string('namespace');
  const list = await factory.rest.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/services`, {
    query: { labelSelector: 'kubernetes.io/cluster-service=true' },
  });
  const green = (text: string) => (world.stdout.tty ? `\u001b[0;32m${text}\u001b[0m` : text);
  const yellow = (text: string) => (world.stdout.tty ? `\u001b[0;33m${text}\u001b[0m` : text);
  const tell = (name: string, link: string) => out(`${green(name)} is running at ${yellow(link)}\n`);
  tell('Kubernetes control plane', server);
  const items = Array.isArray(list['items']) ? (list['items'] as readonly Json[]) : [];
  for (const service of items) {
    tell(labelsOf(service)['kubernetes.io/name'] ?? nameOf(service), linkOf(service, server));
  }
  out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
}

function recordOf(value: unknown): Json {
  return isJSONObject(value) ? value : {};
}

function linkOf(service: Json, server: string): string {
  const ports = recordOf(service['spec'])['ports'];
  const list = Array.isArray(ports) ? (ports as readonly Json[]) : [];
  const ingress = recordOf(recordOf(service['status'])['loadBalancer'])['ingress'];
  const first = Array.isArray(ingress) ? recordOf(ingress[0]) : undefined;
  if (first !== undefined) {
    const host = String(first['ip'] ?? first['hostname'] ?? '');
    return list.map(({ port }) => `http://${host}:${String(port)} `).join('');
  }
  const [port] = list;
  const own = nameOf(service);
  let name = own;
  if (port !== undefined) {
    const portName = typeof port['name'] === 'string' ? port['name'] : '';
    const scheme = portName === 'https' || port['port'] === 443 ? 'https' : '';
    name = scheme !== '' ? `${scheme}:${own}:${portName}` : portName !== '' ? `${own}:${portName}` : own;
  }
  return `${server}/api/v1/namespaces/${namespaceOf(service)}/services/${name}/proxy`;
}
