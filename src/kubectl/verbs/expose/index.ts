/**
 * `kubectl expose`: a Service for the pods of an object that is there (kubectl/pkg/cmd/expose/expose.go).
 *
 * Like the real one it remembers, within one command, the selector and the ports of the first object for those that follow.
 */
import { getNestedStringMap } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  saveConfigFlag,
  withFiles,
  type DryRun,
} from '../../flags/index.ts';
import { printFlags, toPrinter, type Printer } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import { pathOf, type Json } from '../../rest/types.ts';
import { typed, withSavedConfig } from '../../typed/index.ts';
import { orAbsent, someOf } from '../create/generator.ts';
import { checkExposable, parseLabels, portsOf, selectorOf, sorted, type PodPort } from './introspection.ts';
import { overrideFlags, withOverrides } from './overrides.ts';

const SERVICES = { group: '', version: 'v1', resource: 'services', namespaced: true };
const NAME_LENGTH = 63;

type Strings = Readonly<Record<string, string>>;

/** What was said, or found in the first object. */
interface Found {
  selector: Strings | undefined;
  ports: string;
  labels: Strings | undefined;
}

/** strconv.Atoi, with its words. */
function atoi(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function servicePorts(flags: Flags, ports: string, ofPods: readonly PodPort[]): readonly Json[] {
  const words = ports === '' ? [] : ports.split(',');
  return words.flatMap((word, i) => {
    const port = atoi(word);
    const name = words.length > 1 ? `port-${i + 1}` : undefined;
    const said = flags.string('protocol');
    const known = [...new Set(ofPods.filter((pod) => pod.port === word).map(({ protocol }) => protocol))];
    const protocols = said !== '' ? [said] : known.length > 0 ? known : ['TCP'];
    if (protocols.length === 1) return [{ name, protocol: protocols[0], port }];
    return protocols.map((protocol) => ({ name: `port-${i + 1}-${protocol.toLowerCase()}`, protocol, port }));
  });
}

function sessionAffinity(flags: Flags): string | undefined {
  const word = flags.string('session-affinity');
  if (word !== '' && word !== 'None' && word !== 'ClientIP') {
    throw new CommandError(`unknown session affinity: ${word}`);
  }
  return orAbsent(word);
}

function serviceFor(flags: Flags, defaultName: string, found: Found, ofPods: readonly PodPort[]): Json {
  const target = flags.string('target-port');
  const type = flags.string('type');
  const ports = servicePorts(flags, found.ports, ofPods).map((port) => ({
    ...port,
    targetPort: target === '' ? port['port'] : /^[+-]?\d+$/.test(target) ? Number(target) : target,
  }));
  const externalIP = orAbsent(flags.string('external-ip'));
  const labels = found.labels ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: flags.string('name') || defaultName,
      labels: Object.keys(labels).length === 0 ? undefined : sorted(labels),
    },
    spec: {
      ports: someOf(ports),
      selector: sorted(found.selector ?? {}),
      clusterIP: orAbsent(flags.string('cluster-ip')),
      type: orAbsent(type),
      externalIPs: externalIP === undefined ? undefined : [externalIP],
      sessionAffinity: sessionAffinity(flags),
      loadBalancerIP: type === 'LoadBalancer' ? orAbsent(flags.string('load-balancer-ip')) : undefined,
    },
  };
}

/** What the command line left open, from the object. */
function introspect(flags: Flags, info: Info, found: Found): readonly PodPort[] {
  checkExposable(info);
  found.selector ??= selectorOf(info);
  const ofPods = portsOf(info);
  if (found.ports === '') {
    if (ofPods.length === 0 && flags.string('cluster-ip') !== 'None') {
      throw new CommandError("couldn't find port via --port flag or introspection");
    }
    found.ports = [...new Set(ofPods.map(({ port }) => port))].join(',');
  }
  found.labels ??= getNestedStringMap(info.object, ['metadata', 'labels']);
  return ofPods;
}

interface Where {
  readonly namespace: string;
  readonly enforced: boolean;
  readonly dryRun: DryRun;
  readonly printer: Printer;
}

async function expose1(invocation: Invocation, info: Info, found: Found, where: Where): Promise<void> {
  const { flags, factory, out } = invocation;
  const ofPods = introspect(flags, info, found);
  const service = withOverrides(flags, serviceFor(flags, info.name.slice(0, NAME_LENGTH), found, ofPods));
  const { namespace, enforced, dryRun, printer } = where;
  if (dryRun === 'client') {
    const metadata = { ...(service['metadata'] as Json), ...(enforced && { namespace }) };
    return out(printer.print(typed({ ...service, metadata })));
  }
  const object = typed(flags.bool('save-config') ? withSavedConfig(service) : service);
  const query = {
    fieldManager: flags.string('field-manager'),
    dryRun: dryRun === 'server' ? 'All' : undefined,
  };
  out(printer.print(typed(await factory.rest.post(pathOf(SERVICES, namespace), object, { query }))));
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args } = invocation;
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'exposed', dryRun, typed: true });
  const { name: namespace, enforced } = await factory.namespace();
  const labels = flags.string('labels');
  const selector = flags.string('selector');
  const found: Found = { selector: undefined, ports: flags.string('port'), labels: undefined };
  const builder = withFiles(factory.builder(), flags)
    .namespace(namespace, enforced)
    .continueOnError()
    .args(args)
    .flatten();
  await builder.visit(async (info) => {
    checkExposable(info);
    if (selector !== '') found.selector = parseLabels(selector);
    if (labels !== '') found.labels = parseLabels(labels);
    await expose1(invocation, info, found, { namespace, enforced, dryRun, printer });
  });
}

export const expose: Command = {
  name: 'expose',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Expose a resource as a new Kubernetes service.

 Takes a deployment, a service, a replica set, a replication controller or a pod by its name, and makes a service for the same pods: with its selector (of a pod: its labels), its labels, and its ports where none is given.

 Possible resources include (case insensitive):

 pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `# Port 80 of the service leads to port 8080 of the deployment's pods
kubectl expose deployment web --port=80 --target-port=8080

# A port of every node
kubectl expose deployment web --port=80 --type=NodePort --name=web-outside

# One pod
kubectl expose pod web-0 --port=444 --name=first

# What a file describes
kubectl expose -f web.yaml --port=80`,
  flags: [
    ...filenameFlags('Files, directories or addresses of what is to be exposed.'),
    { name: 'protocol', type: 'string', usage: "The protocol of the ports; left out: the pods', or TCP." },
    { name: 'port', type: 'string', usage: "The service's port; left out: the ports of what is exposed." },
    { name: 'type', type: 'string', usage: 'ClusterIP, NodePort, LoadBalancer, or ExternalName.' },
    { name: 'load-balancer-ip', type: 'string', usage: 'The address that the load balancer is to have.' },
    { name: 'selector', type: 'string', usage: 'The labels of the pods, as key=value pairs; left out: those found.' },
    { name: 'labels', short: 'l', type: 'string', usage: 'The labels of the service itself.' },
    { name: 'target-port', type: 'string', usage: "Number or name of the pods' port." },
    { name: 'external-ip', type: 'string', usage: 'Another address that the nodes answer on for this service.' },
    { name: 'name', type: 'string', usage: 'The name of the service.' },
    { name: 'session-affinity', type: 'string', usage: "Whether a client stays with one pod: 'None', 'ClientIP'." },
    { name: 'cluster-ip', type: 'string', usage: "Its address; 'None' for a headless service." },
    ...overrideFlags,
    saveConfigFlag,
    dryRunFlag,
    fieldManagerFlag('kubectl-expose'),
    ...printFlags,
  ],
  run,
};
