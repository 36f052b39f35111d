import { isValidPortName, isValidPortNum } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flag, Flags } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';
import { generatorCommand, orAbsent, someOf } from './generator.ts';

const tcpFlag: Flag = {
  name: 'tcp',
  type: 'stringSlice',
  usage: "A port of the service and the pods' port behind it: '<port>' or '<port>:<targetPort>'.",
};

/** strconv.ParseUint of 16 bits, with its words. */
function parsePort(text: string): number {
  if (!/^\d+$/.test(text)) throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const port = Number(text);
  if (port > 0xffff) throw new CommandError(`strconv.ParseUint: parsing "${text}": value out of range`);
  return port;
}

function parseTarget(text: string): number | string {
  const number = /^[+-]?\d+$/.test(text);
  const errors = number ? isValidPortNum(Number(text)) : isValidPortName(text);
  if (errors.length > 0) throw new CommandError(errors.join(','));
  return number ? Number(text) : text;
}

function portsOf(flags: Flags): readonly Json[] {
  return flags.list('tcp').map((text) => {
    const [first = '', target] = text.split(':');
    const port = parsePort(first);
    const nodePort = flags.has('node-port') && flags.int('node-port') !== 0 ? flags.int('node-port') : undefined;
    return {
      name: text.replaceAll(':', '-'),
      protocol: 'TCP',
      port,
      targetPort: target === undefined ? port : parseTarget(target),
      nodePort,
    };
  });
}

/** A subcommand of `create service` (kubectl/pkg/cmd/create/create_service.go). */
function serviceCommand(
  type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName',
  words: { readonly usage: string; readonly short: string; readonly long: string; readonly examples: string },
  flags: readonly Flag[] = [],
): Command {
  return generatorCommand({
    name: type.toLowerCase(),
    ...words,
    flags: [...flags, tcpFlag],
    required: type === 'ExternalName' ? ['external-name'] : [],
    target: { group: '', version: 'v1', resource: 'services', namespaced: true },
    failure: `failed to create ${type} service: `,
    generate: ({ flags: given }, name) => {
      const clusterIP = given.has('clusterip') ? orAbsent(given.string('clusterip')) : undefined;
      if (given.list('tcp').length === 0 && clusterIP !== 'None' && type !== 'ExternalName') {
        throw new CommandError('at least one tcp port specifier must be provided');
      }
      const labels = { app: name };
      const externalName = given.has('external-name') ? given.string('external-name') : undefined;
      const ports = someOf(portsOf(given));
      const spec = { ports, selector: labels, clusterIP, type, externalName };
      return { apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec };
    },
  });
}

const clusterip = serviceCommand(
  'ClusterIP',
  {
    usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
    short: 'Create a ClusterIP service',
    long: 'Create a ClusterIP service with the specified name.',
    examples: `# An address inside the cluster, for the pods with the label app=web
kubectl create service clusterip web --tcp=80:8080

# No address of its own: its name leads to the pods themselves
kubectl create service clusterip db --clusterip="None"`,
  },
  [{ name: 'clusterip', type: 'string', usage: "Its address; 'None' for a headless service." }],
);

const nodeport = serviceCommand(
  'NodePort',
  {
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    short: 'Create a NodePort service',
    long: 'Create a NodePort service with the specified name.',
    examples: '# A port of every node\nkubectl create service nodeport web --tcp=80:8080 --node-port=30080',
  },
  [{ name: 'node-port', type: 'int', usage: 'The port of the nodes; 0 picks one.' }],
);

const loadbalancer = serviceCommand('LoadBalancer', {
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  short: 'Create a LoadBalancer service',
  long: 'Create a LoadBalancer service with the specified name.',
  examples: '# An address outside the cluster\nkubectl create service loadbalancer web --tcp=80:8080',
});

const externalname = serviceCommand(
  'ExternalName',
  {
    usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
    short: 'Create an ExternalName service',
    long: `Create an ExternalName service with the specified name.

 Its name in the cluster's DNS leads to a name outside.`,
    examples:
      '# db leads to a database elsewhere\nkubectl create service externalname db --external-name db.example.com',
  },
  [{ name: 'external-name', type: 'string', usage: 'The name that it leads to.' }],
);

export const service: Command = {
  name: 'service',
  usage: '[flags]',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  long: 'Create a service using a specified subcommand.',
  commands: [clusterip, externalname, loadbalancer, nodeport],
};
