import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { absolute } from '../../config/index.ts';
import { bytesOf, isJSONObject } from '../../../engine/apimachinery/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { nameOf, namespaceOf } from '../../resource/index.ts';
import type { Json } from '../../rest/types.ts';

/**
 * kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go. As JSON an object's fields stand in the order in which the server sends them,
 * which is not everywhere that of Go's structs; as YAML there is no difference.
 */
export const dump: Command = {
  name: 'dump',
  usage: '[flags]',
  short: 'Dump relevant information for debugging and diagnosis',
  long:
    'Write down the nodes, what is in the current namespace and in kube-system, and what the containers there have logged. ' +
    'It goes to standard output, or into files of a directory.',
  examples: `# To standard output
kubectl cluster-info dump

# Into files of a directory
kubectl cluster-info dump --output-directory=/path/to/cluster-state

# Of every namespace
kubectl cluster-info dump --all-namespaces

# Of some namespaces
kubectl cluster-info dump --namespaces default,kube-system`,
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'Of every namespace; --namespaces is then ignored.' },
    { name: 'namespaces', type: 'stringSlice', usage: 'Of these namespaces, separated by commas.' },
    { name: 'output-directory', type: 'string', usage: "The directory to write to; '-' is standard output." },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      usage: 'How long to wait until one pod runs (5s, 2m, 3h).',
    },
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'json' } : flag)),
  ],
  run,
};

const LISTS: readonly (readonly [path: string, name: string])[] = [
  ['/api/v1/namespaces/{}/events', 'events'],
  ['/api/v1/namespaces/{}/replicationcontrollers', 'replication-controllers'],
  ['/api/v1/namespaces/{}/services', 'services'],
  ['/apis/apps/v1/namespaces/{}/daemonsets', 'daemonsets'],
  ['/apis/apps/v1/namespaces/{}/deployments', 'deployments'],
  ['/apis/apps/v1/namespaces/{}/replicasets', 'replicasets'],
  ['/api/v1/namespaces/{}/pods', 'pods'],
];

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, world, out } = invocation;
  const directory = flags.string('output-directory');
  const printer = await toPrinter(invocation, { operation: '', typed: true });
  const extension = flags.string('output') === 'yaml' ? '.yaml' : '.json';
  const write = async (file: string, text: string) => {
    if (directory === '' || directory === '-') out(text);
    else await world.files.write(absolute(world.cwd, `${directory}/${file}`), bytesOf(text));
  };
  await write(`nodes${extension}`, printer.print(await factory.rest.get('/api/v1/nodes')));
  for (const namespace of await namespacesOf(invocation)) {
    let pods: readonly Json[] = [];
    for (const [path, name] of LISTS) {
      const list = await factory.rest.get(path.replace('{}', encodeURIComponent(namespace)));
      await write(`${namespace}/${name}${extension}`, printer.print(list));
      if (name === 'pods') pods = Array.isArray(list['items']) ? (list['items'] as readonly Json[]) : [];
    }
    for (const pod of pods) await writeLogs(invocation, pod, write);
  }
  if (directory !== '' && directory !== '-') out(`Cluster info dumped to ${directory}\n`);
}

async function namespacesOf({ flags, factory }: Invocation): Promise<readonly string[]> {
  if (flags.bool('all-namespaces')) {
    const { items } = await factory.rest.get('/api/v1/namespaces');
    return (Array.isArray(items) ? (items as readonly Json[]) : []).map(nameOf);
  }
  const named = flags.list('namespaces');
  if (named.length > 0) return named;
  const { name } = await factory.namespace();
  return ['kube-system', name];
}

async function writeLogs(
  { factory }: Invocation,
  pod: Json,
  write: (file: string, text: string) => Promise<void>,
): Promise<void> {
  const spec = isJSONObject(pod['spec']) ? pod['spec'] : {};
  const [namespace, name] = [namespaceOf(pod), nameOf(pod)];
  const containers = ['initContainers', 'containers'].flatMap((key) => (spec[key] ?? []) as readonly Json[]);
  let text = '';
  for (const container of containers) {
    const which = `container ${String(container['name'])} of pod ${namespace}/${name}`;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
    const { status, body } = await factory.rest.raw('GET', path, undefined, {
      query: { container: String(container['name']) },
      accept: '*/*',
    });
    if (status >= 500) throw new CommandError(body);
    text += `==== START logs for ${which} ====\n${status < 400 ? body : `Request log error: ${body}\n`}`;
    text += `==== END logs for ${which} ====\n`;
  }
  await write(`${namespace}/${name}/logs.txt`, text);
}
