import type { EndpointSlice } from '../api/endpointslice/types.ts';
import { ENDPOINT_SLICES, NAMESPACES, SERVICES } from '../api/refs.ts';
import type { Service } from '../api/service/types.ts';
import { isAlreadyExists, type ApiObject } from '../apimachinery/index.ts';
import { Client, SharedInformerFactory, type Informer, type ResourceRef } from '../client-go/index.ts';
import { answerLabel, portAddress, type PodReply, type PodRequest } from '../cri-api/index.ts';
import {
  MILLISECOND,
  SECOND,
  sleep,
  type ConnectionEnd,
  type Label,
  type Network,
  type Process,
  type Task,
} from '../sim/index.ts';
import { answer, type RecordType, type Records } from './zone.ts';

/** The address of the Service, the tenth of the range, as kubeadm gives it. */
export const CLUSTER_DNS = '10.96.0.10';
const PORT = 53;
/** What looking into its own memory takes. */
const QUERY_TIME = MILLISECOND / 5;
const TTL_SECONDS = 30;
const SERVICE_NAME = 'kubernetes.io/service-name';

export interface CoreDNSConfig {
  /** Where it listens: an address of its machine. */
  readonly address: string;
  readonly qps?: number;
  readonly burst?: number;
}

export function startCoreDNS(process: Process, network: Network, config: CoreDNSConfig): void {
  const limits = { qps: config.qps ?? 5, burst: config.burst ?? 10 };
  const client = new Client(process, network, {
    credentials: {
      clientCertificate: {
        commonName: 'system:serviceaccount:kube-system:coredns',
        organizations: ['system:serviceaccounts', 'system:serviceaccounts:kube-system'],
      },
    },
    userAgent: 'CoreDNS/1.12.1 (linux/amd64)',
    ...limits,
  });
  const factory = new SharedInformerFactory(client);
  const server = new Server(process, factory);
  factory.start();
  network.listen(portAddress(config.address, PORT), process, (end) => server.accept(end));
  const kubeadm = new Client(process, network, {
    credentials: { clientCertificate: { commonName: 'kubernetes-admin', organizations: ['system:masters'] } },
    userAgent: 'kubeadm/v1.36.0 (linux/amd64)',
    ...limits,
  });
  process.go('addon', addon(process, kubeadm, config.address));
}

class Server implements Records {
  readonly #process: Process;
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  readonly #namespaces: Informer<ApiObject>;

  constructor(process: Process, factory: SharedInformerFactory) {
    this.#process = process;
    this.#services = factory.informer<Service>(SERVICES);
    this.#slices = factory.informer<EndpointSlice>(ENDPOINT_SLICES);
    this.#namespaces = factory.informer<ApiObject>(NAMESPACES);
    this.#services.store.addIndex('ip', (service) => service.spec.clusterIPs ?? []);
    this.#slices.store.addIndex('service', (slice) => [
      `${slice.metadata.namespace ?? ''}/${slice.metadata.labels?.[SERVICE_NAME] ?? ''}`,
    ]);
  }

  service(namespace: string, name: string): Service | undefined {
    return this.#services.store.get(`${namespace}/${name}`);
  }

  slices(namespace: string, service: string): readonly EndpointSlice[] {
    return this.#slices.store.byIndex('service', `${namespace}/${service}`);
  }

  hasNamespace(name: string): boolean {
    return this.#namespaces.store.get(name) !== undefined;
  }

  serviceAt(ip: string): Service | undefined {
    return this.#services.store.byIndex('ip', ip)[0];
  }

  accept(end: ConnectionEnd): void {
    end.onMessage = (payload, _hop, label) => {
      this.#process.go('query', this.#serve(payload as PodRequest, end, label));
    };
  }

  /** Answers as lines of a zone file; the status is the response code of DNS. */
  *#serve({ path = '', method = 'A', protocol }: PodRequest, end: ConnectionEnd, label: Label): Task {
    if (protocol !== 'dns') {
      end.send({ form: 'response', verb: label.verb, code: 0 }, { status: 0, body: '' } satisfies PodReply);
      return;
    }
    const span = this.#process.begin('query', `${method} ${path}`);
    yield* sleep(this.#process.sim, QUERY_TIME);
    if (!this.#services.hasSynced || !this.#slices.hasSynced || !this.#namespaces.hasSynced) {
      span.end('error', { rcode: 'SERVFAIL' });
      this.#reply(end, label, path, { status: 2, body: '' });
      return;
    }
    const { rcode, records } = answer(this, path, method as RecordType);
    span.end(rcode === 'NOERROR' ? 'ok' : 'error', { rcode, records: records.length });
    const body = records.map(({ name, type, data }) => `${name} ${TTL_SECONDS} IN ${type} ${data}`).join('\n');
    this.#reply(end, label, path, { status: rcode === 'NOERROR' ? 0 : 3, body });
  }

  #reply(end: ConnectionEnd, label: Label, name: string, reply: PodReply): void {
    end.send({ ...answerLabel(label, reply.status), name }, reply);
  }
}

/** What kubeadm's addon phase makes for DNS, as far as it is needed without pods: a Service, and where it leads. */
function* addon(process: Process, client: Client, address: string): Task {
  for (const [ref, object] of [
    [SERVICES, SERVICE],
    [ENDPOINT_SLICES, sliceOf(address)],
  ] as const) {
    yield* ensure(process, client, ref, object);
  }
}

const RETRY = SECOND;

function* ensure(process: Process, client: Client, ref: ResourceRef, object: object): Task {
  for (;;) {
    try {
      yield* client.resource<ApiObject>(ref).create('kube-system', object as ApiObject);
      return;
    } catch (error) {
      if (isAlreadyExists(error)) return;
      yield* sleep(process.sim, RETRY);
    }
  }
}

const LABELS = { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' };

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kube-dns',
    namespace: 'kube-system',
    labels: LABELS,
    annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
  },
  spec: {
    clusterIP: CLUSTER_DNS,
    ports: [
      { name: 'dns', port: PORT, protocol: 'UDP', targetPort: PORT },
      { name: 'dns-tcp', port: PORT, protocol: 'TCP', targetPort: PORT },
      { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
    ],
  },
};

function sliceOf(address: string): object {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'kube-dns-coredns',
      namespace: 'kube-system',
      labels: { ...LABELS, [SERVICE_NAME]: 'kube-dns', 'endpointslice.kubernetes.io/managed-by': 'coredns.orrery' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true, serving: true, terminating: false } }],
    ports: [
      { name: 'dns', port: PORT, protocol: 'UDP' },
      { name: 'dns-tcp', port: PORT, protocol: 'TCP' },
      { name: 'metrics', port: 9153, protocol: 'TCP' },
    ],
  };
}
